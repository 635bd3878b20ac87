import {
  errorEvent,
  finishEvent,
  ids,
  reasoning,
  source,
  text,
  toolArgs,
  toolResult,
  toolStart,
  usage,
  type Facts,
} from '../facts.ts';
import { kindDecoder } from '../payload.ts';
import {
  base64Of,
  modelOf,
  pieces,
  type ChatRequest,
  type Decoder,
  type Protocol,
  type RequestFile,
} from '../protocol.ts';
import { newestCalls } from './calls.ts';
import { asked, askedPieces, kindOf } from './files.ts';
import { at, firstAt, listOf, stringOf } from '../values.ts';

/** Google's Interactions: steps with deltas. */
export const interactions: Protocol = {
  name: 'interactions',
  open,
  body: (request) => ({
    ...modelOf(request),
    input: request.ids?.response
      ? newInput(request)
      : request.messages.map((message) => ({
          role: message.role === 'user' ? 'user' : 'model',
          content: pieces(message, filePart),
        })),
    ...(request.ids?.response && { previous_interaction_id: request.ids.response }),
    stream: true,
  }),
};

function filePart(file: RequestFile): object {
  const { url: uri, mediaType: mime_type } = file;
  const data = base64Of(file);
  return { type: kindOf(file), ...(data ? { data } : { uri }), mime_type };
}

/** What the page's tools gave, or the question. */
function newInput(request: ChatRequest): unknown {
  const calls = newestCalls(request);
  if (calls.length === 0) return asked(request).files ? askedPieces(request, filePart) : request.text;
  return calls.map(({ id, name, result, error }) => ({
    type: 'function_result',
    call_id: id,
    name,
    result: error === undefined ? result : { error },
    is_error: error !== undefined,
  }));
}

function open(): Decoder {
  const calls = new Map<unknown, unknown>();
  return kindDecoder('event_type', {
    'interaction.created': ({ interaction }) => ids({ response: at(interaction, 'id') }),
    'step.start': ({ index, step }) => {
      const type = stringOf(at(step, 'type')) ?? '';
      const id = firstAt(step, 'id call_id');
      if (type.endsWith('_call')) {
        calls.set(index, id);
        return toolStart(id, at(step, 'name') ?? type.slice(0, -5), type === 'function_call' ? 'client' : 'server');
      }
      if (type.endsWith('_result'))
        return toolResult(firstAt(step, 'call_id id'), firstAt(step, 'result content') ?? null);
      return [];
    },
    'step.delta': ({ index, delta }) => {
      const type = at(delta, 'type');
      const words = firstAt(delta, 'text content.text');
      return [
        ...(type === 'thought_summary' ? reasoning(words) : text(words)),
        ...toolArgs(calls.get(index), at(delta, 'arguments')),
        ...listOf(at(delta, 'annotations')).flatMap(source),
      ];
    },
    'interaction.completed': ({ interaction }) => ended(interaction),
    error: (json) => [errorEvent(json)],
  });
}

function ended(interaction: unknown): Facts {
  const state = at(interaction, 'status');
  return [
    ...usage(at(interaction, 'usage')),
    state === 'failed' ? errorEvent(interaction) : finishEvent(state ?? 'completed'),
  ];
}
