import type { ChatError } from './errors.ts';

/** Why an answer ended by itself. An unknown value of a back end is `other` and never passes for a clean `stop`. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'other';

/** Tokens counted by the back end. `output` includes reasoning tokens. */
export interface Usage {
  readonly input?: number;
  readonly output?: number;
  readonly total?: number;
  readonly reasoning?: number;
  readonly cached?: number;
}

/** Ids that a back end gives to what it is doing; later requests may need them (stop, resume, history). */
export interface BackendIds {
  readonly message?: string;
  readonly conversation?: string;
  readonly run?: string;
  readonly task?: string;
  readonly response?: string;
  /** Last event seen of a stream that can be resumed. */
  readonly event?: string;
  readonly sequence?: number;
}

/** What a provider wants to have back with a call, such as the signature of a thought. Opaque to all but its wire format. */
export type ProviderData = Readonly<Record<string, unknown>>;

/**
 * What happened, in our words: every wire format is decoded into these, and the conversation is folded from nothing else.
 * `block` separates messages, content parts and steps of one answer; blocks stand in the order in which they were first seen.
 */
export type ChatEvent =
  | { readonly type: 'meta'; readonly ids?: BackendIds; readonly model?: string; readonly metadata?: unknown }
  | { readonly type: 'text'; readonly delta: string; readonly block?: string }
  /** The whole text so far, or the corrected text: replaces a block, or all text of the message. */
  | { readonly type: 'text-set'; readonly text: string; readonly block?: string; readonly scope: 'block' | 'message' }
  /** Throws away a failed or superseded attempt: all of it, what came since the last `step`, or one block. */
  | { readonly type: 'reset'; readonly scope: 'message' | 'step' | 'block'; readonly block?: string }
  | { readonly type: 'step' }
  | { readonly type: 'reasoning'; readonly delta: string; readonly block?: string }
  | { readonly type: 'reasoning-set'; readonly text: string; readonly block?: string }
  | {
      readonly type: 'tool-start';
      readonly id: string;
      readonly name?: string;
      readonly title?: string;
      readonly where?: 'client' | 'server';
      /** Added to what is known of the call. */
      readonly providerData?: ProviderData;
    }
  | { readonly type: 'tool-args'; readonly id: string; readonly delta: string }
  | { readonly type: 'tool-args-set'; readonly id: string; readonly args: unknown }
  /** A `preliminary` result is replaced by the next one. */
  | {
      readonly type: 'tool-result';
      readonly id: string;
      readonly result?: unknown;
      readonly error?: string;
      readonly preliminary?: boolean;
    }
  /** Somebody has to allow a call, or has. */
  | {
      readonly type: 'tool-approval';
      readonly id: string;
      readonly state: 'requested' | 'approved' | 'denied';
      readonly approvalId?: string;
    }
  | {
      readonly type: 'source';
      readonly id?: string;
      readonly url?: string;
      readonly title?: string;
      readonly snippet?: string;
    }
  | { readonly type: 'file'; readonly url: string; readonly mediaType?: string; readonly name?: string }
  /** A line of progress ("Searching …"). The same `key` replaces, `done` removes. */
  | { readonly type: 'status'; readonly text: string; readonly key?: string; readonly done?: boolean }
  | { readonly type: 'suggestions'; readonly items: readonly string[] }
  /** Anything else, kept and never printed. The same `name` and `id` replace. */
  | { readonly type: 'data'; readonly name: string; readonly data: unknown; readonly id?: string }
  | { readonly type: 'usage'; readonly usage: Usage; readonly mode: 'set' | 'add' }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly raw?: string; readonly detail?: string }
  /** Ends the answer. The first error wins; a later `finish` does not clear it. */
  | { readonly type: 'error'; readonly error: ChatError };
