import { errorEvent, finish, ids, reasoning, source, text, toolArgs, toolStart, usage, type Facts } from '../facts.ts';
import { kindDecoder } from '../payload.ts';
import { modelOf, roles, type Decoder, type Protocol } from '../protocol.ts';
import { at, listOf } from '../values.ts';

/** Cohere's chat, version 2. */
export const cohere: Protocol = {
  name: 'cohere',
  open,
  body: (request) => ({ ...modelOf(request), messages: roles(request), stream: true }),
};

function open(): Decoder {
  const calls = new Map<unknown, unknown>();
  return kindDecoder('type', {
    'message-start': ({ id }) => ids({ message: id }),
    'content-start': ({ delta }) => content(delta),
    'content-delta': ({ delta }) => content(delta),
    'tool-plan-delta': ({ delta }) => reasoning(at(delta, 'message.tool_plan')),
    'tool-call-start': ({ index, delta }) => {
      const call = at(delta, 'message.tool_calls');
      const id = at(call, 'id');
      calls.set(index, id);
      return [...toolStart(id, at(call, 'function.name')), ...toolArgs(id, at(call, 'function.arguments'))];
    },
    'tool-call-delta': ({ index, delta }) =>
      toolArgs(calls.get(index), at(delta, 'message.tool_calls.function.arguments')),
    'citation-start': ({ delta }) =>
      listOf(at(delta, 'message.citations.sources')).flatMap((item) => source(at(item, 'document') ?? item)),
    'message-end': ({ delta }) => {
      const error = at(delta, 'error');
      const reason = String(at(delta, 'finish_reason') ?? 'COMPLETE');
      const isError = error || /^(?:ERROR|TIMEOUT)/.test(reason);
      return [
        ...usage(at(delta, 'usage.tokens')),
        ...(isError ? [errorEvent({ message: error ?? reason, code: reason })] : finish(reason)),
      ];
    },
    error: (json) => [errorEvent(json)],
  });
}

function content(delta: unknown): Facts {
  const piece = at(delta, 'message.content');
  return [...text(at(piece, 'text')), ...reasoning(at(piece, 'thinking'))];
}
