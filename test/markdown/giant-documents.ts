import { Random } from '../support/random.ts';

const WORDS =
  'the quick brown fox jumps over a lazy dog while streaming answers arrive in small pieces and every word of them counts'.split(
    ' ',
  );

/** Words of prose with a little inline markup. */
function sentence(random: Random, words: number): string {
  const word = (): string => {
    const plain = random.pick(WORDS);
    const chance = random.next();
    if (chance < 0.03) return `**${plain}**`;
    if (chance < 0.05) return `\`${plain}\``;
    return chance < 0.06 ? `[${plain}](https://example.com/${plain})` : plain;
  };
  return `${Array.from({ length: words }, word).join(' ')}. `;
}

interface Giant {
  readonly start: string;
  readonly next: (random: Random) => string;
}

/** One block that goes on and on, of each kind; `prose` is many short ones. */
const GIANTS: Readonly<Record<string, Giant>> = {
  prose: { start: '', next: (random) => sentence(random, 12) + (random.next() < 0.25 ? '\n\n' : '') },
  paragraph: { start: '', next: (random) => sentence(random, 12) },
  'wrapped paragraph': { start: '', next: (random) => `${sentence(random, 12).trimEnd()}\n` },
  'Chinese paragraph': {
    start: '',
    next: (random) => `这是${'很'.repeat(random.integer(1, 9))}长的句子，**没有**空格。`,
  },
  list: { start: '', next: (random) => `- ${sentence(random, 9)}\n` },
  'ordered list': { start: '', next: (random) => `1. ${sentence(random, 9)}\n` },
  'loose list': { start: '', next: (random) => `- ${sentence(random, 9)}\n\n` },
  'list of lists': { start: '', next: (random) => `- ${sentence(random, 5)}\n  - ${sentence(random, 5)}\n` },
  table: {
    start: '| a | b | c |\n|---|---|---|\n',
    next: (random) => `| ${sentence(random, 1)} | ${sentence(random, 2)} | 42 |\n`,
  },
  code: { start: '```js\n', next: (random) => `  const ${random.pick(WORDS)} = compute(${random.pick(WORDS)}, 42);\n` },
  quote: { start: '', next: (random) => `> ${sentence(random, 12)}\n${random.next() < 0.3 ? '>\n' : ''}` },
  'quote of one line': { start: '> ', next: (random) => sentence(random, 12) },
  'nested quote of one line': { start: '> > ', next: (random) => sentence(random, 12) },
};

export const GIANT_KINDS = Object.keys(GIANTS);

/** A document of at least `length` characters that is one block, or for `prose` many. */
export function giantDocument(kind: string, length: number, seed = 1): string {
  const random = new Random(seed);
  const { start, next } = GIANTS[kind]!;
  const parts = [start];
  for (let written = start.length; written < length;) {
    const part = next(random);
    parts.push(part);
    written += part.length;
  }
  return parts.join('');
}
