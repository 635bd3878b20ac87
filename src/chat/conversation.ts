import type { ChatError, ErrorType } from './errors.ts';
import type { ChatEvent, FinishReason, ProviderData, Usage } from './events.ts';
import { ended } from './ending.ts';
import { foldEvents } from './parts.ts';
import { rewound } from './recording.ts';
import { started, turned } from './versions.ts';

export type Role = 'user' | 'assistant' | 'system';
export type MessageStatus = 'pending' | 'streaming' | 'complete' | 'stopped' | 'interrupted' | 'failed';

/** A piece of a message, in order of arrival. */
export type Part =
  /** `revision` changes when the text was replaced rather than appended to. */
  | { readonly type: 'text'; readonly text: string; readonly revision: number; readonly block?: string }
  | { readonly type: 'reasoning'; readonly text: string; readonly revision: number; readonly block?: string }
  | {
      readonly type: 'tool-call';
      readonly id: string;
      readonly name: string;
      /** As written so far; `args` is the parsed value once it is complete. */
      readonly argsText: string;
      readonly args?: unknown;
      readonly result?: unknown;
      readonly error?: string;
      readonly where: 'client' | 'server';
      readonly state: 'running' | 'done' | 'failed';
      readonly approval?: 'requested' | 'approved' | 'denied';
      /** Goes back with the call as it came. */
      readonly providerData?: ProviderData;
      /** The first call of a later step: the model knew the results of those before. */
      readonly startsStep?: true;
    }
  | {
      readonly type: 'source';
      readonly id?: string;
      readonly url?: string;
      readonly title?: string;
      readonly snippet?: string;
    }
  /** `url` may be a data address; it is empty where the file was not kept. `size` is in bytes, `thumbnail` a small picture. */
  | {
      readonly type: 'file';
      readonly url: string;
      readonly mediaType?: string;
      readonly name?: string;
      readonly size?: number;
      readonly thumbnail?: string;
    }
  | { readonly type: 'data'; readonly name: string; readonly data: unknown; readonly id?: string }
  | { readonly type: 'status'; readonly text: string; readonly key?: string };

export type FilePart = Extract<Part, { type: 'file' }>;

/** Figures of one answer; times in ms since the request. */
export interface MessageMetrics {
  readonly ttfb: number;
  readonly ttft: number;
  readonly duration: number;
  readonly chars: number;
  readonly deltas: number;
  readonly stalls: number;
  readonly retries: number;
  /** Of the body, after decompression. */
  readonly bytes?: number;
  readonly usage?: Usage;
}

/** What went wrong, as data. */
export interface MessageError {
  readonly type: ErrorType;
  /** The server's words as plain text, or ours for the developer. */
  readonly message: string;
  readonly retryable: boolean;
  readonly httpStatus?: number;
  readonly retryAfterMs?: number;
}

export interface Message {
  readonly id: string;
  readonly role: Role;
  readonly parts: readonly Part[];
  readonly status: MessageStatus;
  readonly finishReason?: FinishReason;
  /** The back end's own words for it: why a filter ended the answer, or a reason that is `other` here. */
  readonly finishDetail?: string;
  readonly error?: MessageError;
  /** ms since the epoch */
  readonly createdAt: number;
  /** While a continuation runs: how many characters of text stood there before it. */
  readonly keptChars?: number;
  /** While an answer runs: how many parts stood there before its newest step, progress not counted. */
  readonly keptParts?: number;
  /** While an answer runs, behind a step that was thrown away: revision of text that begins. */
  readonly firstRevision?: number;
  readonly metrics?: MessageMetrics;
  /** Of a question: what `send` was given to go along as `metadata`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Other answers to the same question, in the order in which they were asked for; absent where there are none. */
  readonly earlier?: readonly Message[];
  readonly later?: readonly Message[];
}

export interface Conversation {
  readonly messages: readonly Message[];
}

export const emptyConversation: Conversation = { messages: [] };

/** What changes a conversation. Time and ids come with it: the fold has no clock and no random of its own (law 9). */
export type ConversationFact =
  /** A message stands behind all, or in the place of the one with its id. */
  | { readonly type: 'add'; readonly message: Message }
  /** An answer was asked for: behind all, behind message `after`, or in the place of answer `replaces`, which stays as a version. */
  | {
      readonly type: 'start';
      readonly id: string;
      readonly at: number;
      readonly after?: string;
      readonly replaces?: string;
    }
  /** A question that waited is on its way. */
  | { readonly type: 'release'; readonly id: string }
  | { readonly type: 'remove'; readonly id: string }
  /** Another version of an answer is looked at: 1 is the next, -1 the one before. */
  | { readonly type: 'version'; readonly id: string; readonly step: 1 | -1 }
  /** The rest of an answer that ended early was asked for; `isRound`: what follows the results of its tools. */
  | { readonly type: 'reopen'; readonly id: string; readonly isRound?: boolean }
  /** An answer is written once more, from where it stood: what came of it comes again. */
  | { readonly type: 'rewind'; readonly id: string; readonly before: readonly Part[] }
  | { readonly type: 'events'; readonly id: string; readonly events: readonly ChatEvent[] }
  /** Nothing more comes. `status` is given only when the visitor stopped it. */
  | { readonly type: 'end'; readonly id: string; readonly status?: 'stopped'; readonly metrics?: MessageMetrics }
  /** Message `from` and all that follow are gone. */
  | { readonly type: 'truncate'; readonly from: number }
  | { readonly type: 'clear' }
  /** The messages are these: kept from an earlier page, or told by another tab. */
  | { readonly type: 'restore'; readonly messages: readonly Message[] };

/** More may come: the answer has not ended. */
export function isOpen({ status }: Pick<Message, 'status'>): boolean {
  return status === 'pending' || status === 'streaming';
}

export function isFile(part: Part): part is FilePart {
  return part.type === 'file';
}

/** All text of a message. */
export function text(message: Pick<Message, 'parts'>): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** Longest text of one answer, in characters. */
export const MAX_ANSWER_CHARS = 1_000_000;

/**
 * The conversation after a fact. Pure; a message that the fact does not touch keeps its identity, and a fact that changes
 * nothing gives the same conversation.
 */
export function reduce(conversation: Conversation, fact: ConversationFact): Conversation {
  const { messages } = conversation;
  switch (fact.type) {
    case 'add':
      return { messages: withMessage(messages, fact.message) };
    case 'start':
      return { messages: started(messages, fact) };
    case 'release':
      return change(conversation, fact.id, (message) => ({ ...message, status: 'complete' }));
    case 'remove':
      return { messages: messages.filter(({ id }) => id !== fact.id) };
    case 'version':
      return change(conversation, fact.id, (message) => turned(message, fact.step));
    case 'truncate':
      return fact.from < messages.length ? { messages: messages.slice(0, fact.from) } : conversation;
    case 'clear':
      return messages.length === 0 ? conversation : emptyConversation;
    case 'restore':
      return fact.messages === messages ? conversation : { messages: fact.messages };
    case 'reopen':
      return change(conversation, fact.id, (message) => reopened(message, fact.isRound === true));
    case 'rewind':
      return change(conversation, fact.id, (message) => rewound(message, fact.before));
    case 'events':
      return change(conversation, fact.id, (message) => foldEvents(message, fact.events));
    case 'end':
      return change(conversation, fact.id, (message) => ended(message, fact.status, fact.metrics));
  }
}

/** No two messages have one id. */
function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const index = messages.findLastIndex(({ id }) => id === message.id);
  return index < 0 ? [...messages, message] : messages.with(index, message);
}

function change(conversation: Conversation, id: string, update: (message: Message) => Message): Conversation {
  const index = conversation.messages.findLastIndex((message) => message.id === id);
  const message = conversation.messages[index];
  if (!message) return conversation;
  const next = update(message);
  return next === message ? conversation : { messages: conversation.messages.with(index, next) };
}

function reopened(
  { finishReason: _reason, finishDetail: _detail, error: _error, ...message }: Message,
  isRound: boolean,
): Message {
  const { parts } = message;
  const more = { status: 'pending', keptChars: text(message).length } as const;
  // Another response has its own names for blocks: what it writes stands behind the tools.
  const own = parts
    .filter(({ type }) => type !== 'status')
    .map((part) => ('block' in part ? { ...part, block: undefined } : part)) as Part[];
  return isRound ? { ...message, ...more, parts: own, keptParts: own.length } : { ...message, ...more };
}

/** An error as the part of a message that says it. */
export function messageError({ type, message, retryable, httpStatus, retryAfterMs }: ChatError): MessageError {
  return {
    type,
    message,
    retryable,
    ...(httpStatus !== undefined && { httpStatus }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}
