import type { NoticeText, Translation } from './translation.ts';

const notice = (title: string, detail?: string): NoticeText => ({ title, ...(detail && { detail }) });

const NOT_SENT = 'Message could not be sent';
const NO_ANSWER = 'No answer arrived';
const INTERRUPTED = 'Answer interrupted';
const SERVER_ERROR = 'The server reported an error';

/** English, the language of the single script. */
export const en: Translation = {
  locale: 'en',
  heading: 'Chat',
  placeholder: 'Ask a question…',
  input: 'Message',
  send: 'Send',
  stop: 'Stop',
  retry: 'Retry',
  tryNow: 'Try now',
  continueAnswer: 'Continue',
  regenerate: 'Regenerate',
  copy: 'Copy',
  copied: 'Copied',
  copyCode: (language) => `Copy ${language} code`.replace('  ', ' '),
  loadImage: (host) => `Load image from ${host}`,
  code: 'Code',
  table: 'Table',
  open: 'Open chat',
  close: 'Close chat',
  jump: 'Jump to the latest text',
  transcript: 'Conversation',
  suggestions: 'Suggestions',
  you: 'You',
  assistant: 'Assistant',
  connecting: 'Connecting…',
  responding: 'Responding…',
  reasoning: 'Reasoning',
  toolRunning: (name) => `Calling ${name}…`,
  toolDone: (name) => `Called ${name}`,
  toolFailed: (name) => `${name} failed`,
  sources: 'Sources',
  retrying: (seconds) => (seconds > 1 ? `Trying again in ${seconds} seconds…` : 'Trying again…'),
  answerContinues: 'The answer continues.',
  leave: (host) => `This link leads to ${host}. Open it?`,
  stopped: notice('Stopped'),
  length: notice('Answer cut at the length limit'),
  contentFilter: notice('Answer stopped by a content filter'),
  failed: {
    'no-endpoint': notice(NOT_SENT, 'This chat is not connected yet: its “endpoint” attribute is missing or wrong'),
    network: notice(NOT_SENT, 'The server could not be reached. Check the connection and try again'),
    offline: notice('You are offline', 'Your message is kept. Try again when you are back online'),
    timeout: notice(NO_ANSWER, 'The server took too long. Try again'),
    http: notice(NOT_SENT, SERVER_ERROR),
    'rate-limit': notice('Too many requests', 'Wait a moment and try again'),
    unauthorized: notice('Sign-in expired', 'Sign in again, then retry'),
    'content-type': notice(
      NOT_SENT,
      'The server answered with something that is no chat answer. The “endpoint” address may be wrong',
    ),
    unrecognized: notice(NO_ANSWER, 'The server answered in a format that this chat does not know'),
    malformed: notice(NO_ANSWER, 'The server’s answer could not be read'),
    'too-large': notice(NO_ANSWER, 'The server’s answer was too large'),
    truncated: notice(NO_ANSWER, 'The connection ended too early. Try again'),
    empty: notice(NO_ANSWER, 'The server sent an empty answer. Try again'),
    provider: notice(NOT_SENT, SERVER_ERROR),
    aborted: notice(NOT_SENT, 'A part of this page stopped it'),
  },
  interrupted: {
    network: notice(INTERRUPTED, 'The connection was lost'),
    offline: notice(INTERRUPTED, 'You are offline'),
    timeout: notice(INTERRUPTED, 'The server stopped responding'),
    malformed: notice(INTERRUPTED, 'Part of the answer could not be read'),
    'too-large': notice('Answer stopped: too long'),
    truncated: notice(INTERRUPTED, 'The connection ended before the answer was complete'),
    provider: notice(INTERRUPTED, SERVER_ERROR),
    other: notice(INTERRUPTED),
  },
};
