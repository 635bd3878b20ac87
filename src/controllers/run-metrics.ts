import type { ChatEvent, Usage } from '../chat/events.ts';
import type { Message, MessageMetrics } from '../chat/conversation.ts';
import type { RunPhase } from './run.ts';

/** Silence between two arrivals that counts as a stall, in ms. */
const STALL_MS = 1000;

/** Measures one run; all times in ms since it started. */
export class RunMetrics {
  readonly #start: number;
  #ttfb = 0;
  #ttft = 0;
  #last: number;
  #chars = 0;
  #deltas = 0;
  #stalls = 0;
  #retries = 0;
  #bytes = 0;
  #usage: Usage | undefined;
  #earlier: Usage = {};

  constructor(now: number) {
    this.#start = now;
    this.#last = now;
  }

  phase(phase: RunPhase, now: number): void {
    if (phase.type === 'retrying') this.#retries++;
    if (phase.type === 'first-byte') this.#ttfb ||= now - this.#start;
  }

  received(bytes: number): void {
    this.#bytes += bytes;
  }

  /** @returns whether these bring the first text. */
  events(events: readonly ChatEvent[], now: number): boolean {
    const before = this.#chars;
    for (const event of events) {
      if (event.type === 'text') {
        this.#chars += event.delta.length;
        this.#deltas++;
      } else if (event.type === 'text-set') this.#chars = Math.max(this.#chars, event.text.length);
      else if (event.type === 'usage') this.#usage = sum(this.#earlier, event.usage);
    }
    if (before > 0 && now - this.#last > STALL_MS) this.#stalls++;
    this.#last = now;
    const isFirst = before === 0 && this.#chars > 0;
    if (isFirst) this.#ttft = now - this.#start;
    return isFirst;
  }

  /** Another request follows in the same answer: what it counts comes on top. */
  nextRound(): void {
    this.#earlier = this.#usage ?? {};
  }

  result(now: number): MessageMetrics {
    return {
      ttfb: this.#ttfb,
      ttft: this.#ttft,
      duration: now - this.#start,
      chars: this.#chars,
      deltas: this.#deltas,
      stalls: this.#stalls,
      retries: this.#retries,
      bytes: this.#bytes,
      ...(this.#usage && { usage: this.#usage }),
    };
  }
}

function sum(one: Usage, other: Usage): Usage {
  const total: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) total[name] = (total[name] ?? 0) + count;
  return total;
}

/** Name of the measures in the page's performance timeline. */
const MEASURE = 'stream-chat answer';

/** Leaves an answer in the performance timeline (S60): its time, and as `detail` its figures and its outcome. */
export function measureAnswer({ id, status, finishReason, error, metrics }: Message): void {
  if (!metrics) return;
  const { duration } = metrics;
  const detail = { ...metrics, id, status, finishReason, error: error?.type };
  try {
    performance.measure(MEASURE, { start: Math.max(0, performance.now() - duration), duration, detail });
  } catch {
    // A timeline that cannot take it is no reason to lose an answer.
  }
}
