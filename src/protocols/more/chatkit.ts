import { ChatError } from '../../chat/errors.ts';
import { data, finishEvent, ids, source, status, text, textSet, toolInput, toolStart, type Facts } from '../facts.ts';
import { kindDecoder } from '../payload.ts';
import type { Decoder, Protocol } from '../protocol.ts';
import { newestCalls } from './calls.ts';
import { at, listOf, stringOf } from '../values.ts';

/** A self-hosted ChatKit server. The end of the body is the end of the answer. */
export const chatkit: Protocol = {
  name: 'chatkit',
  open,
  body: (request) => {
    const thread = request.ids?.conversation;
    const place = thread && { thread_id: thread };
    // One tool of the page at a time.
    const call = newestCalls(request).at(-1);
    if (call)
      return {
        type: 'threads.add_client_tool_output',
        params: { ...place, result: call.error === undefined ? call.result : { error: call.error } },
        metadata: {},
      };
    const content = [{ type: 'input_text', text: request.text }];
    return {
      type: thread ? 'threads.add_user_message' : 'threads.create',
      params: { ...place, input: { content, attachments: [], inference_options: {} } },
      metadata: {},
    };
  },
};

function open(): Decoder {
  return kindDecoder(
    'type',
    {
      'thread.created': ({ thread }) => ids({ conversation: at(thread, 'id') }),
      'thread.item.added': ({ item: added }) => item(added),
      'thread.item.done': ({ item: done }) => item(done),
      'thread.item.replaced': ({ item: replaced }) => item(replaced),
      'thread.item.removed': ({ item_id }) => [{ type: 'reset', scope: 'block', block: stringOf(item_id) ?? '' }],
      'thread.item.updated': ({ item_id, update }) => {
        const block = stringOf(item_id);
        const task = at(update, 'task');
        const thought = at(task, 'type') === 'thought' ? stringOf(at(task, 'content')) : undefined;
        return [
          ...text(at(update, 'delta'), block),
          ...source(at(update, 'annotation.source')),
          ...(thought
            ? [
                {
                  type: 'reasoning-set',
                  text: thought,
                  block: `${block ?? ''}/${String(at(update, 'task_index'))}`,
                } as const,
              ]
            : []),
        ];
      },
      progress_update: ({ text: line }) => status(line, 'progress'),
      client_effect: ({ name, data: value }) => data(name, value),
      notice: (json) => data('notice', json),
      error: ({ code, message, allow_retry }) => [
        {
          type: 'error',
          error: new ChatError('provider', (stringOf(message) ?? '').slice(0, 300), {
            code: String(code ?? ''),
            retryable: allow_retry !== false,
          }),
        },
      ],
    },
    () => [finishEvent('stop')],
  );
}

/** An item as a whole; the visitor's own comes back too. */
function item(value: unknown): Facts {
  const id = stringOf(at(value, 'id')) ?? '';
  if (at(value, 'type') === 'client_tool_call') {
    const call = at(value, 'call_id') ?? id;
    return [...toolStart(call, at(value, 'name')), ...toolInput(call, at(value, 'arguments'))];
  }
  if (at(value, 'type') !== 'assistant_message') return [];
  const pieces = listOf(at(value, 'content'));
  const whole = pieces.map((piece) => stringOf(at(piece, 'text')) ?? '').join('');
  return [
    ...(whole ? textSet(whole, id) : []),
    ...pieces.flatMap((piece) => listOf(at(piece, 'annotations')).flatMap((note) => source(at(note, 'source')))),
  ];
}
