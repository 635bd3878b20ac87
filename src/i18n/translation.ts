import type { ErrorType } from '../chat/errors.ts';
import type { ComposerWords } from './composer-words.ts';

/** What the notice under an answer says: a short state in words, and the next step. */
export interface NoticeText {
  readonly title: string;
  readonly detail?: string;
}

/** Every word the element shows or speaks. Counts, times and names are arguments, so that each language can place them. */
export interface Translation {
  /** For `Intl`: the language of the page, or of these words. */
  readonly locale: string;
  /** Of a language that is written from right to left. */
  readonly direction?: 'rtl';
  /** Between two sentences, with the space that follows. */
  readonly fullStop: string;
  readonly heading: string;
  readonly placeholder: string;
  readonly input: string;
  readonly send: string;
  readonly stop: string;
  readonly retry: string;
  readonly tryNow: string;
  readonly continueAnswer: string;
  readonly regenerate: string;
  readonly copy: string;
  readonly copied: string;
  readonly edit: string;
  readonly cancel: string;
  readonly dismiss: string;
  readonly goodAnswer: string;
  readonly badAnswer: string;
  readonly feedbackComment: string;
  readonly feedbackSend: string;
  readonly quote: string;
  readonly download: string;
  readonly handoff: string;
  readonly charactersLeft: (count: number) => string;
  readonly unread: (count: number) => string;
  readonly copyCode: (language: string) => string;
  readonly loadImage: (host: string) => string;
  readonly code: string;
  readonly table: string;
  readonly task: string;
  readonly open: string;
  readonly close: string;
  readonly jump: string;
  readonly transcript: string;
  readonly suggestions: string;
  readonly you: string;
  readonly assistant: string;
  readonly connecting: string;
  readonly responding: string;
  readonly reasoning: string;
  readonly toolRunning: (name: string) => string;
  readonly toolDone: (name: string) => string;
  readonly toolFailed: (name: string) => string;
  /** Somebody has to allow the call first; or nobody did. */
  readonly toolWaiting: (name: string) => string;
  readonly toolDenied: (name: string) => string;
  readonly sources: string;
  /** Before the numbers of what went in and what came out. */
  readonly tokens: string;
  readonly retrying: (seconds: number) => string;
  /** Nothing came for ten seconds; all connections to the server are in use; a lost connection is being picked up again. */
  readonly stillWaiting: string;
  readonly waitingForConnection: string;
  readonly resuming: string;
  /** When a server that is asked too often answers again; `time` is written as the page's language writes it. */
  readonly tryAfter: (time: string) => string;
  /** Between the versions of an answer. */
  readonly earlierVersion: string;
  readonly laterVersion: string;
  readonly versionOf: (number: number, count: number) => string;
  /** Below a question that waits for the answer before it. */
  readonly queued: string;
  /** While the device has no connection. */
  readonly offline: string;
  readonly answerContinues: string;
  readonly leave: (host: string) => string;
  /** The visitor ended the answer. */
  readonly stopped: NoticeText;
  /** The answer reached the back end's length limit, or a filter ended it. */
  readonly length: NoticeText;
  readonly contentFilter: NoticeText;
  /** It ended for a reason of the back end's own; or until the visitor says more. */
  readonly endedEarly: NoticeText;
  readonly paused: NoticeText;
  /** What ended an answer of which nothing arrived. */
  readonly failed: Readonly<Record<ErrorType, NoticeText>>;
  /** What ended an answer of which something arrived. */
  readonly interrupted: Readonly<Partial<Record<ErrorType, NoticeText>>> & { readonly other: NoticeText };
  /** Of files, voice and commands. The English ones come with their script. */
  readonly composer?: Partial<ComposerWords>;
}
