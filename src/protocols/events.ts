import type { ChatEvent } from '../chat/events.ts';
import {
  errorEvent,
  finishEvent,
  jsonDecoder,
  objectOf,
  stringOf,
  usageOf,
  type Json,
  type Protocol,
} from './protocol.ts';

const NAMES: ReadonlySet<string> = new Set(['start', 'token', 'function_call', 'done', 'error']);

/** Named events (S3, S4): `start`, `token`, `function_call`, `done` (whose `content`, where given, is the whole answer), `error`. */
export const events: Protocol = {
  name: 'events',
  matches: ({ event }, json) => NAMES.has(event ?? '') && typeof json === 'object' && json !== null,
  open: () => {
    const calls = new FunctionCalls();
    return jsonDecoder((payload, event = 'token') => {
      const json = objectOf(payload);
      if (json['error']) return [errorEvent(json)];
      if (event === 'token') return tokenEvents(json);
      if (event === 'function_call') return calls.read(json);
      return event === 'done' ? doneEvents(json) : [];
    });
  },
  body: ({ messages, model }) => ({
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    ...(model && { model }),
  }),
};

/** One call at a time: a name other than the one before starts the next. */
class FunctionCalls {
  #count = 0;
  #name: string | undefined;

  read(json: Json): ChatEvent[] {
    const [name, args] = [stringOf(json['name']), stringOf(json['arguments'])];
    const isNew = this.#count === 0 || (name && name !== this.#name);
    if (isNew) {
      this.#count++;
      this.#name = name;
    }
    const id = `function-call-${this.#count}`;
    return [
      ...(isNew ? [{ type: 'tool-start', id, ...(name && { name }) } as const] : []),
      ...(args ? [{ type: 'tool-args', id, delta: args } as const] : []),
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
