import { ChatError } from '../chat/errors.ts';
import type { ChatEvent } from '../chat/events.ts';
import type { WireMessage } from '../wire/message.ts';
import { errorEvent, finishEvent } from './facts.ts';
import { json } from './json.ts';
import { malformedEvent, parsePayload } from './payload.ts';
import type { Decoder, Protocol } from './protocol.ts';
import { PROTOCOLS } from './registry.ts';
import { protocolNameOf } from './signatures.ts';
import { text } from './text.ts';
import { objectOf } from './values.ts';

const HEARTBEATS = /^(?:ping|heartbeat|keep-?alive)$/i;

/** Decides on the first payload that says something, then stays with it. Wire text is never shown as an answer. */
export const auto: Protocol = {
  name: 'auto',
  open: () => new DetectingDecoder(),
  // Without `stream_options`: some servers answer 400 to it.
  body: json.body,
};

class DetectingDecoder implements Decoder {
  #decoder: Decoder | undefined;
  /** Numbers, `true` and `null` before anything else: words of a plain text, unless JSON objects follow. */
  #held: WireMessage[] = [];
  #hasUnknown = false;

  push(message: WireMessage): readonly ChatEvent[] {
    if (this.#decoder) return this.#decoder.push(message);
    if (message.isText) return this.#lock(text, message);
    if (message.data === '[DONE]') return this.#held.length > 0 ? this.#lock(text, message) : [finishEvent('stop')];
    if (message.data.trim() === '' && message.event === undefined) return [];
    const payload = parsePayload(message.data);
    if (payload.kind === 'malformed') return [malformedEvent()];
    const value = payload.json;
    if (!isInformative(message, value)) return [];
    const isScalar = value === null || typeof value === 'number' || typeof value === 'boolean';
    if (isScalar && message.event === undefined) {
      this.#held.push(message);
      return [];
    }
    const name = protocolNameOf(message, value);
    const protocol = name && PROTOCOLS.get(name);
    if (protocol) return this.#lock(protocol, message);
    if (name) return [missing(name)];
    if (message.event === 'error' || objectOf(value)['error']) return [errorEvent(value)];
    this.#hasUnknown = true;
    return [];
  }

  end(): readonly ChatEvent[] {
    if (this.#decoder) return this.#decoder.end();
    if (!this.#hasUnknown) return this.#held.length > 0 ? [...this.#lock(text), ...this.#decoder!.end()] : [];
    return [unrecognized('Nothing in the stream is of a wire format that this chat knows.')];
  }

  #lock(protocol: Protocol, ...messages: WireMessage[]): ChatEvent[] {
    const decoder = protocol.open();
    this.#decoder = decoder;
    return [...(protocol === text ? this.#held : []), ...messages].flatMap((message) => decoder.push(message));
  }
}

function unrecognized(words: string): ChatEvent {
  return { type: 'error', error: new ChatError('unrecognized', words, { retryable: false }) };
}

function missing(name: string): ChatEvent {
  return unrecognized(
    `The back end speaks "${name}". Add <script src="stream-chat-protocols.js" defer></script> to the page: that format is in the second script.`,
  );
}

function isInformative({ event, data }: WireMessage, value: unknown): boolean {
  if (HEARTBEATS.test(event ?? '')) return false;
  if (typeof value !== 'object' || value === null) return data !== '';
  const keys = Object.keys(value);
  const { type } = value as { type?: unknown };
  if (typeof type === 'string' && (HEARTBEATS.test(type) || (type === 'start' && keys.length === 1))) return false;
  return keys.length > 0;
}
