import type { ChatEvent } from '../chat/events.ts';

/** What may stand before the object: models like to put it into a fence. */
const LEAD = /^\s*(?:`{1,3}[\w-]*\s*)?$/;

/**
 * Answers that are JSON (structured output, S12): the text is that of one field, as it grows, and the whole object follows as data
 * named `structured-output` once it is closed. An answer that does not begin as JSON stays as it is.
 */
export class StructuredText {
  readonly #field: string;
  readonly #readers = new Map<string | undefined, FieldReader>();

  /** @param field - its name, or its path such as `reply.text`; empty: every answer stays as it is. */
  constructor(field: string) {
    this.#field = field;
  }

  read(event: ChatEvent): readonly ChatEvent[] {
    if (this.#field === '') return [event];
    if (event.type === 'reset') this.#readers.clear();
    if (event.type === 'text') {
      const reader = this.#readers.get(event.block) ?? this.#begin(event.block);
      const delta = reader.take(event.delta);
      return [...(delta ? [{ ...event, delta }] : []), ...wholeOf(reader)];
    }
    if (event.type !== 'text-set') return [event];
    if (event.scope === 'message') this.#readers.clear();
    const reader = this.#begin(event.block);
    return [{ ...event, text: reader.take(event.text) + reader.end() }, ...wholeOf(reader)];
  }

  /** Nothing more comes. */
  end(): readonly ChatEvent[] {
    const rests = [...this.#readers].map(([block, reader]) => ({ block, delta: reader.end() }));
    return rests
      .filter(({ delta }) => delta !== '')
      .map(({ block, delta }) => ({ type: 'text', delta, ...(block !== undefined && { block }) }));
  }

  #begin(block: string | undefined): FieldReader {
    const reader = new FieldReader(this.#field);
    this.#readers.set(block, reader);
    return reader;
  }
}

function wholeOf(reader: FieldReader): readonly ChatEvent[] {
  const data = reader.takeWhole();
  return data === undefined ? [] : [{ type: 'data', name: 'structured-output', id: 'structured-output', data }];
}

/** Follows JSON character by character, whatever the pieces: nothing is read twice. */
class FieldReader {
  readonly #field: string;
  #state: 'start' | 'json' | 'over' | 'plain' = 'start';
  #held = '';
  #json = '';
  /** Where the reader stands: keys of objects, places in lists. */
  readonly #path: (string | number)[] = [];
  #isKeyNext = false;
  #isFound = false;
  #string: 'key' | 'wanted' | 'other' | undefined;
  #escape = '';

  constructor(field: string) {
    this.#field = field;
  }

  /** @returns what is new of the text. */
  take(delta: string): string {
    if (this.#state === 'plain') return delta;
    let text = delta;
    if (this.#state === 'start') {
      const all = this.#held + delta;
      const start = all.indexOf('{');
      const lead = start < 0 ? all : all.slice(0, start);
      this.#held = '';
      if (!LEAD.test(lead)) {
        this.#state = 'plain';
        return all;
      }
      if (start < 0) {
        this.#held = all;
        return '';
      }
      this.#state = 'json';
      text = all.slice(start);
    }
    let found = '';
    for (let index = 0; index < text.length && this.#state === 'json'; index++) {
      this.#json += text[index]!;
      found += this.#step(text[index]!);
    }
    return found;
  }

  /** Nothing more comes. @returns what was held back. */
  end(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }

  /** @returns the value, once, when it is closed. */
  takeWhole(): unknown {
    if (this.#state !== 'over' || this.#json === '') return undefined;
    const json = this.#json;
    this.#json = '';
    try {
      return JSON.parse(json) as unknown;
    } catch {
      return undefined;
    }
  }

  #step(char: string): string {
    const path = this.#path;
    if (this.#string) return this.#inString(char);
    if (char === '"') {
      this.#string = this.#isKeyNext ? 'key' : !this.#isFound && path.join('.') === this.#field ? 'wanted' : 'other';
      if (this.#isKeyNext) path[path.length - 1] = '';
    } else if (char === '{' || char === '[') {
      path.push(char === '[' ? 0 : '');
      this.#isKeyNext = char === '{';
    } else if (char === '}' || char === ']') {
      path.pop();
      this.#isKeyNext = false;
      if (path.length === 0) this.#state = 'over';
    } else if (char === ',') {
      const place = path.at(-1);
      if (typeof place === 'number') path[path.length - 1] = place + 1;
      else this.#isKeyNext = true;
    } else if (char === ':') this.#isKeyNext = false;
    return '';
  }

  #inString(char: string): string {
    if (this.#escape) {
      this.#escape += char;
      if (this.#escape[1] === 'u' && this.#escape.length < 6) return '';
      const piece = unescaped(this.#escape);
      this.#escape = '';
      return this.#add(piece);
    }
    if (char === '\\') this.#escape = char;
    else if (char !== '"') return this.#add(char);
    else {
      this.#isFound ||= this.#string === 'wanted';
      this.#string = undefined;
    }
    return '';
  }

  #add(piece: string): string {
    if (this.#string === 'key') this.#path[this.#path.length - 1] += piece;
    return this.#string === 'wanted' ? piece : '';
  }
}

function unescaped(escape: string): string {
  try {
    return JSON.parse(`"${escape}"`) as string;
  } catch {
    return '';
  }
}
