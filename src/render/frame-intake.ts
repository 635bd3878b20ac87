/** What a character that may be syntax costs beside itself, in plain characters: it often makes an element. */
const SYNTAX_UNITS = 8;
const SYNTAX = /[\n|*_`~[<&]/;

/** Before anything was measured; in ms per unit. */
const FIRST_GUESS = 0.003;
/** How much of what is known of the cost comes from the last frame. */
const WEIGHT = 0.3;
/** A frame in which the machine did something else teaches no more than this many times what was known. */
const MOST = 4;

/** A frame takes at least this much, in characters, so that text never stands still. */
const LEAST_CHARS = 256;
/** With more text waiting than this many frames take, a frame may cost more. */
const FRAMES_BEHIND = 8;
const HURRY = 2.5;

/** How much of the text that is waiting a frame takes, so that its script stays near a budget: learned from frames before. */
export class FrameIntake {
  #msPerUnit = FIRST_GUESS;

  /** @returns the index up to which `text` is taken, from `from` on. */
  end(text: string, from: number, budgetMs: number): number {
    if (budgetMs === Infinity) return text.length;
    const units = budgetMs / this.#msPerUnit;
    const isBehind = text.length - from > FRAMES_BEHIND * units;
    const most = isBehind ? HURRY * units : units;
    let spent = 0;
    let index = from;
    while (index < text.length && (spent < most || index - from < LEAST_CHARS)) spent += unitsOf(text[index++]!);
    return index;
  }

  /** Learns what the text from `from` to `to` cost. */
  learn(text: string, from: number, to: number, ms: number): void {
    let units = 0;
    for (let i = from; i < to; i++) units += unitsOf(text[i]!);
    if (units === 0) return;
    const now = Math.min(ms / units, MOST * this.#msPerUnit);
    this.#msPerUnit += WEIGHT * (now - this.#msPerUnit);
  }
}

function unitsOf(character: string): number {
  return SYNTAX.test(character) ? 1 + SYNTAX_UNITS : 1;
}
