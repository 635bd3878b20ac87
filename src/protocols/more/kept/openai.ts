import { at, listOf, objectOf, stringOf } from '../../values.ts';
import { along, type Kept } from './kept.ts';

/**
 * DeepSeek and Moonshot refuse calls without the thought that led to them, under the name that it came by; Gemini, behind its
 * compatible address, without its signature.
 */
export const openai: Kept = {
  name: 'openai',
  open() {
    let reasoning_content = '';
    return (json, facts) => {
      const delta = at(json, 'choices.0.delta') ?? at(json, 'choices.0.message');
      reasoning_content += stringOf(at(delta, 'reasoning_content')) ?? '';
      const started = facts.filter(({ type }) => type === 'tool-start');
      if (started.length === 0) return [];
      const thought = reasoning_content && { message: { reasoning_content } };
      reasoning_content = '';
      return started.flatMap((fact, index) => {
        const id = at(fact, 'id');
        const item = listOf(at(delta, 'tool_calls')).find((call) => at(call, 'id') === id);
        const extra_content = at(item, 'extra_content');
        return along(id, {
          ...(index === 0 && thought),
          ...(extra_content !== undefined && { call: { extra_content } }),
        });
      });
    };
  },
  put: (body, calls) => ({
    ...body,
    messages: listOf(body['messages']).map((message) => {
      const called = listOf(at(message, 'tool_calls'));
      if (called.length === 0) return message;
      const dataOf = (call: unknown): unknown => calls.get(at(call, 'id'))?.providerData;
      return {
        ...objectOf(message),
        ...(Object.assign({}, ...called.map((call) => at(dataOf(call), 'message'))) as object),
        tool_calls: called.map((call) => ({ ...objectOf(call), ...objectOf(at(dataOf(call), 'call')) })),
      };
    }),
  }),
};

/** A back end that the chat finds out about is asked in the same way. */
export const auto: Kept = { name: 'auto', put: openai.put };
