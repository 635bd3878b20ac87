import { MAX_LOGGED_CHARS, objectOf, pathOf, type Chunk, type Provider } from './provider.ts';

/** The part of a Chat Completions chunk that an answer needs (OpenAI API reference, "The chat completion chunk object"). */
interface WireChunk {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: unknown; readonly reasoning_content?: unknown; readonly reasoning?: unknown };
    readonly finish_reason?: unknown;
  }[];
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null;
  readonly error?: unknown;
  /** vLLM sends its errors as a chunk of this kind. */
  readonly object?: unknown;
}

/** `POST /chat/completions` of OpenAI and of everything compatible. A finish reason or `[DONE]` ends the answer. */
export const openai: Provider = {
  name: 'openai',
  request: (question, { apiKey, baseUrl, model }) => ({
    url: pathOf(baseUrl, '/chat/completions'),
    headers: { Authorization: `Bearer ${apiKey}` },
    body: {
      model: question.model ?? model,
      messages: question.messages,
      ...(question.temperature !== undefined && { temperature: question.temperature }),
      stream: true,
      stream_options: { include_usage: true },
    },
  }),
  reader() {
    let hasReason = false;
    return (data) => {
      if (data === '[DONE]') return { isEnd: true, ...(!hasReason && { reason: 'stop' }) };
      const chunk = chunkOf(data);
      hasReason ||= chunk.reason !== undefined;
      return chunk;
    };
  },
};

function chunkOf(data: string): Chunk {
  const { choices, usage, error, object } = objectOf(data) as WireChunk;
  const { delta, finish_reason: reason } = choices?.[0] ?? {};
  const thinking = delta?.reasoning_content ?? delta?.reasoning;
  return {
    ...(typeof delta?.content === 'string' && { text: delta.content }),
    ...(typeof thinking === 'string' && { thinking }),
    ...(typeof reason === 'string' && { reason }),
    ...(usage && { usage: { input: usage.prompt_tokens ?? 0, output: usage.completion_tokens ?? 0 } }),
    ...(error || object === 'error' ? { error: data.slice(0, MAX_LOGGED_CHARS) } : {}),
  };
}
