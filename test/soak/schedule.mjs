/** A seeded list of questions and what goes wrong with each; the same seed gives the same list. */
export class Schedule {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /**
   * @returns `answers` for the fault server, `acts` of the visitor, and `words`: the text that has to be seen at the end, or of
   * a stopped answer the text of which it has to be a beginning.
   */
  turn() {
    const kind = this.#pick(Object.keys(KINDS));
    const words = Array.from({ length: this.#integer(2, 30) }, () => this.#pick(WORDS));
    return { kind, ...KINDS[kind](words, (from, to) => this.#integer(from, to)) };
  }

  /** mulberry32 */
  #next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  #integer(from, to) {
    return from + Math.floor(this.#next() * (to - from + 1));
  }

  #pick(items) {
    return items[this.#integer(0, items.length - 1)];
  }
}

/** Plain words, so that what is seen equals what was sent. */
const WORDS = ['one', 'zwei', 'trois', 'čtyři', 'пять', '六', 'sieben', '👩‍🚀', 'neuf', 'שלום'];
const HEADERS = { headers: {} };
const DONE = 'data: {"done":true}\n\n';
const event = (content) => `data: ${JSON.stringify({ content })}\n\n`;
const stream = (words) => words.map((word, index) => event(index === 0 ? word : ` ${word}`)).join('');
const END = { end: 'chunk-end' };
const whole = (words) => [HEADERS, { dripBytes: { of: stream(words) + DONE, bytes: 40, everyMs: 1 } }, END];
/** What was sent has to be read before the connection breaks, or the browser drops it. */
const READ = { waitFor: 'visitor' };
const read = (words) => ({ type: 'read', words: words.join(' ') });

const KINDS = {
  whole: (words) => ({ answers: [whole(words)], acts: [], words: words.join(' ') }),
  cut: (words, integer) => {
    const sent = words.slice(0, integer(0, words.length));
    const half = 'data: {"content":" nev';
    return {
      answers: [[HEADERS, { send: stream(sent) + half }, READ, { end: integer(0, 1) ? 'fin' : 'rst' }]],
      acts: [read(sent)],
      words: sent.join(' '),
    };
  },
  'no end mark': (words) => ({ answers: [[HEADERS, { send: stream(words) }, END]], acts: [], words: words.join(' ') }),
  error: (words) => ({
    answers: [[HEADERS, { send: `${stream(words)}event: error\ndata: {"message":"Broke"}\n\n` }, END]],
    acts: [],
    words: words.join(' '),
  }),
  refused: (_, integer) => ({
    answers: [[{ headers: { status: [400, 403, 404, 413, 422][integer(0, 4)] } }, { send: 'No.' }, END]],
    acts: [],
    words: '',
  }),
  repeat: (words) => ({
    answers: [
      [{ headers: { status: 503, 'retry-after-ms': '1' } }, END],
      [{ headers: { status: 429, 'retry-after-ms': '1' } }, END],
      whole(words),
    ],
    acts: [],
    words: words.join(' '),
  }),
  stop: (words, integer) => ({
    answers: [[HEADERS, { dripBytes: { of: stream(words), bytes: 30, everyMs: 2 } }, { waitMs: 'forever' }]],
    acts: [{ type: 'stop', after: integer(0, words.join(' ').length) }],
    words: words.join(' '),
  }),
  retry: (words) => ({
    answers: [[HEADERS, { send: stream(words.slice(0, 2)) }, READ, { end: 'fin' }], whole(words)],
    acts: [read(words.slice(0, 2)), { type: 'retry' }],
    words: words.join(' '),
  }),
  move: (words, integer) => ({
    answers: [whole(words)],
    acts: [{ type: 'move', after: integer(1, 4), isSmooth: integer(0, 1) === 1 }],
    words: words.join(' '),
  }),
  hide: (words, integer) => ({
    answers: [whole(words)],
    acts: [{ type: 'hide', after: integer(1, 4) }],
    words: words.join(' '),
  }),
};
