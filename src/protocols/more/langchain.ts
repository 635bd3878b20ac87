import {
  data,
  finishEvent,
  ids,
  reasoning,
  source,
  text,
  textSet,
  toolArgs,
  toolInput,
  toolResult,
  toolStart,
  usage,
  type Facts,
} from '../facts.ts';
import { jsonDecoder } from '../payload.ts';
import { roles, type ChatRequest, type Decoder, type Protocol } from '../protocol.ts';
import { at, firstAt, listOf, objectOf, stringOf, type Json } from '../values.ts';
import { newestCalls, permissionFor } from './calls.ts';
import { asked } from './files.ts';

/** LangGraph's agent server, in every stream mode. */
export const langgraph: Protocol = {
  name: 'langgraph',
  open,
  body: (request) => ({
    assistant_id: 'agent',
    ...next(request),
    stream_mode: ['messages-tuple', 'custom', 'updates'],
    stream_resumable: true,
    on_disconnect: 'continue',
    if_not_exists: 'create',
    ...(request.ids?.conversation && { config: { configurable: { thread_id: request.ids.conversation } } }),
  }),
};

/** The newest question, or what the run that was interrupted goes on with. */
function next(request: ChatRequest): Json {
  const interrupts = newestCalls(request).filter(({ providerData }) => at(providerData, 'interrupt'));
  const answers = interrupts.map(({ id, result, error, approval }) => [id, result ?? error ?? approval === 'approved']);
  if (answers.length === 0) return { input: { messages: roles({ ...request, messages: [asked(request)] }) } };
  return { command: { resume: answers.length === 1 ? answers[0]![1] : (Object.fromEntries(answers) as Json) } };
}

/** LangServe's `/stream` and `/stream_events`. */
export const langserve: Protocol = {
  name: 'langserve',
  open,
  body: (request) => ({
    input: { messages: roles(request) },
    config: { configurable: { session_id: request.conversationId } },
  }),
};

function open(): Decoder {
  const messages = new Messages();
  let ending = finishEvent('stop');
  const known = new Set<unknown>();
  /** Several stream modes say the same. */
  const pause = (interrupts: unknown): Facts => {
    ending = finishEvent('paused');
    return listOf(interrupts).flatMap((interrupt) => {
      const id = firstAt(interrupt, 'id interrupt_id') ?? 'interrupt';
      if (known.has(id)) return [];
      known.add(id);
      const value = at(interrupt, 'value');
      const name = stringOf(firstAt(value, 'action_requests.0.name action_request.action action')) ?? 'interrupt';
      return [
        ...text(stringOf(value) ?? firstAt(value, 'question message description action_requests.0.description')),
        ...permissionFor(id, name, value, { interrupt: true }),
      ];
    });
  };
  return jsonDecoder(
    (payload, event) => {
      const json = objectOf(payload);
      // The name may carry the namespace of a subgraph.
      const [name = '', namespace] = (event ?? '').split('|');
      if (at(json, 'event') && (name === 'events' || name === 'data' || name === ''))
        return streamEvent(json, messages);
      switch (name) {
        case 'metadata':
          return ids({ run: json['run_id'] });
        case 'messages':
          return messages.delta(objectOf(at(payload, '0')));
        case 'messages/partial':
          return listOf(payload).flatMap((message) => messages.whole(message));
        case 'messages/complete':
          // Repeats the history: results of tools stand nowhere else.
          return listOf(payload).flatMap((message) => (at(message, 'type') === 'tool' ? messages.whole(message) : []));
        case 'values':
          if (json['__interrupt__']) return pause(json['__interrupt__']);
          return namespace || messages.hasDeltas ? [] : messages.answer(json['messages']);
        case 'updates':
          if (json['__interrupt__']) return pause(json['__interrupt__']);
          return messages.hasDeltas
            ? []
            : Object.values(json).flatMap((node) =>
                listOf(at(node, 'messages')).flatMap((item) => messages.whole(item)),
              );
        case 'custom':
          return data('custom', payload);
        case 'end':
          return [ending];
        default:
          return name === 'data' || name === '' ? runnable(payload, messages) : [];
      }
    },
    () => [ending],
  );
}

/** One event of `streamEvents`: a delta comes again from the parser and the chain, so that only the model counts. */
function streamEvent(json: Json, messages: Messages): Facts {
  const chunk = at(json, 'data.chunk');
  return json['event'] === 'on_chat_model_stream' ? messages.delta(objectOf(at(chunk, 'kwargs') ?? chunk), 'ai') : [];
}

/** A piece of LangServe: a text, a message, or an object with an answer and its documents. */
function runnable(payload: unknown, messages: Messages): Facts {
  if (typeof payload === 'string') return text(payload);
  const json = objectOf(payload);
  if ('content' in json) return messages.delta(json, 'ai');
  return [
    ...text(firstAt(json, 'answer output')),
    ...listOf(json['context']).flatMap((document) =>
      source({ url: at(document, 'metadata.source'), title: at(document, 'metadata.title') }),
    ),
    ...listOf(json['messages']).flatMap((message) => messages.whole(message)),
  ];
}

const isAnswer = (type: unknown): boolean => /^(?:ai|AIMessage(?:Chunk)?|assistant)$/.test(String(type));

class Messages {
  hasDeltas = false;
  /** Calls of the message that is being written, by their index. */
  readonly #calls = new Map<unknown, unknown>();

  delta(message: Json, type = message['type']): Facts {
    if (type === 'tool') return this.whole(message);
    if (!isAnswer(type)) return [];
    this.hasDeltas = true;
    const id = stringOf(message['id']);
    const pieces = listOf(message['tool_call_chunks']);
    return [
      ...contents(message['content'], (kind, piece) => (kind === 'text' ? text : reasoning)(piece, id)),
      ...reasoning(at(message, 'additional_kwargs.reasoning_content'), id),
      ...pieces.flatMap((piece): Facts => {
        const key = `${id ?? ''}/${String(at(piece, 'index'))}`;
        const given = at(piece, 'id');
        if (given) this.#calls.set(key, given);
        const call = this.#calls.get(key);
        return [...(given ? toolStart(call, at(piece, 'name'), 'server') : []), ...toolArgs(call, at(piece, 'args'))];
      }),
      ...(pieces.length > 0 ? [] : calls(message)),
      ...usage(message['usage_metadata'], 'add'),
    ];
  }

  /** A message as it is so far: it replaces what was known of it. */
  whole(message: unknown): Facts {
    const type = at(message, 'type') ?? at(message, 'role');
    if (type === 'tool') return toolResult(at(message, 'tool_call_id'), at(message, 'content'));
    if (!isAnswer(type)) return [];
    const whole = { text: '', reasoning: '' };
    contents(at(message, 'content'), (kind, piece) => {
      whole[kind] += stringOf(piece) ?? '';
      return [];
    });
    const block = stringOf(at(message, 'id')) ?? '';
    return [
      ...(whole.reasoning ? [{ type: 'reasoning-set', text: whole.reasoning, block } as const] : []),
      ...(whole.text ? textSet(whole.text, block) : []),
      ...calls(objectOf(message)),
      ...usage(at(message, 'usage_metadata')),
    ];
  }

  /** The whole state: the answer is what stands behind the last question. */
  answer(messages: unknown): Facts {
    const list = listOf(messages);
    const from = list.findLastIndex((message) =>
      /^(?:human|user)$/.test(String(at(message, 'type') ?? at(message, 'role'))),
    );
    return list.slice(from + 1).flatMap((message) => this.whole(message));
  }
}

function calls(message: Json): Facts {
  return listOf(message['tool_calls']).flatMap((call) => [
    ...toolStart(at(call, 'id'), at(call, 'name'), 'server'),
    ...toolInput(at(call, 'id'), at(call, 'args')),
  ]);
}

/** A text, or a list of texts and thoughts. */
function contents(value: unknown, read: (kind: 'text' | 'reasoning', piece: unknown) => Facts): Facts {
  if (typeof value === 'string') return read('text', value);
  return listOf(value).flatMap((block) => [
    ...read('text', typeof block === 'string' ? block : at(block, 'text')),
    ...read('reasoning', firstAt(block, 'thinking reasoning')),
  ]);
}
