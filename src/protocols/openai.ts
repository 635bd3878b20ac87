import type { ChatEvent } from '../chat/events.ts';
import {
  errorEvent,
  finishEvent,
  jsonDecoder,
  objectOf,
  stringOf,
  usageOf,
  type Json,
  type Protocol,
} from './protocol.ts';

/**
 * OpenAI Chat Completions chunks and everything compatible: Azure, OpenRouter, Groq, DeepSeek, Mistral, Perplexity, xAI, vLLM.
 * A finish reason alone is a clean end, and so is `[DONE]` alone.
 */
export const openai: Protocol = {
  name: 'openai',
  matches: (_message, json) => Array.isArray(objectOf(json)['choices']),
  open: () => {
    const calls = new ToolCalls();
    return jsonDecoder((json) => chunkEvents(objectOf(json), calls));
  },
  body: ({ messages, model }) => ({
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    stream_options: { include_usage: true },
    ...(model && { model }),
  }),
};

function chunkEvents(chunk: Json, calls: ToolCalls): ChatEvent[] {
  const choice = objectOf(listOf(chunk['choices']).find((item) => (objectOf(item)['index'] ?? 0) === 0));
  const delta = objectOf(choice['delta'] ?? choice['message']);
  // Some servers send both names, one of them empty; nobody sends them with different words.
  const reasoning = stringOf(delta['reasoning_content']) || stringOf(delta['reasoning']);
  const usage = usageOf(chunk['usage']) ?? usageOf(objectOf(chunk['x_groq'])['usage']);
  const reason = choice['finish_reason'];
  const isError = chunk['error'] || chunk['object'] === 'error' || reason === 'error';
  return [
    ...(reasoning ? [{ type: 'reasoning', delta: reasoning } as const] : []),
    ...content(delta['content']),
    ...text(delta['refusal']),
    ...text(choice['text']),
    ...calls.read(delta['tool_calls'] ?? (delta['function_call'] ? [{ function: delta['function_call'] }] : [])),
    ...listOf(delta['annotations']).flatMap((item) => source(objectOf(objectOf(item)['url_citation']))),
    ...sources(chunk),
    ...(usage ? [{ type: 'usage', usage, mode: 'set' } as const] : []),
    ...(isError ? [errorEvent(chunk)] : typeof reason === 'string' ? [finishEvent(reason)] : []),
  ];
}

/** Tool calls arrive in pieces, several at a time. */
class ToolCalls {
  /** Id of the newest call by its index; servers that leave the index out have one place for all. */
  readonly #ids = new Map<unknown, string>();
  #count = 0;

  read(value: unknown): ChatEvent[] {
    return listOf(value).flatMap((item): ChatEvent[] => {
      const call = objectOf(item);
      const details = objectOf(call['function'] ?? call['custom']);
      const given = stringOf(call['id']);
      const name = stringOf(details['name']);
      const args = stringOf(details['arguments']) ?? stringOf(details['input']);
      const known = this.#ids.get(call['index']);
      // Another id with a name starts a call, also under an index that is taken: some servers number every call 0.
      if (!(known || given || name || args)) return [];
      const isNew = known === undefined || (given && name && given !== known);
      const id = isNew ? given || `call-${this.#count++}` : known;
      this.#ids.set(call['index'], id);
      return [
        ...(isNew ? [{ type: 'tool-start', id, where: 'client', ...(name && { name }) } as const] : []),
        ...(args ? [{ type: 'tool-args', id, delta: args } as const] : []),
      ];
    });
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function text(value: unknown): ChatEvent[] {
  return typeof value === 'string' && value !== '' ? [{ type: 'text', delta: value }] : [];
}

/** A string, or Mistral's list of text and thinking pieces. */
function content(value: unknown): ChatEvent[] {
  if (!Array.isArray(value)) return text(value);
  return value.flatMap((item): ChatEvent[] => {
    const piece = objectOf(item);
    if (piece['type'] === 'text') return text(piece['text']);
    return listOf(piece['thinking']).flatMap((thought): ChatEvent[] => {
      const delta = stringOf(objectOf(thought)['text']);
      return delta ? [{ type: 'reasoning', delta }] : [];
    });
  });
}

/** Perplexity repeats its sources in every chunk; the fold keeps one of each. */
function sources(chunk: Json): ChatEvent[] {
  const results = listOf(chunk['search_results']).flatMap((item) => source(objectOf(item)));
  return results.length > 0 ? results : listOf(chunk['citations']).flatMap((url) => source({ url }));
}

function source({ url, title }: Json): ChatEvent[] {
  if (typeof url !== 'string') return [];
  return [{ type: 'source', url, ...(typeof title === 'string' && { title }) }];
}
