import {
  data,
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
import { jsonDecoder, type Readers } from './payload.ts';
import { pieces, type Decoder, type Protocol, type RequestFile, type RequestMessage } from './protocol.ts';
import { at, firstAt, objectOf, stringOf, type Json } from './values.ts';

/** UI message stream of the Vercel AI SDK, version 5 and later. */
export const vercel: Protocol = {
  name: 'vercel',
  open,
  body: ({ messages, conversationId }) => ({
    id: conversationId,
    messages: messages.flatMap(whole),
    trigger: 'submit-message',
  }),
};

const filePart = ({ url, mediaType, name }: RequestFile): object => ({ type: 'file', mediaType, filename: name, url });

/** Pieces of one id are the steps of one message. */
function whole({ id, role }: RequestMessage, index: number, all: readonly RequestMessage[]): Json[] {
  if (all[index - 1]?.id === id) return [];
  const steps = all.filter((piece) => piece.id === id);
  const parts = steps.flatMap((piece, step) => [...(step > 0 ? [{ type: 'step-start' }] : []), ...partsOf(piece)]);
  return [{ id, role, parts }];
}

function partsOf(message: RequestMessage): object[] {
  const { calls = [] } = message;
  return [
    ...pieces(message, filePart),
    ...calls.map(({ id, name, args, result, error }) => ({
      type: `tool-${name}`,
      toolCallId: id,
      input: args ?? {},
      ...(error === undefined
        ? { state: 'output-available', output: result }
        : { state: 'output-error', errorText: error }),
    })),
  ];
}

function open(): Decoder {
  /** Ids of blocks begin anew in each step. */
  let step = 0;
  const block = (id: unknown): string => `${step}/${String(id)}`;
  const metadata = ({ messageMetadata }: Json): Facts => usage(firstAt(messageMetadata, 'usage totalUsage'));
  const call = (json: Json): Facts => [
    ...toolStart(json['toolCallId'], json['toolName'], json['providerExecuted'] ? 'server' : 'client'),
    ...toolInput(json['toolCallId'], json['input']),
  ];
  const file = ({ url, mediaType }: Json): Facts =>
    typeof url === 'string' ? [{ type: 'file', url, ...(typeof mediaType === 'string' && { mediaType }) }] : [];
  const approval = ({ toolCallId, approvalId }: Json, state: 'requested' | 'approved' | 'denied'): Facts =>
    typeof toolCallId === 'string'
      ? [{ type: 'tool-approval', id: toolCallId, state, ...(typeof approvalId === 'string' && { approvalId }) }]
      : [];
  const readers: Readers = {
    start: (json) => [...ids({ message: json['messageId'] }), ...metadata(json)],
    'start-step': () => {
      step++;
      return [{ type: 'step' }];
    },
    'reset-step': () => [{ type: 'reset', scope: 'step' }],
    'text-delta': ({ id, delta }) => text(delta, block(id)),
    'reasoning-delta': ({ id, delta }) => reasoning(delta, block(id)),
    'tool-input-start': call,
    'tool-input-delta': ({ toolCallId, inputTextDelta }) => toolArgs(toolCallId, inputTextDelta),
    'tool-input-available': call,
    'tool-input-error': (json) => [...call(json), ...toolResult(json['toolCallId'], undefined, json['errorText'])],
    'tool-output-available': ({ toolCallId, output, preliminary }) =>
      toolResult(toolCallId, output ?? null).map((fact) => ({ ...fact, ...(preliminary === true && { preliminary }) })),
    'tool-output-error': ({ toolCallId, errorText }) => toolResult(toolCallId, undefined, errorText),
    'tool-output-denied': (json) => approval(json, 'denied'),
    'tool-approval-request': (json) => approval(json, 'requested'),
    'tool-approval-response': (json) => approval(json, json['approved'] === true ? 'approved' : 'denied'),
    'source-url': source,
    'source-document': source,
    file,
    'message-metadata': metadata,
    finish: (json) => [...metadata(json), ...finish(stringOf(json['finishReason']) ?? 'stop')],
    abort: ({ reason }) => [finishEvent('cancelled', reason)],
    error: (json) => [errorEvent(json)],
  };
  const table = new Map(Object.entries(readers));
  return jsonDecoder((payload) => {
    const json = objectOf(payload);
    const type = stringOf(json['type']) ?? '';
    if (type.startsWith('data-')) return json['transient'] ? [] : data(type.slice(5), at(json, 'data'), json['id']);
    return table.get(type)?.(json) ?? [];
  });
}
