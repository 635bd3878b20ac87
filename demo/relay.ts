import {
  AnswerError,
  type AnswerContext,
  type AnswerEvent,
  type AnswerSource,
  type Question,
  type Usage,
} from './answer.ts';
import { MAX_LOGGED_CHARS, type Provider, type ProviderSettings } from './providers/provider.ts';
import { dataLines } from './upstream-lines.ts';

export interface RelayOptions extends ProviderSettings {
  readonly provider: Provider;
  /** Longest wait for the upstream's headers, and between two pieces of its answer, in ms. */
  readonly timeoutMs: number;
  readonly log: (line: string) => void;
}

/** What the visitor reads about an upstream's status. Its own words go to the log alone: some providers repeat the key in them. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The model provider does not accept this question.',
  401: 'The model provider does not accept the key of this server.',
  403: 'The key of this server may not use this model.',
  404: 'The model provider does not know this model or address.',
  429: 'The model provider is busy, or the quota of this server is used up. Try again in a moment.',
  529: 'The model provider is overloaded. Try again in a moment.',
};

/**
 * Answers with a model behind a provider's address. The key goes to that address and nowhere else; when the client leaves,
 * the upstream request is aborted at once.
 */
export function relay(options: RelayOptions): AnswerSource {
  return (question, context) => answer(question, context, options);
}

async function* answer(
  question: Question,
  { signal }: AnswerContext,
  options: RelayOptions,
): AsyncGenerator<AnswerEvent> {
  const { timeoutMs, log, apiKey, provider } = options;
  const silence = new AbortController();
  const patience: Patience = async (work) => {
    const timer = setTimeout(() => silence.abort(), timeoutMs);
    return work.finally(() => clearTimeout(timer));
  };
  try {
    const body = await patience(open(question, AbortSignal.any([signal, silence.signal]), options));
    yield* eventsOf(dataLines(patiently(body, patience)), provider);
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

async function* eventsOf(lines: AsyncIterable<string>, provider: Provider): AsyncGenerator<AnswerEvent> {
  const read = provider.reader();
  let reason: string | undefined;
  let usage: Usage | undefined;
  for await (const data of lines) {
    const chunk = read(data);
    if (chunk.error)
      throw new AnswerError('upstream_error', 'The model provider reported an error and stopped.', chunk.error);
    if (chunk.thinking) yield { type: 'thinking', text: chunk.thinking };
    if (chunk.text) yield { type: 'text', delta: chunk.text };
    reason = chunk.reason ?? reason;
    usage = chunk.usage ?? usage;
    if (chunk.isEnd) break;
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
  const { url, headers, body } = options.provider.request(question, options);
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify(body),
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
