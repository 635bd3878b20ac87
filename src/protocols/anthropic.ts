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
import { kindDecoder } from './payload.ts';
import {
  base64Of,
  isPicture,
  modelOf,
  pieces,
  resultText,
  type Decoder,
  type Protocol,
  type RequestFile,
  type RequestMessage,
} from './protocol.ts';
import { at, listOf, objectOf, stringOf, type Json } from './values.ts';

/**
 * Anthropic Messages (S7), and one whole message. The stop reason comes before the end mark: without `message_stop` the answer
 * is cut off.
 */
export const anthropic: Protocol = {
  name: 'anthropic',
  open,
  body: (request) => ({
    ...modelOf(request),
    max_tokens: 4096,
    ...system(request),
    messages: request.messages.filter(({ role }) => role !== 'system').flatMap(turns),
    stream: true,
  }),
  headers: { 'anthropic-version': '2023-06-01' },
};

/** Calls are blocks of the answer, results blocks of the visitor's next turn. */
function turns(message: RequestMessage): Json[] {
  const { role, files, calls } = message;
  // An answer that is to be gone on from may not end in white space.
  const content = role === 'assistant' ? message.content.trimEnd() : message.content;
  if (!calls) return [{ role, content: files ? pieces(message, fileBlock) : content }];
  const uses = calls.map(({ id, name, args }) => ({ type: 'tool_use', id, name, input: args ?? {} }));
  const results = calls.map((call) => ({
    type: 'tool_result',
    tool_use_id: call.id,
    content: resultText(call),
    is_error: call.error !== undefined,
  }));
  return [
    { role, content: [...pieces(message), ...uses] },
    { role: 'user', content: results },
  ];
}

/** A picture, a PDF, or text, which goes as text. */
function fileBlock(file: RequestFile): object {
  const { url, mediaType: media_type, name: title } = file;
  const data = base64Of(file);
  const isText = data && media_type.startsWith('text/');
  const source = !data
    ? { type: 'url', url }
    : isText
      ? { type: 'text', media_type: 'text/plain', data: decoded(data) }
      : { type: 'base64', media_type, data };
  return isPicture(file) ? { type: 'image', source } : { type: 'document', source, title };
}

function decoded(base64: string): string {
  const bytes = atob(base64);
  return new TextDecoder().decode(new Uint8Array(bytes.length).map((_, index) => bytes.charCodeAt(index)));
}

function system({ messages }: Parameters<Protocol['body']>[0]): { system?: string } {
  const words = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  return words.length > 0 ? { system: words.join('\n\n') } : {};
}

function open(): Decoder {
  /** Tool call of each content block, by its index. */
  const calls = new Map<unknown, unknown>();
  let reason: Facts = [finishEvent('stop')];
  return kindDecoder('type', {
    message_start: ({ message }) => [...ids({ message: at(message, 'id') }), ...usage(at(message, 'usage'))],
    content_block_start: ({ index, content_block }) => {
      calls.set(index, at(content_block, 'id'));
      return block(objectOf(content_block));
    },
    content_block_delta: ({ index, delta }) => [
      ...text(at(delta, 'text')),
      ...reasoning(at(delta, 'thinking')),
      ...toolArgs(calls.get(index), at(delta, 'partial_json')),
      ...source(at(delta, 'citation')),
    ],
    message_delta: ({ delta, usage: counts }) => {
      const given = finish(at(delta, 'stop_reason'), at(delta, 'stop_details.explanation'));
      if (given.length > 0) reason = given;
      return usage(counts);
    },
    message_stop: () => reason,
    message: (json) => [
      ...listOf(json['content']).flatMap((item) => block(objectOf(item))),
      ...usage(json['usage']),
      ...finish(json['stop_reason']),
    ],
    error: (json) => [errorEvent(json)],
  });
}

/** A content block as it begins, or whole. */
function block(json: Json): Facts {
  const { id, name, input } = json;
  const type = stringOf(json['type']) ?? '';
  if (type.endsWith('tool_use')) {
    const isEmpty = Object.keys(objectOf(input)).length === 0;
    return [
      ...toolStart(id, name, type === 'tool_use' ? 'client' : 'server'),
      ...(isEmpty ? [] : toolInput(id, input)),
    ];
  }
  if (type.endsWith('_tool_result')) {
    const { content } = json;
    const error = json['is_error'] ? (at(content, '0.text') ?? content) : at(content, 'error_code');
    return [...toolResult(json['tool_use_id'], content, error), ...listOf(content).flatMap(source)];
  }
  return [...text(json['text']), ...reasoning(json['thinking'])];
}
