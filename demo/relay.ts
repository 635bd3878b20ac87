import {
  AnswerError,
  type AnswerContext,
  type AnswerEvent,
  type AnswerSource,
  type FinishReason,
  type Question,
  type Usage,
} from './answer.ts';
import { dataLines } from './upstream-lines.ts';

export interface RelayOptions {
  readonly apiKey: string;
  /** Up to and including the version, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** For questions that name no model. */
  readonly model: string;
  /** Longest wait for the upstream's headers, and between two pieces of its answer, in ms. */
  readonly timeoutMs: number;
  readonly log: (line: string) => void;
}

const MAX_LOGGED_CHARS = 500;

/** What the visitor reads about an upstream's status. Its own words go to the log alone: some providers repeat the key in them. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The model provider does not accept this question.',
  401: 'The model provider does not accept the key of this server.',
  403: 'The key of this server may not use this model.',
  404: 'The model provider does not know this model or address.',
  429: 'The model provider is busy, or the quota of this server is used up. Try again in a moment.',
};

/**
 * A relay if the environment holds a key: `OPENAI_API_KEY`, and optionally `OPENAI_BASE_URL` (any compatible provider) and `OPENAI_MODEL`.
 */
export function relayFrom(
  environment: Readonly<Record<string, string | undefined>>,
  settings: Pick<RelayOptions, 'timeoutMs' | 'log'>,
): AnswerSource | undefined {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = environment;
  if (!apiKey) return undefined;
  return relay({ apiKey, baseUrl: baseUrl || 'https://api.openai.com/v1', model: model || 'gpt-5-mini', ...settings });
}

/**
 * Answers with a model behind an OpenAI-compatible `/chat/completions`. The key goes to that address and nowhere else;
 * when the client leaves, the upstream request is aborted at once.
 */
export function relay(options: RelayOptions): AnswerSource {
  return (question, context) => answer(question, context, options);
}

async function* answer(
  question: Question,
  { signal }: AnswerContext,
  options: RelayOptions,
): AsyncGenerator<AnswerEvent> {
  const { timeoutMs, log, apiKey } = options;
  const silence = new AbortController();
  const patience: Patience = async (work) => {
    const timer = setTimeout(() => silence.abort(), timeoutMs);
    return work.finally(() => clearTimeout(timer));
  };
  try {
    const body = await patience(open(question, AbortSignal.any([signal, silence.signal]), options));
    yield* eventsOf(dataLines(patiently(body, patience)));
  } catch (error) {
    const problem = silence.signal.aborted
      ? new AnswerError('upstream_timeout', `The model provider was silent for ${timeoutMs / 1000} seconds.`)
      : problemOf(error);
    if (!signal.aborted)
      log(`upstream: ${problem.code}: ${String(problem.cause ?? problem.message).replaceAll(apiKey, '(key)')}`);
    throw problem;
  }
}

/** Waits for the upstream, and no longer than the relay's limit. A client that reads slowly does not count as a silent upstream. */
type Patience = <Result>(work: Promise<Result>) => Promise<Result>;

async function* patiently(body: ReadableStream<Uint8Array>, patience: Patience): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await patience(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    // Also when the answer is over but the upstream is not. A stream that failed refuses; it is closed already.
    await reader.cancel().catch(() => undefined);
  }
}

async function* eventsOf(lines: AsyncIterable<string>): AsyncGenerator<AnswerEvent> {
  let reason: FinishReason | undefined;
  let usage: Usage | undefined;
  for await (const data of lines) {
    if (data === '[DONE]') {
      reason ??= 'stop';
      break;
    }
    const chunk = chunkOf(data);
    if (chunk.error)
      throw new AnswerError('upstream_error', 'The model provider reported an error and stopped.', chunk.error);
    if (chunk.thinking) yield { type: 'thinking', text: chunk.thinking };
    if (chunk.text) yield { type: 'text', delta: chunk.text };
    reason = chunk.reason ?? reason;
    usage = chunk.usage ?? usage;
  }
  if (!reason)
    throw new AnswerError(
      'upstream_incomplete',
      'The model provider ended the connection in the middle of the answer.',
    );
  yield { type: 'finish', reason, ...(usage && { usage }) };
}

async function open(
  question: Question,
  signal: AbortSignal,
  options: RelayOptions,
): Promise<ReadableStream<Uint8Array>> {
  const { apiKey, baseUrl, model } = options;
  const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/chat/completions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify({
      model: question.model ?? model,
      messages: question.messages,
      stream: true,
      stream_options: { include_usage: true },
    }),
    // A redirect would carry the key to another address.
    redirect: 'error',
    signal,
  });
  if (response.ok && response.body) return response.body;
  const words = (await response.text()).slice(0, MAX_LOGGED_CHARS);
  const message = REFUSALS[response.status] ?? `The model provider answered with status ${response.status}.`;
  throw new AnswerError(`upstream_${response.status}`, message, words);
}

function problemOf(error: unknown): AnswerError {
  if (error instanceof AnswerError) return error;
  return new AnswerError(
    'upstream_unreachable',
    'The connection to the model provider failed.',
    (error as Error).cause ?? error,
  );
}

interface Chunk {
  readonly text?: string;
  readonly thinking?: string;
  readonly reason?: FinishReason;
  readonly usage?: Usage;
  readonly error?: string;
}

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

function chunkOf(data: string): Chunk {
  const { choices, usage, error, object } = parse(data);
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

function parse(data: string): WireChunk {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null) return value;
  throw new AnswerError(
    'upstream_malformed',
    'The model provider sent something that is no answer.',
    data.slice(0, MAX_LOGGED_CHARS),
  );
}
