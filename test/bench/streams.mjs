import { fragments } from './streams/fragments.mjs';
import { seededRandom } from './streams/random.mjs';
import { tokenize } from './streams/tokens.mjs';

/**
 * Writes units until the next would leave no room, then fills up to the exact count.
 *
 * @param {{count: number, head?: string, tail?: string, least?: number, filler: (tokens: number) => string,
 *   unit: () => string}} plan `count` tokens in all; `head` and `tail` stand around the units; `filler(n)` is markdown of
 *   exactly n tokens, for n of `least` and more
 */
function write({ count, head = '', tail = '', least = 0, filler, unit }) {
  const tokens = tokenize(head);
  const end = tokenize(tail);
  for (;;) {
    const next = tokenize(unit());
    if (tokens.length + next.length + end.length + least > count) break;
    tokens.push(...next);
  }
  tokens.push(...tokenize(filler(count - tokens.length - end.length)), ...end);
  return tokens;
}

/** What mixed answers are made of; a kind named more often comes more often. */
const LISTS = ['bulletList', 'bulletList', 'orderedList', 'taskList'];
const OTHERS = [
  'paragraph',
  'paragraph',
  'paragraph',
  'paragraph',
  'heading',
  'heading',
  'code',
  'quote',
  'table',
  'world',
  'rule',
];
const MIXED = [...LISTS, ...OTHERS];

const writers = {
  prose: (make, random, count) =>
    write({
      count,
      unit: () => `${random.chance(0.12) ? `${make.heading()}\n\n` : ''}${make.paragraph(0.03)}\n\n`,
      filler: make.filler,
    }),
  mixed(make, random, count) {
    let kind;
    return write({
      count,
      unit() {
        // Two lists in a row would be one loose list.
        kind = random.pick(LISTS.includes(kind) ? OTHERS : MIXED);
        return `${kind === 'paragraph' ? make.paragraph(0.07) : make[kind]()}\n\n`;
      },
      filler: (left) => (left === 0 ? '' : `note${make.filler(left - 1)}`),
    });
  },
  code: (make, random, count) =>
    write({ count, head: '```js\n', unit: () => `${make.codeLine()}\n`, filler: make.filler, tail: '\n```' }),
  paragraph: (make, random, count) =>
    write({ count, head: 'Here', unit: () => ` ${make.sentence(0.05)}`, filler: make.filler }),
  table(make, random, count) {
    const lastRow = '\n| a | b | c |';
    const { length: least } = tokenize(lastRow);
    return write({
      count,
      head: `${make.row(4)}\n| --- | :-- | --: | :-: |`,
      unit: () => `\n${make.row(4)}`,
      filler: (left) => `${lastRow}${make.filler(left - least)}`,
      least: least + 1,
      tail: ' |',
    });
  },
  list: (make, random, count) => write({ count, head: '- One', unit: () => `\n- ${make.item()}`, filler: make.filler }),
  quote: (make, random, count) =>
    write({ count, head: '> One', unit: () => `\n>\n> ${make.paragraph(0.05, 1, 3)}`, filler: make.filler }),
};

/** Every stream by name. `ratio`: it counts in the geometric means; the others are there for growth alone. */
export const STREAMS = {
  'prose-2k': { kind: 'prose', tokens: 2_000, seed: 11, ratio: true },
  'mixed-10k': { kind: 'mixed', tokens: 10_000, seed: 12, ratio: true },
  'mixed-50k': { kind: 'mixed', tokens: 50_000, seed: 13, ratio: true },
  'code-10k': { kind: 'code', tokens: 10_000, seed: 14, ratio: true },
  'paragraph-10k': { kind: 'paragraph', tokens: 10_000, seed: 15, ratio: true },
  'table-10k': { kind: 'table', tokens: 10_000, seed: 16, ratio: true },
  'list-10k': { kind: 'list', tokens: 10_000, seed: 17, ratio: false },
  'quote-10k': { kind: 'quote', tokens: 10_000, seed: 18, ratio: false },
  'warm-up': { kind: 'mixed', tokens: 1_500, seed: 19, ratio: false },
};

/**
 * @param {keyof typeof STREAMS} name
 * @returns {string[]} exactly the tokens of the stream, the same ones every time
 */
export function streamTokens(name) {
  const { kind, tokens, seed } = STREAMS[name];
  const random = seededRandom(seed);
  return writers[kind](fragments(random), random, tokens);
}

/**
 * @param {string[]} tokens
 * @param {number} perFrame
 * @returns {string[]} what is fed in each frame
 */
export function feeds(tokens, perFrame) {
  return Array.from({ length: Math.ceil(tokens.length / perFrame) }, (_, index) =>
    tokens.slice(index * perFrame, (index + 1) * perFrame).join(''),
  );
}
