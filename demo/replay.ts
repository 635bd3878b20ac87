import { randomUUID } from 'node:crypto';
import type { EventStream } from './event-stream.ts';
import type { Sink } from './pump.ts';

/** Text that may wait for a reader, in characters; then the model waits too. */
const MAX_WAITING_CHARS = 65_536;
/** Text that was read and may be asked for again, in characters. */
const MAX_WINDOW_CHARS = 1_048_576;

/**
 * An answer that outlives its connection for a while: every event has an id, and a client that comes back with the last one it
 * has gets the rest. Ids are `<answer>.<number>`; the answer's part cannot be guessed. One connection reads at a time.
 */
export class Replay implements Sink {
  readonly id = randomUUID();
  /** Whom the answer belongs to. */
  readonly owner: string;
  readonly #abort = new AbortController();
  readonly #graceMs: number;
  readonly #onExpire: () => void;
  /** The events from number `#first` on. */
  #events: string[] = [];
  #first = 1;
  /** Number of the last event that a connection took. */
  #taken = 0;
  #readChars = 0;
  #waitingChars = 0;
  #isOver = false;
  #reader: EventStream | undefined;
  #timer: NodeJS.Timeout | undefined;
  #wake: () => void = () => undefined;
  #changed = Promise.resolve();

  /**
   * @param graceMs - how long the answer waits for its client to come back, in ms; then it is aborted and forgotten.
   */
  constructor(owner: string, graceMs: number, onExpire: () => void) {
    this.owner = owner;
    this.#graceMs = graceMs;
    this.#onExpire = onExpire;
    this.#tell();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isClosed(): boolean {
    return this.signal.aborted;
  }

  async write(piece: string): Promise<void> {
    // A piece may be several events; each ends with an empty line.
    for (const event of piece.split(/(?<=\n\n)/)) {
      if (event === '') continue;
      const text = `id: ${this.id}.${this.#first + this.#events.length}\n${event}`;
      this.#events.push(text);
      this.#waitingChars += text.length;
    }
    this.#tell();
    while (this.#waitingChars > MAX_WAITING_CHARS && !this.isClosed) await this.#changed;
    this.signal.throwIfAborted();
  }

  end(): void {
    this.#isOver = true;
    this.#tell();
  }

  async cut(): Promise<boolean> {
    while (this.#waitingChars > 0 && this.#reader) await this.#changed;
    await this.#reader?.cut();
    return true;
  }

  /** @returns what a client with this last event gets: the `rest`, `nothing` because it has all, or it is `unknown` here. */
  after(number: number): 'rest' | 'nothing' | 'unknown' {
    const last = this.#first + this.#events.length - 1;
    if (number < this.#first - 1 || number > last) return 'unknown';
    return this.#isOver && number === last ? 'nothing' : 'rest';
  }

  /** Sends a connection everything behind event `number`, to the end of the answer. A connection that was reading is closed. */
  async send(stream: EventStream, number: number): Promise<void> {
    const before = this.#reader;
    this.#reader = stream;
    before?.end();
    clearTimeout(this.#timer);
    stream.signal.addEventListener('abort', () => this.#tell());
    try {
      for (let next = number + 1; this.#reader === stream;) {
        const event = this.#events[next - this.#first];
        if (event !== undefined) {
          await stream.write(event);
          this.#take(next++);
        } else if (this.#isOver) {
          stream.end();
          break;
        } else {
          stream.signal.throwIfAborted();
          await this.#changed;
        }
      }
    } catch (error) {
      if (!stream.isClosed) throw error;
    }
    if (this.#reader !== stream) return;
    this.#reader = undefined;
    this.#tell();
    if (!this.isClosed) this.#timer = setTimeout(() => this.stop(), this.#graceMs);
  }

  /** The answer is not wanted any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#reader?.end();
    this.#abort.abort();
    this.#tell();
    this.#onExpire();
  }

  #take(number: number): void {
    if (number <= this.#taken) return;
    this.#taken = number;
    const { length } = this.#events[number - this.#first]!;
    this.#waitingChars -= length;
    this.#readChars += length;
    while (this.#readChars > MAX_WINDOW_CHARS && this.#first < number) {
      this.#readChars -= this.#events.shift()!.length;
      this.#first++;
    }
    this.#tell();
  }

  #tell(): void {
    this.#wake();
    this.#changed = new Promise((resolve) => (this.#wake = resolve));
  }
}
