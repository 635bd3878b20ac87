import { ChatError } from '../chat/errors.ts';
import type { ChatEvent } from '../chat/events.ts';
import { errorEvent, finishEvent, type Facts } from './facts.ts';
import type { Decoder } from './protocol.ts';
import { objectOf, type Json } from './values.ts';

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
 * @param end - what the clean end of the body means, for a format without an end mark.
 */
export function jsonDecoder(
  read: (json: unknown, event: string | undefined) => Facts,
  end: () => Facts = () => [],
): Decoder {
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
    end,
  };
}

/** What a payload of each kind means; a kind that is not named means nothing. */
export type Readers = Readonly<Record<string, (json: Json) => Facts>>;

/** A decoder of payloads that say their kind themselves, under `key`. */
export function kindDecoder(key: string, readers: Readers, end?: () => Facts): Decoder {
  const table = new Map(Object.entries(readers));
  return jsonDecoder((payload) => {
    const json = objectOf(payload);
    return table.get(String(json[key]))?.(json) ?? [];
  }, end);
}
