import type { ChatEvent } from './events.ts';

/** Fewest letters and digits that count as said again, unless they are the beginning of the word that was cut. */
const MIN_REPEATED = 8;

/**
 * The seam of a continuation: models often begin with the last words once more, or with the whole word that was cut in the
 * middle. What they repeat of the end of the answer is taken off; as long as it may be a repetition it is held back.
 */
export class Seam {
  readonly #kept: string;
  #held = '';
  #isClosed = false;

  /** @param kept - the answer that is continued. */
  constructor(kept: string) {
    this.#kept = kept;
  }

  /** @returns the events of the continuation, in whose text only what is new is left. */
  events(events: readonly ChatEvent[]): readonly ChatEvent[] {
    return events.flatMap((event): readonly ChatEvent[] => {
      if (event.type === 'text') return [{ ...event, delta: this.#take(event.delta) }];
      const delta = event.type === 'finish' || event.type === 'error' ? this.#end() : '';
      return delta ? [{ type: 'text', delta }, event] : [event];
    });
  }

  /** @returns what of the continuation so far is new. */
  #take(delta: string): string {
    if (this.#isClosed) return delta;
    this.#held += delta;
    return this.#kept.includes(this.#held) ? '' : this.#end();
  }

  /** Nothing more comes that could be a repetition. @returns what was held back and is new. */
  #end(): string {
    if (this.#isClosed) return '';
    this.#isClosed = true;
    const held = this.#held;
    for (let length = held.length; length > 0; length--) {
      if (!this.#kept.endsWith(held.slice(0, length))) continue;
      return isRepetition(this.#kept, held, length) ? held.slice(length) : held;
    }
    return held;
  }
}

function isRepetition(kept: string, held: string, length: number): boolean {
  if (held.slice(0, length).trim() === '' && !held.startsWith('\n')) return true;
  if ((held.slice(0, length).match(/[\p{L}\p{N}]/gu) ?? []).length >= MIN_REPEATED) return true;
  const [cutWord = ''] = /[\p{L}\p{M}\p{N}]{2,}$/u.exec(kept) ?? [];
  return cutWord.length === length && /^\p{L}/u.test(held.slice(length));
}
