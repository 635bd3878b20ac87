import { AnswerError, type FinishReason, type Question, type Usage } from '../answer.ts';

/** What an upstream needs to know, from the environment. */
export interface ProviderSettings {
  readonly apiKey: string;
  /** Up to and including the version, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** For questions that name no model. */
  readonly model: string;
}

/** How one provider is asked, and how its stream is read. */
export interface Provider {
  /** As OpenTelemetry calls it (`gen_ai.provider.name`). */
  readonly name: string;
  request(question: Question, settings: ProviderSettings): ProviderRequest;
  /** Begins to read one answer: takes the payload of one event, and gives what it says. */
  reader(): (data: string) => Chunk;
}

export interface ProviderRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** What one event of an upstream says. A `reason` means that the answer is whole. */
export interface Chunk {
  readonly text?: string;
  readonly thinking?: string;
  readonly reason?: FinishReason;
  readonly usage?: Usage;
  /** The provider's own words about a failure: for the log. */
  readonly error?: string;
  /** Nothing more belongs to the answer. */
  readonly isEnd?: boolean;
}

/** Most of a provider's own words that go to the log, in characters. */
export const MAX_LOGGED_CHARS = 500;

export const pathOf = (baseUrl: string, path: string): string => `${baseUrl.replace(/\/+$/, '')}${path}`;

/** @throws AnswerError for what is no JSON object. */
export function objectOf(data: string): object {
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
