import type { ChatEvent } from '../chat/events.ts';
import type { WireMessage } from '../wire/message.ts';
import { errorEvent, finishEvent, objectOf, onUnreadable, parsePayload, stringOf, usageOf, type Decoder, type Json, type Protocol } from './protocol.ts';

/**
 * OpenAI Chat Completions chunks and everything compatible: Azure, OpenRouter, Groq, DeepSeek, Mistral, Perplexity, xAI, vLLM.
 * A finish reason alone is a clean end, and so is `[DONE]` alone.
 */
export const openai: Protocol = {
  name: 'openai',
  matches: (_message, json) => Array.isArray(objectOf(json)['choices']),
  open: () => new OpenAiDecoder(),
  body: ({ messages, model }) => ({
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    stream_options: { include_usage: true },
    ...(model && { model }),
  }),
};

class OpenAiDecoder implements Decoder {
  /** Ids of tool calls by their index. */
  readonly #tools = new Map<number, string>();
  #isFinished = false;

  push({ event, data }: WireMessage): ChatEvent[] {
    if (data === '[DONE]') return this.#isFinished ? [] : this.#finish('stop');
    if (data.trim() === '') return [];
    const payload = parsePayload(data);
    if (payload.kind !== 'json') return onUnreadable(payload, data);
    const chunk = objectOf(payload.json);
    if (event === 'error' || chunk['object'] === 'error') return [errorEvent(chunk)];
    const choice = objectOf((Array.isArray(chunk['choices']) ? chunk['choices'] : []).find((item) => (objectOf(item)['index'] ?? 0) === 0));
    const events = [
      ...this.#delta(objectOf(choice['delta'] ?? choice['message'])),
      ...text(choice['text']),
      ...sources(chunk),
    ];
    const usage = usageOf(chunk['usage']) ?? usageOf(objectOf(chunk['x_groq'])['usage']);
    if (usage) events.push({ type: 'usage', usage, mode: 'set' });
    if (chunk['error']) events.push(errorEvent(chunk));
    else if (typeof choice['finish_reason'] === 'string') events.push(...this.#finish(choice['finish_reason']));
    return events;
  }

  end(): ChatEvent[] {
    return [];
  }

  #finish(reason: string): ChatEvent[] {
    this.#isFinished = true;
    return [finishEvent(reason)];
  }

  #delta(delta: Json): ChatEvent[] {
    const reasoning = stringOf(delta['reasoning_content']) ?? stringOf(delta['reasoning']);
    return [
      ...(reasoning ? [{ type: 'reasoning', delta: reasoning } as const] : []),
      ...content(delta['content']),
      ...text(delta['refusal']),
      ...this.#toolCalls(delta['tool_calls']),
      ...annotations(delta['annotations']),
    ];
  }

  #toolCalls(value: unknown): ChatEvent[] {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item): ChatEvent[] => {
      const call = objectOf(item);
      const details = objectOf(call['function'] ?? call['custom']);
      const given = stringOf(call['id']);
      // Some servers leave the index out: then a new id starts a call.
      const index = typeof call['index'] === 'number' ? call['index'] : given ? this.#tools.size : this.#tools.size - 1;
      const isNew = !this.#tools.has(index);
      if (isNew) this.#tools.set(index, given ?? `call-${index}`);
      const id = this.#tools.get(index)!;
      const name = stringOf(details['name']);
      const args = stringOf(details['arguments']) ?? stringOf(details['input']);
      return [
        ...(isNew ? [{ type: 'tool-start', id, where: 'client', ...(name && { name }) } as const] : []),
        ...(args ? [{ type: 'tool-args', id, delta: args } as const] : []),
      ];
    });
  }
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
    if (piece['type'] !== 'thinking' || !Array.isArray(piece['thinking'])) return [];
    return piece['thinking'].flatMap((thought): ChatEvent[] => {
      const delta = stringOf(objectOf(thought)['text']);
      return delta ? [{ type: 'reasoning', delta }] : [];
    });
  });
}

function annotations(value: unknown): ChatEvent[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => source(objectOf(objectOf(item)['url_citation'])));
}

/** Perplexity repeats its sources in every chunk; the fold keeps one of each. */
function sources(chunk: Json): ChatEvent[] {
  const results = Array.isArray(chunk['search_results']) ? chunk['search_results'].flatMap((item) => source(objectOf(item))) : [];
  if (results.length > 0) return results;
  const citations: unknown[] = Array.isArray(chunk['citations']) ? chunk['citations'] : [];
  return citations.flatMap((url) => (typeof url === 'string' ? source({ url }) : []));
}

function source({ url, title }: Json): ChatEvent[] {
  if (typeof url !== 'string') return [];
  return [{ type: 'source', url, ...(typeof title === 'string' && { title }) }];
}
