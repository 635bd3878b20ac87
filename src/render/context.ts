import type { Message } from '../chat/conversation.ts';
import type { Translation } from '../i18n/translation.ts';
import type { Diagnosis } from '../transport/diagnosis.ts';
import type { ComposerExtra } from './composer-extra.ts';
import type { MarkdownViewOptions } from './markdown-view.ts';

/** The settings of the element that are drawn. */
export interface ShownSettings {
  readonly mode: string;
  readonly open: boolean;
  /** The page's own name for the chat. */
  readonly ariaLabel: string | null;
  readonly heading: string;
  readonly placeholder: string;
  readonly greeting: string;
  readonly callOut: string;
  readonly disclaimer: string;
  readonly suggestions: readonly string[];
  readonly sendOn: 'enter' | 'mod-enter';
  readonly maxLength: number;
  readonly avatars: boolean;
  readonly avatar: string;
  readonly timestamps: boolean;
  readonly showUsage: boolean;
  readonly feedback: boolean;
  readonly downloadable: boolean;
  readonly handoffUrl: string;
  readonly pacing: string;
  readonly readOnly: boolean;
  readonly disabled: boolean;
  readonly user: unknown;
  readonly draft: string;
}

export type Rating = 'up' | 'down';

/** What the visitor does with messages right now. A new object with every change. */
export interface VisitorState {
  /** The question that is being edited. */
  readonly editing?: string | undefined;
  /** The answer that a comment is being written on. */
  readonly commenting?: string | undefined;
  /** The message that was copied a moment ago. */
  readonly copied?: string | undefined;
  readonly ratings: Readonly<Record<string, Rating | undefined>>;
}

/** What a control of a message asks for. */
export type MessageAction =
  | 'retry'
  | 'try-now'
  | 'continue'
  | 'regenerate'
  | 'copy'
  | 'edit'
  | 'cancel'
  | 'ask-edited'
  | 'up'
  | 'down'
  | 'comment'
  | 'earlier'
  | 'later';

/** What the controls do. */
export interface ChatHandlers {
  /** @param value - the words that were written for `ask-edited` and `comment`. */
  readonly onAction: (action: MessageAction, id: string, value?: string) => void;
  readonly onDraft: (draft: string) => void;
  readonly onSend: () => void;
  readonly onStop: () => void;
  readonly onSuggestion: (text: string) => void;
  readonly onToggle: () => void;
  readonly onDownload: () => void;
  readonly onHandoff: (event: Event) => void;
  readonly onJump: () => void;
  readonly onQuote: () => void;
  readonly onCallOutClose: () => void;
  readonly onKeydown: (event: KeyboardEvent) => void;
  readonly onLogClick: (event: MouseEvent) => void;
}

/** All that the templates draw. */
export interface ChatContext {
  readonly settings: ShownSettings;
  readonly handlers: ChatHandlers;
  readonly strings: Translation;
  readonly messages: readonly Message[];
  /** Has the turn of a message of a long history come? */
  readonly isDrawn: (message: Message) => boolean;
  /** A new object when an option changed. */
  readonly markdown: MarkdownViewOptions;
  readonly cursor: HTMLElement;
  /** What the running request is doing, in words. */
  readonly phase: string;
  /** It waits before the next try, which the visitor may have at once. */
  readonly canTryNow: boolean;
  readonly isRunning: boolean;
  /** The device has no connection. */
  readonly isOffline: boolean;
  /** What a developer is told about the newest request. */
  readonly diagnosis: readonly Diagnosis[];
  readonly isJumpOffered: boolean;
  readonly isCallOutShown: boolean;
  readonly isQuoteOffered: boolean;
  /** Messages that came while nobody could see them. */
  readonly unread: number;
  readonly visitor: VisitorState;
  /** Of the optional script. */
  readonly extra: ComposerExtra | undefined;
}

/** A chat that opens and closes: it has a launcher, and its panel is not there while it is closed. */
export function isClosable(mode: string): boolean {
  return mode === 'floating' || mode === 'sidebar';
}
