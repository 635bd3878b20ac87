import type { html, ReactiveControllerHost } from 'lit';
import type { FilePart } from '../chat/conversation.ts';
import type { Translation } from '../i18n/translation.ts';
import type { GivenHeaders } from '../transport/given-headers.ts';

/** One line of the list behind `/` in the text field. */
export interface ChatCommand {
  /** One word, without the slash. */
  readonly name: string;
  readonly description?: string;
  /** Comes into the text field when the command is chosen. Without it and without an action, `/name` does. */
  readonly text?: string;
  /** Is done instead: a function of the page, or one of the chat's own acts. */
  readonly action?: ((chat: HTMLElement) => unknown) | 'clear' | 'regenerate' | 'retry' | 'stop' | 'download' | 'hide';
}

/** What the optional script needs of a chat. */
export interface ExtraHost extends ReactiveControllerHost, HTMLElement {
  draft: string;
  readonly disabled: boolean;
  readonly readOnly: boolean;
  readonly attachments: boolean;
  readonly accept: string;
  readonly maxFileSize: number;
  readonly maxFiles: number;
  readonly uploadUrl: string;
  readonly voice: boolean;
  readonly commands: readonly ChatCommand[];
  readonly credentials: RequestCredentials;
  readonly headers: GivenHeaders;
  readonly idleTimeout: number;
}

/** What a chat gives to the optional script. */
export interface ComposerKit {
  readonly html: typeof html;
  /** To screen readers. */
  readonly say: (words: string) => void;
  readonly words: () => Translation;
}

/** What the optional script adds to the composer of one chat. */
export interface ComposerExtra {
  /** Drawn over the text field, before it and behind it. */
  readonly above: unknown;
  readonly start: unknown;
  readonly end: unknown;
  /** Go along with the next message. */
  readonly files: readonly FilePart[];
  /** Not all of them are ready. */
  readonly isBusy: boolean;
  /** They left. */
  clear(): void;
}

export type ComposerExtension = (chat: ExtraHost, kit: ComposerKit) => ComposerExtra;
