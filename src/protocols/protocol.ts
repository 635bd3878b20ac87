import { ChatError } from '../chat/errors.ts';
import { withoutHalves } from '../chat/surrogates.ts';
import type { ChatEvent, FinishReason, Usage } from '../chat/events.ts';
import type { WireMessage } from '../wire/message.ts';

/** What a request is made of, before a protocol gives it its shape. */
export interface ChatRequest {
  /** History in the order of the conversation, the newest user message last. */
  readonly messages: readonly {
    readonly role: 'user' | 'assistant' | 'system';
    readonly content: string;
    readonly id: string;
  }[];
  /** The newest user text. */
  readonly text: string;
  /** Conversation id kept by the widget. */
  readonly conversationId: string;
  readonly model?: string;
}

/** Running state of one answer. Synchronous, and garbage never throws out of it. */
export interface Decoder {
  /** @returns what the message means; nothing for what it does not know. */
  push(message: WireMessage): ChatEvent[];
  /** The body ended cleanly. @returns a `finish` where this wire format has no end mark of its own, otherwise what is left. */
  end(): ChatEvent[];
}

/** A wire format: a pure value, given by name (`protocol="openai"`). */
export interface Protocol {
  readonly name: string;
  /** Is the first informative payload of this format? The first protocol that says so is chosen by `auto`. */
  matches(message: WireMessage, json: unknown): boolean;
  open(): Decoder;
  /** Default request body; the site's `body` is merged over it. */
  body(request: ChatRequest): Record<string, unknown>;
}

export type Json = Readonly<Record<string, unknown>>;

/** @returns `value` as an object to read keys from; an empty one if it is none, so that any shape is harmless. */
export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The payload of a JSON protocol. */
export type Payload =
  | { readonly kind: 'json'; readonly json: unknown }
  /** `malformed` looks like JSON and does not parse; `text` is no JSON at all. */
  | { readonly kind: 'malformed' | 'text'; readonly json?: undefined };

export function parsePayload(data: string): Payload {
  try {
    return { kind: 'json', json: JSON.parse(data) as unknown };
  } catch {
    return { kind: /^\s*[[{]/.test(data) ? 'malformed' : 'text' };
  }
}

/** Broken JSON in a JSON protocol ends the answer; the wire text itself is shown to nobody. */
export function malformedEvent(): ChatEvent {
  return { type: 'error', error: new ChatError('malformed', 'The stream contains JSON that does not parse.') };
}

/**
 * A decoder of payloads that are JSON. `[DONE]` finishes and an event named `error` is an error in all of them; broken JSON
 * ends the answer; anything else that is no JSON is skipped, with one warning per answer.
 * @param read - the meaning of one payload and its event name; an event without data is read as `{}`.
 */
export function jsonDecoder(read: (json: unknown, event: string | undefined) => ChatEvent[]): Decoder {
  let hasWarned = false;
  return {
    push({ event, data, isText }) {
      if (data === '[DONE]' && !isText) return [finishEvent('stop')];
      if (data.trim() === '') return read({}, event);
      const { kind, json } = isText ? ({ kind: 'text' } as const) : parsePayload(data);
      if (event === 'error') return [errorEvent(kind === 'json' ? json : data)];
      if (kind === 'json') return read(json, event);
      if (kind === 'malformed') return [malformedEvent()];
      if (!hasWarned) console.warn('<stream-chat> skipped a payload that is no JSON:', data.slice(0, 200));
      hasWarned = true;
      return [];
    },
    end: () => [],
  };
}

const FINISH_REASONS: ReadonlyMap<string, FinishReason> = new Map(
  Object.entries({
    stop: 'stop end_turn stop_sequence eos completed done',
    length: 'length max_tokens',
    'content-filter': 'content_filter content-filter safety refusal',
    'tool-calls': 'tool_calls tool-calls tool_use function_call',
  }).flatMap(([reason, names]) => names.split(' ').map((name) => [name, reason as FinishReason] as const)),
);

/** A back end's finish value in our words; one that is unknown is `other`. */
export function finishEvent(value: unknown): ChatEvent {
  const raw = String(value);
  return { type: 'finish', reason: FINISH_REASONS.get(raw.toLowerCase()) ?? 'other', raw };
}

/** Codes of errors that asking again will not mend. */
const FINAL = /insufficient_quota|quota_exceeded|invalid_|authentication|permission|content_filter|tool_use_failed/;

/** An error as servers write them: `{error: {message, code, type}}`, `{error: "…"}`, `{message}`, `{detail}`. */
export function errorEvent(value: unknown): ChatEvent {
  const source = objectOf(value);
  const inner = source['error'] ?? value;
  const details = objectOf(inner);
  const message =
    stringOf(inner) ?? stringOf(details['message']) ?? stringOf(details['detail']) ?? stringOf(source['message']) ?? '';
  const code = String(details['code'] ?? details['type'] ?? source['code'] ?? '');
  const error = new ChatError('provider', withoutHalves(message.slice(0, 300)), { code, retryable: !FINAL.test(code) });
  return { type: 'error', error };
}

/** Token counts under the names that back ends use. */
export function usageOf(value: unknown): Usage | undefined {
  const source = objectOf(value);
  const number = (...names: string[]): number | undefined =>
    names.map((name) => source[name]).find((item) => typeof item === 'number');
  const [input, output] = [number('prompt_tokens', 'input_tokens'), number('completion_tokens', 'output_tokens')];
  const total = number('total_tokens', 'totalTokens');
  if (input === undefined && output === undefined && total === undefined) return undefined;
  return {
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(total !== undefined && { total }),
  };
}
