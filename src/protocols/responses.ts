import {
  errorEvent,
  finish,
  finishEvent,
  ids,
  reasoning,
  source,
  text,
  toolArgs,
  toolInput,
  toolResult,
  toolStart,
  usage,
  type Facts,
} from './facts.ts';
import { kindDecoder, type Readers } from './payload.ts';
import {
  argsText,
  isPicture,
  modelOf,
  pieces,
  resultText,
  type Decoder,
  type Protocol,
  type RequestFile,
  type RequestMessage,
} from './protocol.ts';
import { at, firstAt, listOf, objectOf, stringOf, type Json } from './values.ts';

/** OpenAI Responses, and one whole response. */
export const responses: Protocol = {
  name: 'responses',
  open,
  body: (request) => {
    const { ids: known = {}, history } = request;
    const place = known.conversation
      ? { conversation: known.conversation }
      : history === 'last' && known.response && { previous_response_id: known.response };
    const newest = place ? request.messages.slice(-1) : request.messages;
    // What is kept there is not said again: of a call only its result is new.
    const isNew = ({ type }: Json): boolean => !place || !newest[0]?.calls || type === 'function_call_output';
    const input = newest.flatMap(items).filter(isNew);
    return { ...modelOf(request), input, ...place, stream: true };
  },
};

/** Messages, calls and their results are items side by side. */
function items(message: RequestMessage): Json[] {
  const { role, content, files, calls = [] } = message;
  return [
    ...(content || files ? [{ role, content: files ? pieces(message, fileInput, words) : content }] : []),
    ...calls.map(({ id, name, args }) => ({ type: 'function_call', call_id: id, name, arguments: argsText(args) })),
    ...calls.map((call) => ({ type: 'function_call_output', call_id: call.id, output: resultText(call) })),
  ];
}

const words = (content: string): object => ({ type: 'input_text', text: content });

function fileInput(file: RequestFile): object {
  const { url, name } = file;
  if (isPicture(file)) return { type: 'input_image', image_url: url };
  return { type: 'input_file', ...(url.startsWith('data:') ? { filename: name, file_data: url } : { file_url: url }) };
}

function open(): Decoder {
  /** Ids of the calls that their items are about. */
  const calls = new Map<unknown, unknown>();
  const args = ({ item_id, delta }: Json): Facts => toolArgs(calls.get(item_id), delta);
  const thought = ({ item_id, summary_index, delta }: Json): Facts =>
    reasoning(delta, `${String(item_id)}/${String(summary_index)}`);
  const delta = ({ item_id, delta: piece }: Json): Facts => text(piece, stringOf(item_id));
  const readers: Readers = {
    created: ({ response }) => ids({ response: at(response, 'id') }),
    'output_item.added': ({ item }) => {
      calls.set(at(item, 'id'), callOf(item));
      return begin(objectOf(item));
    },
    'output_item.done': ({ item }) => end(objectOf(item)),
    'output_text.delta': delta,
    'refusal.delta': delta,
    'reasoning_summary_text.delta': thought,
    'reasoning_text.delta': thought,
    'function_call_arguments.delta': args,
    'mcp_call_arguments.delta': args,
    'custom_tool_call_input.delta': args,
    'output_text.annotation.added': ({ annotation }) => source(annotation),
    completed: ({ response }) => [...usage(at(response, 'usage')), finishEvent('stop')],
    incomplete: ({ response }) => [
      ...usage(at(response, 'usage')),
      finishEvent(at(response, 'incomplete_details.reason')),
    ],
    failed: ({ response }) => [errorEvent(response)],
    cancelled: () => [finishEvent('cancelled')],
  };
  return kindDecoder('type', {
    ...Object.fromEntries(Object.entries(readers).map(([name, read]) => [`response.${name}`, read])),
    error: (json) => [errorEvent(json)],
    // A whole response names its kind elsewhere.
    undefined: whole,
  });
}

function callOf(item: unknown): unknown {
  return firstAt(item, 'call_id id');
}

/** A call as it begins: the page answers functions, the server everything else. */
function begin(item: Json): Facts {
  const type = stringOf(item['type']) ?? '';
  const kind = /^(.*?)_(?:call|approval_request)$/.exec(type)?.[1];
  if (!kind) return [];
  const id = callOf(item);
  return [
    ...toolStart(id, item['name'] ?? kind, /^(?:function|custom_tool)$/.test(kind) ? 'client' : 'server'),
    ...(type.endsWith('t') && typeof id === 'string'
      ? [{ type: 'tool-approval', id, state: 'requested' } as const]
      : []),
  ];
}

function end(item: Json): Facts {
  const id = callOf(item);
  if (begin(item).length === 0) return [];
  const result = firstAt(item, 'output results');
  return [
    ...toolInput(id, firstAt(item, 'arguments input')),
    ...toolResult(
      id,
      result ?? (item['status'] === 'completed' && !('call_id' in item) ? null : undefined),
      item['error'],
    ),
  ];
}

function whole(json: Json): Facts {
  return [
    ...listOf(json['output']).flatMap((value): Facts => {
      const item = objectOf(value);
      const id = stringOf(item['id']);
      return [
        ...begin(item),
        ...end(item),
        ...listOf(item['summary']).flatMap((piece) => reasoning(at(piece, 'text'), id)),
        ...listOf(item['content']).flatMap((piece) => [
          ...text(firstAt(piece, 'text refusal'), id),
          ...listOf(at(piece, 'annotations')).flatMap(source),
        ]),
      ];
    }),
    ...usage(json['usage']),
    ...(json['error'] ? [errorEvent(json)] : finish(firstAt(json, 'incomplete_details.reason status'))),
  ];
}
