import { errorEvent, finishEvent, ids, source, text, toolInput, toolStart, usage, type Facts } from '../facts.ts';
import { jsonDecoder } from '../payload.ts';
import { resultText, roles, type Protocol } from '../protocol.ts';
import { newestCalls } from './calls.ts';
import { at, listOf, objectOf, stringOf } from '../values.ts';

/** OpenAI Assistants and Azure's agents. */
export const assistants: Protocol = {
  name: 'assistants',
  open: () =>
    jsonDecoder((json, event) => {
      const name = event ?? stringOf(at(json, 'object')) ?? '';
      if (name.startsWith('thread.run.')) return run(name.slice('thread.run.'.length), json);
      if (name === 'thread.created') return ids({ conversation: at(json, 'id') });
      if (name !== 'thread.message.delta') return [];
      const block = stringOf(at(json, 'id'));
      return listOf(at(json, 'delta.content')).flatMap((piece) => [
        ...text(at(piece, 'text.value'), block),
        ...listOf(at(piece, 'text.annotations')).flatMap((note) => source(at(note, 'url_citation'))),
      ]);
    }),
  body: (request) => {
    const calls = newestCalls(request);
    // To the address of the run, which `chat-before-send` or the site's own server knows.
    return calls.length > 0
      ? { tool_outputs: calls.map((call) => ({ tool_call_id: call.id, output: resultText(call) })), stream: true }
      : { thread: { messages: roles(request) }, stream: true };
  },
};

function run(state: string, json: unknown): Facts {
  if (!/^(?:completed|incomplete|failed|cancelled|expired|requires_action)$/.test(state))
    return ids({ run: at(json, 'id'), conversation: at(json, 'thread_id') });
  const calls = listOf(at(json, 'required_action.submit_tool_outputs.tool_calls'));
  return [
    ...calls.flatMap((call) => [
      ...toolStart(at(call, 'id'), at(call, 'function.name')),
      ...toolInput(at(call, 'id'), at(call, 'function.arguments')),
    ]),
    ...usage(at(json, 'usage')),
    state === 'failed'
      ? errorEvent(objectOf(json)['last_error'])
      : finishEvent(state === 'incomplete' ? at(json, 'incomplete_details.reason') : state),
  ];
}
