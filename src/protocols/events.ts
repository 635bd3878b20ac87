import type { ChatEvent } from '../chat/events.ts';
import type { WireMessage } from '../wire/message.ts';
import { errorEvent, finishEvent, objectOf, onUnreadable, parsePayload, stringOf, usageOf, type Decoder, type Json, type Protocol } from './protocol.ts';

const NAMES: ReadonlySet<string> = new Set(['start', 'token', 'function_call', 'done', 'error']);

/** Named events (S3, S4): `start`, `token`, `function_call`, `done` (whose `content`, where given, is the whole answer), `error`. */
export const events: Protocol = {
  name: 'events',
  matches: ({ event }, json) => NAMES.has(event ?? '') && typeof json === 'object' && json !== null,
  open: () => new EventsDecoder(),
  body: ({ messages, model }) => ({ messages: messages.map(({ role, content }) => ({ role, content })), stream: true, ...(model && { model }) }),
};

const TOOL = 'function-call';

class EventsDecoder implements Decoder {
  #hasTool = false;

  push({ event, data }: WireMessage): ChatEvent[] {
    if (data === '[DONE]') return [finishEvent('stop')];
    const payload = parsePayload(data);
    if (payload.kind !== 'json') return event === 'error' ? [errorEvent({ message: data })] : onUnreadable(payload, data);
    const json = objectOf(payload.json);
    const read = { start: () => [], token: tokenEvents, function_call: (value: Json) => this.#call(value), done: doneEvents, error: (value: Json) => [errorEvent(value)] };
    const name = (event ?? 'token') as keyof typeof read;
    return Object.hasOwn(read, name) ? read[name](json) : [];
  }

  end(): ChatEvent[] {
    return [];
  }

  #call(json: Json): ChatEvent[] {
    const [name, args] = [stringOf(json['name']), stringOf(json['arguments'])];
    const isNew = !this.#hasTool;
    this.#hasTool = true;
    return [
      ...(isNew ? [{ type: 'tool-start', id: TOOL, ...(name && { name }) } as const] : []),
      ...(args ? [{ type: 'tool-args', id: TOOL, delta: args } as const] : []),
    ];
  }
}

function tokenEvents(json: Json): ChatEvent[] {
  const delta = stringOf(json['content']) ?? stringOf(json['token']) ?? stringOf(json['text']);
  return delta ? [{ type: 'text', delta }] : [];
}

function doneEvents(json: Json): ChatEvent[] {
  const content = stringOf(json['content']);
  const usage = usageOf({ total_tokens: json['totalTokens'] });
  return [
    ...(content ? [{ type: 'text-set', text: content, scope: 'message' } as const] : []),
    ...(usage ? [{ type: 'usage', usage, mode: 'set' } as const] : []),
    finishEvent(json['finishReason'] ?? json['finish_reason'] ?? 'stop'),
  ];
}
