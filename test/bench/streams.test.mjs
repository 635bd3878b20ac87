import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { lexer } from 'marked';
import { feeds, STREAMS, streamTokens } from './streams.mjs';
import { tokenize } from './streams/tokens.mjs';

const names = Object.keys(STREAMS);
const blocksOf = (name) => lexer(streamTokens(name).join('')).filter(({ type }) => type !== 'space');

/** What one document of each kind must be to marked; the filler at the end must not add a block of its own. */
const SINGLE_BLOCKS = {
  'code-10k': 'code',
  'paragraph-10k': 'paragraph',
  'table-10k': 'table',
  'list-10k': 'list',
  'quote-10k': 'blockquote',
};

for (const name of names)
  test(`${name} has exactly its tokens, none of them empty`, () => {
    const tokens = streamTokens(name);
    assert.equal(tokens.length, STREAMS[name].tokens);
    assert.ok(tokens.every((token) => token.length > 0));
  });

test('a stream is the same every time, and two streams differ', () => {
  const digest = (name) => createHash('sha256').update(streamTokens(name).join('\0')).digest('hex');
  assert.deepEqual(names.map(digest), names.map(digest));
  assert.equal(new Set(names.map(digest)).size, names.length);
});

test('a token has about 4.3 characters over the streams that count', () => {
  const counted = names.filter((name) => STREAMS[name].ratio);
  const lengths = counted.map((name) => streamTokens(name).join('').length / STREAMS[name].tokens);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  assert.ok(Math.abs(mean - 4.3) < 0.2, `mean ${mean}`);
  for (const length of lengths) assert.ok(length > 3.5 && length < 5, `${length} characters a token`);
});

for (const [name, type] of Object.entries(SINGLE_BLOCKS))
  test(`${name} is one ${type} and nothing else`, () => {
    assert.deepEqual(
      blocksOf(name).map((block) => block.type),
      [type],
    );
  });

test('the table has four cells in every row, and none is empty', () => {
  const [table] = blocksOf('table-10k');
  assert.ok(table.rows.length > 200);
  for (const row of [table.header, ...table.rows]) {
    assert.equal(row.length, 4);
    for (const cell of row) assert.notEqual(cell.text, '');
  }
});

test('the code block is closed by its fence', () => {
  assert.ok(streamTokens('code-10k').join('').endsWith('\n```'));
});

test('prose is paragraphs and headings alone', () => {
  assert.deepEqual([...new Set(blocksOf('prose-2k').map(({ type }) => type))].sort(), ['heading', 'paragraph']);
});

for (const name of ['mixed-10k', 'mixed-50k'])
  test(`${name} has every kind of block, and neither raw HTML nor images nor link definitions`, () => {
    const kinds = new Set(blocksOf(name).map(({ type }) => type));
    assert.deepEqual([...kinds].sort(), ['blockquote', 'code', 'heading', 'hr', 'list', 'paragraph', 'table']);
    assert.doesNotMatch(streamTokens(name).join(''), /!\[|^\[[^\]]+\]:/m);
  });

test('cutting into tokens keeps every character and never splits a surrogate pair', () => {
  const text = 'Unquestionably  naïve 👩‍💻 流式输出 12345 `code()`\n\n  - x\n';
  const tokens = tokenize(text);
  assert.equal(tokens.join(''), text);
  for (const token of tokens) assert.ok(token.isWellFormed?.() ?? !/[\ud800-\udbff]$/.test(token));
});

test('feeding keeps every token, in frames of the asked size', () => {
  const tokens = streamTokens('prose-2k');
  const fed = feeds(tokens, 300);
  assert.equal(fed.length, 7);
  assert.equal(fed.join(''), tokens.join(''));
});
