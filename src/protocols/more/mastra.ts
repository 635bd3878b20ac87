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
} from '../facts.ts';
import { kindDecoder, type Readers } from '../payload.ts';
import {
  isPicture,
  pieces,
  type Decoder,
  type Protocol,
  type RequestCall,
  type RequestFile,
  type RequestMessage,
} from '../protocol.ts';
import { at, firstAt, type Json } from '../values.ts';
import { permissionFor } from './calls.ts';

/** Mastra agents: names of the AI SDK, with everything one level deeper, under `payload`. */
export const mastra: Protocol = {
  name: 'mastra',
  open,
  body: (request) => ({ messages: request.messages.flatMap(turns), threadId: request.conversationId }),
};

function turns(message: RequestMessage): object[] {
  const { role, content, files, calls } = message;
  if (!calls) return [{ role, content: files ? pieces(message, filePart) : content }];
  const named = (call: RequestCall): object => ({ toolCallId: call.id, toolName: call.name });
  const asked = calls.map((call) => ({
    type: 'tool-call',
    ...named(call),
    args: call.args ?? {},
    input: call.args ?? {},
  }));
  const given = calls.map((call) => {
    const output = { type: call.error === undefined ? 'json' : 'error-text', value: call.error ?? call.result };
    return { type: 'tool-result', ...named(call), result: call.error ?? call.result, output };
  });
  return [
    { role, content: [...pieces(message), ...asked] },
    { role: 'tool', content: given },
  ];
}

function filePart(file: RequestFile): object {
  const { url, mediaType, name: filename } = file;
  return isPicture(file) ? { type: 'image', image: url } : { type: 'file', data: url, mediaType, filename };
}

function open(): Decoder {
  let step = 0;
  const block = (id: unknown): string => `${step}/${String(id)}`;
  const call = (payload: Json): Facts =>
    toolStart(payload['toolCallId'], payload['toolName'], payload['providerExecuted'] ? 'server' : 'client');
  const waiting = ({ toolCallId, toolName, args, suspendPayload }: Json): Facts => [
    ...permissionFor(toolCallId, toolName, args ?? suspendPayload),
    finishEvent('paused'),
  ];
  const readers: Readers = {
    start: ({ messageId }) => ids({ message: messageId }),
    'step-start': () => {
      step++;
      return [{ type: 'step' }];
    },
    'text-delta': ({ id, text: delta }) => text(delta, block(id)),
    'reasoning-delta': ({ id, text: delta }) => reasoning(delta, block(id)),
    'tool-call-input-streaming-start': call,
    'tool-call-delta': ({ toolCallId, argsTextDelta }) => toolArgs(toolCallId, argsTextDelta),
    'tool-call': (payload) => [...call(payload), ...toolInput(payload['toolCallId'], payload['args'])],
    'tool-result': ({ toolCallId, result, isError }) =>
      toolResult(toolCallId, result ?? null, isError ? result : undefined),
    'tool-error': ({ toolCallId, error }) => toolResult(toolCallId, undefined, firstAt(error, 'message') ?? error),
    'tool-call-approval': waiting,
    'tool-call-suspended': waiting,
    source,
    finish: (payload) => [
      ...usage(at(payload, 'output.usage')),
      ...finish(firstAt(payload, 'stepResult.reason finishReason') ?? 'stop'),
    ],
    abort: () => [finishEvent('cancelled')],
    tripwire: ({ reason }) => [finishEvent('content_filter', reason)],
    error: (payload) => [errorEvent(payload)],
  };
  const nested = Object.entries(readers).map(
    ([name, read]) =>
      [name, ({ payload, runId }: Json) => [...ids({ run: runId }), ...read((payload ?? {}) as Json)]] as const,
  );
  return kindDecoder('type', Object.fromEntries(nested));
}
