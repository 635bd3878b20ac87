import type { Level } from './levels.ts';

/**
 * Where the stream stands: the source that is still lexed, and what of the open block lies before it.
 * `before + text` is the whole open part of the source; `context + text` is what the lexer sees.
 */
export class OpenTail {
  /** Source from the restart point on. */
  text = '';
  /** Source of the open block before the restart point, closed into levels. */
  before = '';
  /** Stands before `text` when it is lexed: a table's header rows, a fence's opener, a word. */
  context = '';
  levels: Level[] = [];
  /** Characters of `text`, from its start, that are whole lines and were looked at. */
  wholeLength = 0;
  /** False once the open block had to be looked at as a whole again. */
  mayEnter = true;

  get whole(): string {
    return this.text.slice(0, this.wholeLength);
  }

  /** The unfinished last line. */
  get partial(): string {
    return this.text.slice(this.wholeLength);
  }

  /** Moves the restart point on inside the open block. */
  advance(characters: number): void {
    this.before += this.text.slice(0, characters);
    this.#forget(characters);
  }

  /** Moves the restart point on to the next block. */
  drop(characters: number): void {
    this.before = '';
    this.#forget(characters);
  }

  /** Moves the restart point back to the start of the open block. */
  restart(): void {
    this.text = this.before + this.text;
    this.wholeLength += this.before.length;
    this.before = '';
    this.context = '';
    this.levels = [];
  }

  #forget(characters: number): void {
    this.text = this.text.slice(characters);
    this.wholeLength = Math.max(0, this.wholeLength - characters);
  }
}
