import { errorEvent, finishEvent, text, textSet, toolArgs, toolStart, usage, type Facts } from './facts.ts';
import { jsonDecoder } from './payload.ts';
import { modelOf, roles, type Protocol } from './protocol.ts';
import { firstAt, objectOf, stringOf, type Json } from './values.ts';

/** Named events (S3, S4): `start`, `token`, `function_call`, `done` (whose `content`, where given, is the whole answer), `error`. */
export const events: Protocol = {
  name: 'events',
  open: () => {
    const calls = new FunctionCalls();
    return jsonDecoder((payload, event = 'token') => {
      const json = objectOf(payload);
      if (json['error']) return [errorEvent(json)];
      if (event === 'token') return text(firstAt(json, 'content token text'));
      if (event === 'function_call') return calls.read(json);
      return event === 'done' ? doneFacts(json) : [];
    });
  },
  body: (request) => ({ messages: roles(request), stream: true, ...modelOf(request) }),
};

/** One call at a time: a name other than the one before starts the next. */
class FunctionCalls {
  #count = 0;
  #name: string | undefined;

  read(json: Json): Facts {
    const name = stringOf(json['name']);
    const isNew = this.#count === 0 || (name && name !== this.#name);
    if (isNew) {
      this.#count++;
      this.#name = name;
    }
    const id = `function-call-${this.#count}`;
    return [...(isNew ? toolStart(id, name || undefined, 'server') : []), ...toolArgs(id, json['arguments'])];
  }
}

function doneFacts(json: Json): Facts {
  return [
    ...(json['content'] ? textSet(json['content']) : []),
    ...usage(json),
    finishEvent(firstAt(json, 'finishReason finish_reason') ?? 'stop'),
  ];
}
