import type { ChatEvent } from '../chat/events.ts';

const OPEN = '<think>';

/**
 * Open-weight models write their reasoning into the answer: `<think>` as its very first word, up to `</think>`. Anywhere else the
 * tags are text. What may still become a tag is held back.
 */
export class ThoughtTags {
  #state: 'start' | 'thought' | 'gap' | 'text' = 'start';
  #held = '';

  read(event: ChatEvent): readonly ChatEvent[] {
    if (this.#state === 'text') return [event];
    if (event.type === 'error' || event.type === 'text-set') return [...this.end(), event];
    if (event.type !== 'text') return [event];
    const { delta, ...place } = event;
    const events: ChatEvent[] = [];
    this.#held += delta;
    if (this.#state === 'start') {
      const start = this.#held.trimStart();
      if (start.startsWith(OPEN)) {
        this.#state = 'thought';
        this.#held = start.slice(OPEN.length);
      } else if (!OPEN.startsWith(start)) this.#state = 'text';
    }
    if (this.#state === 'thought') {
      // Up to the closing tag, or to what may be its beginning.
      const [, thought = '', tag = ''] = /^([^]*?)(<\/think>|<[/thin]*k?$|$)/.exec(this.#held)!;
      if (thought) events.push({ ...place, type: 'reasoning', delta: thought });
      if (tag.endsWith('>')) this.#state = 'gap';
      this.#held = this.#held.slice(thought.length + (this.#state === 'gap' ? tag.length : 0));
    }
    if (this.#state === 'gap' && (this.#held = this.#held.trimStart()) !== '') this.#state = 'text';
    if (this.#state === 'text') {
      events.push({ ...place, type: 'text', delta: this.#held });
      this.#held = '';
    }
    return events;
  }

  /** Nothing more comes. */
  end(): readonly ChatEvent[] {
    const delta = this.#held;
    this.#held = '';
    const type = this.#state === 'thought' ? 'reasoning' : 'text';
    this.#state = 'text';
    return delta ? [{ type, delta }] : [];
  }
}
