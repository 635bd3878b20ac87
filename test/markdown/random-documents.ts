import { Random } from '../support/random.ts';

/** Pieces of syntax that break each other when they meet. */
const PIECES = [
  ...[
    'a',
    'b ',
    'word ',
    '\n',
    '\n',
    '\n\n',
    '- ',
    '* ',
    '1. ',
    '2) ',
    '> ',
    '# ',
    '```',
    '```\n',
    '~~~\n',
    '    ',
    '\t',
    '  ',
  ],
  ...[
    '|',
    '|a|b|\n',
    '|-|-|\n',
    '---\n',
    '===\n',
    '***\n',
    '<div>',
    '</div>\n',
    '<!--',
    '-->',
    '<p>',
    '<br>',
    '<details>\n',
  ],
  ...[
    '</details>\n\n',
    '<script>',
    '</script>',
    '[a]: /u\n',
    '[a]: /u\n"t',
    '"',
    '[a]',
    '[b]',
    '[b]: /x\n',
    '`',
    '**',
    '*',
    '_',
  ],
  ...[
    'x\n',
    '(',
    ')',
    '<b>',
    '- [ ] ',
    '\\',
    '\n   ',
    '\n  - ',
    '\n> - ',
    '[x](/y)',
    '![i](/j)',
    '&amp;',
    '\r\n',
    'http://a.b',
  ],
  ...['中文。', '字', '**「', '」**', '，', '~~', '\u{1f469}\u200d\u{1f467}'],
];

/** Lines that make a block long enough to become a level. */
const LONG = [
  '\n- item with some words and **bold** text\n',
  '\n\n- loose item words\n',
  '| cell one | cell `two` |\n',
  '> quoted words go on and on\n',
  '> \n',
  'some more words for a long paragraph, with *emphasis* and `code` in it. ',
  '> one long quoted line, with *emphasis* and `code` in it, that never ends. ',
  '\ncode line here();\n',
  '这是一个很长的句子，**没有**空格。',
];

/** A short document of colliding syntax. */
export function randomDocument(seed: number): string {
  const random = new Random(seed);
  return Array.from({ length: random.integer(2, 22) }, () => random.pick(PIECES)).join('');
}

/** The same with runs of up to `repeats` equal lines in it. */
export function longRandomDocument(seed: number, repeats: number): string {
  const random = new Random(seed);
  let text = '';
  for (let i = random.integer(2, 22); i > 0; i--) {
    text += random.pick(PIECES);
    if (random.next() < 0.3) text += random.pick(LONG).repeat(random.integer(1, repeats));
  }
  return text;
}

/** `text` cut at random places, pieces of at most `longest` characters. */
export function randomPieces(text: string, longest: number, seed: number): string[] {
  const random = new Random(seed);
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + random.integer(1, longest);
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}
