import { FILLERS, LANGUAGES, WORDS, WORLD } from './words.mjs';

const capitalised = (text) => text[0].toUpperCase() + text.slice(1);

const INLINE = [
  (words) => `**${words(1, 3)}**`,
  (words) => `*${words(1, 3)}*`,
  (words) => `\`${words(1, 2).replaceAll(' ', '.')}()\``,
  (words) => `[${words(1, 3)}](https://example.org/${words(1, 2).replaceAll(' ', '/')})`,
  (words) => `~~${words(1, 2)}~~`,
  (words) => `***${words(1, 2)}***`,
  (words) => words(2, 2).replaceAll(' ', '_'),
  (words) => `<https://example.org/${words(1, 1)}>`,
];

/**
 * The pieces that streams are made of. All of them are markdown that means the same for every cutting and every renderer
 * in the comparison: no raw HTML, no images (a page would fetch them), no link definitions.
 *
 * @param {ReturnType<import('./random.mjs').seededRandom>} random
 */
export function fragments(random) {
  const words = (from, to) => random.times(from, to, () => random.pick(WORDS)).join(' ');
  const phrase = (from, to, inlineShare) =>
    random
      .times(from, to, () => (random.chance(inlineShare) ? random.pick(INLINE)(words) : random.pick(WORDS)))
      .join(' ')
      .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  const sentence = (inlineShare = 0) =>
    `${phrase(5, 11, inlineShare)}${random.chance(0.4) ? `, ${words(3, 8)}` : ''}${random.pick(['.', '.', '.', '?', ':'])}`;
  const paragraph = (inlineShare, from = 2, to = 6) => random.times(from, to, () => sentence(inlineShare)).join(' ');
  const item = () => capitalised(phrase(4, 14, 0.08));
  const codeLine = (depth) => {
    const indentation = '  '.repeat(depth);
    const [first, second, third] = [random.pick(WORDS), random.pick(WORDS), random.pick(WORDS)];
    return random.pick([
      `${indentation}const ${first}${capitalised(second)} = ${third}(${random.integer(0, 999)}, '${words(2, 5)}');`,
      `${indentation}if (${first}.${second} > ${random.integer(0, 9999)}) ${third}.push(${second});`,
      `${indentation}// ${words(6, 14)}`,
      `${indentation}// ${words(6, 14)}`,
      `${indentation}return { ${first}: '${words(2, 4)}', ${third}: ${random.integer(0, 99)} };`,
      '',
    ]);
  };
  const code = (from, to) => random.times(from, to, () => codeLine(random.integer(0, 3))).join('\n');
  const row = (columns) => `| ${Array.from({ length: columns }, () => phrase(1, 5, 0.06)).join(' | ')} |`;

  return {
    paragraph,
    sentence,
    item,
    row,
    codeLine: () => codeLine(random.integer(0, 3)),
    heading: () => `${'#'.repeat(random.integer(1, 4))} ${capitalised(words(2, 6))}`,
    code: () => `\`\`\`${random.pick(LANGUAGES)}\n${code(5, 24)}\n\`\`\``,
    bulletList: () =>
      random.times(3, 8, () => `- ${item()}${random.chance(0.2) ? `\n  - ${item()}\n  - ${item()}` : ''}`).join('\n'),
    orderedList: () =>
      random
        .times(3, 7, () => item())
        .map((text, index) => `${index + 1}. ${text}`)
        .join('\n'),
    taskList: () => random.times(2, 5, () => `- [${random.pick([' ', 'x'])}] ${item()}`).join('\n'),
    quote: () => random.times(1, 3, () => `> ${sentence(0.05)}`).join('\n'),
    table() {
      const columns = random.integer(2, 5);
      const rule = `|${Array.from({ length: columns }, () => random.pick([' --- |', ' :-- |', ' --: |', ' :-: |'])).join('')}`;
      return [row(columns), rule, ...random.times(3, 10, () => row(columns))].join('\n');
    },
    world: () => `${random.pick(WORLD)} ${sentence(0.05)}`,
    rule: () => '---',
    /** @returns {string} words that make exactly `count` tokens when a space stands before them */
    filler: (count) => Array.from({ length: count }, () => ` ${random.pick(FILLERS)}`).join(''),
  };
}
