import {
  data,
  errorEvent,
  finishEvent,
  ids,
  reasoning,
  source,
  status,
  text,
  textSet,
  toolInput,
  toolResult,
  toolStart,
  usage,
  type Facts,
} from '../facts.ts';
import { kindDecoder } from '../payload.ts';
import type { Decoder, Protocol, RequestFile } from '../protocol.ts';
import { fileList, kindOf } from './files.ts';
import { at, firstAt, jsonOf, listOf, stringOf, type Json } from '../values.ts';

/** Dify: chatbots, agents, chatflows and workflows. The history is the server's, under the id that its first answer gives. */
export const dify: Protocol = {
  name: 'dify',
  open,
  body: (request) => ({
    query: request.text,
    inputs: {},
    ...fileList(request, 'files', difyFile),
    user: request.conversationId,
    conversation_id: request.ids?.conversation ?? '',
    response_mode: 'streaming',
  }),
};

/** Dify takes addresses, not bytes: with it goes an `upload-url`. */
function difyFile(file: RequestFile): object | undefined {
  const { url } = file;
  return url.startsWith('data:') ? undefined : { type: kindOf(file), transfer_method: 'remote_url', url };
}

function open(): Decoder {
  let isAgent = false;
  let hasText = false;
  const say = (json: Json): Facts => {
    hasText = true;
    return [...place(json), ...text(json['answer'])];
  };
  const end = (json: Json): Facts => [
    ...listOf(at(json, 'metadata.retriever_resources')).flatMap((item) =>
      source({ url: at(item, 'url'), title: firstAt(item, 'document_name title') }),
    ),
    ...usage(at(json, 'metadata.usage')),
  ];
  return kindDecoder('event', {
    // An agent repeats its whole answer at the end.
    message: (json) => [...(isAgent ? textSet(json['answer']) : say(json)), ...end(json)],
    agent_message: (json) => {
      isAgent = true;
      return say(json);
    },
    text_chunk: (json) => {
      hasText = true;
      return [...place(json), ...text(at(json, 'data.text'))];
    },
    message_replace: ({ answer }) => textSet(answer),
    reasoning_chunk: (json) => reasoning(at(json, 'data.reasoning')),
    agent_thought: thought,
    message_file: ({ url, type }) =>
      typeof url === 'string' ? [{ type: 'file', url, ...(typeof type === 'string' && { mediaType: type }) }] : [],
    workflow_started: place,
    node_started: (json) => status(at(json, 'data.title'), stringOf(at(json, 'data.id'))),
    node_finished: (json) => status(undefined, stringOf(at(json, 'data.id'))),
    human_input_required: (json) => [
      ...text(at(json, 'data.form_content')),
      ...data('human-input-required', json['data']),
    ],
    workflow_paused: () => [finishEvent('paused')],
    workflow_finished: (json) => {
      const state = at(json, 'data.status');
      if (state === 'failed') return [errorEvent({ message: at(json, 'data.error') })];
      return [
        ...(hasText
          ? []
          : text(firstAt(json, 'data.outputs.answer data.outputs.text data.outputs.result data.outputs.output'))),
        finishEvent(state === 'succeeded' ? 'stop' : state),
      ];
    },
    message_end: (json) => [...place(json), ...end(json), finishEvent('stop')],
    error: (json) => [errorEvent(json)],
  });
}

function place(json: Json): Facts {
  return ids({
    conversation: json['conversation_id'],
    task: json['task_id'],
    message: json['message_id'],
    run: json['workflow_run_id'],
  });
}

/** A thought, and the tools that it used: names joined with semicolons, arguments as JSON. */
function thought(json: Json): Facts {
  const block = stringOf(json['id']) ?? '';
  const words = stringOf(json['thought']);
  const input = jsonOf(stringOf(json['tool_input']) ?? '');
  const observation = json['observation'];
  return [
    ...(words ? [{ type: 'reasoning-set', text: words, block } as const] : []),
    ...(stringOf(json['tool']) ?? '')
      .split(';')
      .filter(Boolean)
      .flatMap((name) => {
        const id = `${block}/${name}`;
        return [
          ...toolStart(id, name, 'server'),
          ...toolInput(id, at(input, name) ?? input),
          ...(observation ? toolResult(id, observation) : []),
        ];
      }),
  ];
}
