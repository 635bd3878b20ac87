import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Addresses that run a script or open a foreign document, written as attackers write them. */
const ADDRESSES = {
  plain: 'javascript:alert(1)',
  upper: 'JAVASCRIPT:alert(1)',
  mixed: 'JaVaScRiPt:alert(1)',
  decimal: '&#106;avascript:alert(1)',
  hexadecimal: '&#x6A;avascript:alert(1)',
  colon: 'javascript&colon;alert(1)',
  tab: 'java&#9;script:alert(1)',
  newline: 'java&NewLine;script:alert(1)',
  control: '&#1;javascript:alert(1)',
  comment: 'javascript://example.org/%0aalert(1)',
  escaped: 'javascript\\:alert(1)',
  vbscript: 'vbscript:msgbox(1)',
  'data-html': 'data:text/html,<script>alert(1)</script>',
  'data-base64': 'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data-svg': 'data:image/svg+xml,<svg/onload=alert(1)>',
};

/** Every form in which markdown takes an address, and the raw HTML ones. */
const FORMS = {
  link: (address) => `[x](${address})`,
  'link-title': (address) => `[x](${address} "title")`,
  'link-angle': (address) => `[x](<${address}>)`,
  'link-space': (address) => `[x]( ${address} )`,
  'link-emphasis': (address) => `**[*x*](${address})**`,
  'link-split': (address) => `[x\ny](\n${address})`,
  'link-of-image': (address) => `[![x](y.png)](${address})`,
  image: (address) => `![x](${address})`,
  autolink: (address) => `<${address}>`,
  reference: (address) => `[x][a]\n\n[a]: ${address}`,
  'reference-first': (address) => `[a]: ${address}\n\n[x][a]`,
  'reference-angle': (address) => `[x][a]\n\n[a]: <${address}>`,
  collapsed: (address) => `[a][]\n\n[a]: ${address}`,
  shortcut: (address) => `[a]\n\n[a]: ${address}`,
  'image-reference': (address) => `![x][a]\n\n[a]: ${address}`,
  'in-list': (address) => `- a\n- [x](${address})`,
  'in-table': (address) => `| a |\n| --- |\n| [x](${address}) |`,
  'in-quote': (address) => `> # [x](${address})`,
  unfinished: (address) => `[x](${address}`,
  'html-anchor': (address) => `<a href="${address}">x</a>`,
  'html-image': (address) => `a <img src="${address}"> b`,
  'html-frame': (address) => `<iframe src="${address}"></iframe>`,
  'html-form': (address) => `<form action="${address}"><button>x</button></form>`,
  'html-svg': (address) => `<svg><a xlink:href="${address}"><text>x</text></a></svg>`,
};

const own = Object.entries(FORMS).flatMap(([form, write]) =>
  Object.entries(ADDRESSES).map(([address, text]) => ({ id: `${form} ${address}`, markdown: write(text) })),
);

/** Longer ones test how much a parser bears, which is not the question here; in characters. */
const LONGEST = 5_000;

const textOf = ({ markdown, markdownParts }) =>
  markdown ?? markdownParts.map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.times))).join('');

/**
 * @param {string | undefined} folder the one that STREAM_CHAT_CASES names
 * @returns {{id: string, markdown: string}[]} our own list and, of the lists in `corpora/xss`, the cases about addresses
 */
export function unsafeLinkCases(folder = process.env.STREAM_CHAT_CASES) {
  if (!folder) return own;
  const lists = join(folder, 'corpora/xss');
  const theirs = readdirSync(lists)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(lists, name), 'utf8')))
    .filter(({ mustNot }) => mustNot.some((token) => token === 'script-url' || token === 'bad-scheme'))
    .map((entry) => ({ id: entry.id, markdown: textOf(entry) }))
    .filter(({ markdown }) => markdown.length <= LONGEST);
  return [...own, ...theirs];
}
