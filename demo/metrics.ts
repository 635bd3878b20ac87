import type { Outcome } from './pump.ts';

/** Answers that the rates and percentiles are taken over. */
const WINDOW = 200;
/** Fewer answers than this say nothing about a rate. */
const MIN_ANSWERS_FOR_ALERT = 20;
/** Share of failed answers that is worth a line in the log (S61). */
const ALERT_RATE = 0.05;
/** Keys of requests that are remembered, to tell a repeat from a new question. */
const MAX_KEYS = 1000;

/** One answer, in the names of OpenTelemetry's semantic conventions for generative AI; what they have no name for is `chat.*`. Times in seconds. */
export type AnswerRecord = Readonly<Record<string, string | number | readonly string[]>>;

/** What is known of a request apart from its answer. */
export interface AnswerContextRecord {
  readonly path: string;
  readonly provider: string;
  readonly model: string | undefined;
  /** How often the same `Idempotency-Key` was asked before. */
  readonly retries: number;
}

/** Counts what the server answered: the last answers one by one, their rates, and a line when too many fail. Nothing of what was said is kept. */
export class Metrics {
  readonly #log: (line: string) => void;
  readonly #answers: { record: AnswerRecord; outcome: Outcome }[] = [];
  readonly #keys = new Map<string, number>();
  #total = 0;
  #isAlert = false;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  /** @returns how often this key was asked before. */
  repeatsOf(key: string | undefined): number {
    if (key === undefined) return 0;
    const repeats = this.#keys.get(key) ?? 0;
    this.#keys.delete(key);
    this.#keys.set(key, repeats + 1);
    if (this.#keys.size > MAX_KEYS) this.#keys.delete(this.#keys.keys().next().value!);
    return repeats;
  }

  add(context: AnswerContextRecord, outcome: Outcome): void {
    this.#total++;
    this.#answers.push({ record: recordOf(context, outcome), outcome });
    if (this.#answers.length > WINDOW) this.#answers.shift();
    this.#log(lineOf(context, outcome));
    this.#watch();
  }

  /** What `/metrics` says. */
  snapshot(): object {
    const firsts = this.#answers.flatMap(({ outcome }) => outcome.firstPieceMs ?? []).sort((a, b) => a - b);
    return {
      answers: this.#total,
      window: this.#answers.length,
      rates: {
        completed: this.#share('complete'),
        cancelled: this.#share('visitor left'),
        failed: this.#failed(),
      },
      alert: { limit: ALERT_RATE, isActive: this.#isAlert },
      'gen_ai.server.time_to_first_token': { p50: secondsAt(firsts, 0.5), p95: secondsAt(firsts, 0.95) },
      last: this.#answers.slice(-20).map(({ record }) => record),
    };
  }

  #share(...outcomes: Outcome['outcome'][]): number {
    if (this.#answers.length === 0) return 0;
    return this.#answers.filter(({ outcome }) => outcomes.includes(outcome.outcome)).length / this.#answers.length;
  }

  #failed(): number {
    return this.#share('failed', 'cut');
  }

  #watch(): void {
    const rate = this.#failed();
    const isAlert = this.#answers.length >= MIN_ANSWERS_FOR_ALERT && rate >= ALERT_RATE;
    if (isAlert !== this.#isAlert) {
      const share = `${(rate * 100).toFixed(1)} % of the last ${this.#answers.length} answers failed`;
      this.#log(isAlert ? `ALERT: ${share}; the limit is ${ALERT_RATE * 100} %` : `alert over: ${share}`);
    }
    this.#isAlert = isAlert;
  }
}

const seconds = (ms: number): number => Number((ms / 1000).toFixed(3));

function secondsAt(sortedMs: readonly number[], share: number): number | null {
  const ms = sortedMs[Math.min(sortedMs.length - 1, Math.floor(sortedMs.length * share))];
  return ms === undefined ? null : seconds(ms);
}

/** Time between two pieces of text, in ms. */
function perPieceMs({ pieces, firstPieceMs, durationMs }: Outcome): number | undefined {
  return firstPieceMs === undefined || pieces < 2 ? undefined : (durationMs - firstPieceMs) / (pieces - 1);
}

function recordOf({ path, provider, model, retries }: AnswerContextRecord, answer: Outcome): AnswerRecord {
  const { outcome, pieces, firstPieceMs, durationMs, finishReason, usage, errorCode } = answer;
  const perPiece = perPieceMs(answer);
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': provider,
    ...(model !== undefined && { 'gen_ai.request.model': model }),
    'gen_ai.server.request.duration': seconds(durationMs),
    ...(firstPieceMs !== undefined && { 'gen_ai.server.time_to_first_token': seconds(firstPieceMs) }),
    ...(perPiece !== undefined && { 'gen_ai.server.time_per_output_token': Number((perPiece / 1000).toFixed(6)) }),
    ...(finishReason !== undefined && { 'gen_ai.response.finish_reasons': [finishReason] }),
    ...(usage && { 'gen_ai.usage.input_tokens': usage.input }),
    'gen_ai.usage.output_tokens': usage?.output ?? pieces,
    ...(errorCode !== undefined && { 'error.type': errorCode }),
    'url.path': path,
    'chat.outcome': outcome === 'visitor left' ? 'cancelled' : outcome,
    'chat.retries': retries,
  };
}

function lineOf({ path, provider, retries }: AnswerContextRecord, answer: Outcome): string {
  const { outcome, pieces, firstPieceMs, durationMs, finishReason, usage, errorCode } = answer;
  const perPiece = perPieceMs(answer);
  const facts = [
    `${outcome} after ${pieces} pieces in ${(durationMs / 1000).toFixed(1)} s`,
    ...(firstPieceMs === undefined ? [] : [`first after ${Math.round(firstPieceMs)} ms`]),
    ...(perPiece === undefined ? [] : [`${perPiece.toFixed(1)} ms each`]),
    ...(usage ? [`${usage.input} tokens in, ${usage.output} out`] : []),
    ...(finishReason === undefined ? [] : [`finish ${finishReason}`]),
    ...(errorCode === undefined ? [] : [`error ${errorCode}`]),
    ...(retries === 0 ? [] : [`repeat ${retries}`]),
    provider,
  ];
  return `${path}: ${facts.join('; ')}`;
}
