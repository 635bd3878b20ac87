import type { ChatEvent } from '../../src/chat/events.ts';
import { answer, type AnswerOptions, type AnswerPhase } from '../../src/transport/answer.ts';
import type { TransportRequest } from '../../src/transport/transport.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { outcome, type Outcome } from '../support/road.ts';
import { SteppedStream, type StreamRequest } from '../support/stream.ts';

/** How often the log of the server is read before a test fails; one look is a request on loopback. */
const MAX_LOOKS = 1000;

export interface AskOptions extends Partial<AnswerOptions> {
  readonly request?: Partial<TransportRequest>;
  /** Keeps waiting before a repeat until the test moves the clock. */
  readonly isPatient?: boolean;
}

/** One question to a real server that the test writes the answer of. Its clock moves by hand; waits before a repeat are over at once. */
export class Asked {
  readonly stream = new SteppedStream();
  readonly clock = new FakeClock();
  readonly events: ChatEvent[] = [];
  readonly phases: AnswerPhase[] = [];
  /** Resolves when nothing more comes. */
  readonly over: Promise<void>;
  readonly #abort = new AbortController();
  readonly #waiting = new Set<() => void>();

  constructor({ request, isPatient = false, ...options }: AskOptions = {}) {
    const batches = answer(
      {
        url: new URL(this.stream.url, location.href).href,
        method: 'POST',
        headers: { 'Idempotency-Key': 'key-1' },
        body: { messages: [{ role: 'user', content: 'Why?' }] },
        credentials: 'same-origin',
        ...request,
      },
      {
        protocol: 'auto',
        signal: this.#abort.signal,
        maxRetries: 2,
        connectTimeoutMs: 60_000,
        idleTimeoutMs: 30_000,
        clock: this.clock,
        random: () => 0,
        onPhase: (phase) => {
          this.phases.push(phase);
          if (phase.type === 'retrying' && !isPatient) this.clock.advance(phase.delayMs);
          this.#notify();
        },
        ...options,
      },
    );
    this.over = this.#follow(batches);
  }

  get outcome(): Outcome {
    return outcome(this.events);
  }

  get phaseNames(): string[] {
    return this.phases.map(({ type }) => type);
  }

  abort(): void {
    this.#abort.abort();
  }

  /** Resolves as soon as `isTrue`, looked at whenever something happened. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  untilText(words: string): Promise<void> {
    return this.until(() => this.outcome.text === words);
  }

  /** Requests that reached the server, once there are `count` of them and `isTrue` holds. */
  async requests(
    count = 1,
    isTrue: (requests: readonly StreamRequest[]) => boolean = () => true,
  ): Promise<StreamRequest[]> {
    for (let look = 0; look < MAX_LOOKS; look++) {
      const requests = await this.stream.requests();
      if (requests.length >= count && isTrue(requests)) return requests;
    }
    throw new Error(`The server did not see what it should after ${MAX_LOOKS} looks.`);
  }

  /** Resolves when the server has seen the page close the connection. */
  async closedByPage(): Promise<void> {
    await this.requests(1, (requests) => requests.every(({ closedByPage }) => closedByPage));
  }

  async #follow(batches: AsyncGenerator<readonly ChatEvent[], void>): Promise<void> {
    for await (const batch of batches) {
      this.events.push(...batch);
      this.#notify();
    }
  }

  #notify(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** One event of a stream, as JSON. */
export function sse(...payloads: (object | string)[]): string {
  return payloads
    .map((payload) => `data: ${typeof payload === 'string' ? payload : JSON.stringify(payload)}\n\n`)
    .join('');
}
