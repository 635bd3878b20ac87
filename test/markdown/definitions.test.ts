import { expect } from '@open-wc/testing';
import { BlockStream } from '../../src/markdown/blocks.ts';
import { simulate } from './simulated-document.ts';

const PIECE_CHARS = 20;
const paragraphs = Array.from({ length: 100 }, (_, index) => `Paragraph ${index} of a long answer, as many are.`);

function pieces(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += PIECE_CHARS) parts.push(text.slice(at, at + PIECE_CHARS));
  return parts;
}

/** How many blocks are closed before the text ends. */
function closedBlocks(text: string): number {
  const stream = new BlockStream({ html: 'basic' });
  let count = 0;
  for (const piece of pieces(text)) for (const step of stream.feed(piece).steps) if (step.type === 'close') count++;
  return count;
}

describe('a block that waits for a quote or an underline (X-16)', () => {
  it('keeps no more than 4,096 characters open for a title whose quote stays open', () => {
    expect(closedBlocks(`[a]: /one "and\n\n${paragraphs.join('\n\n')}`)).to.be.above(50);
  });

  it('keeps a paragraph open for no more than 4,096 characters of an item with a tab behind its bullet', () => {
    expect(closedBlocks(`A paragraph\n-\t${paragraphs.join('\n')}`)).to.be.above(0);
  });

  it('is text once its title is longer than that, however it is cut', () => {
    const text = `[a]: /one "${paragraphs.join('\n')}"\n\nSee [a].`;
    const { html } = simulate([text], 'basic');
    expect(html).to.include('Paragraph 99 of a long answer').and.include('See [a].');
    expect(simulate(pieces(text), 'basic').html === html, 'as in one piece').to.equal(true);
  });

  it('is text when its address is longer than that, and no link leads to a part of it', () => {
    const text = `[a]: /${'one'.repeat(2000)}\n\nSee [a].`;
    const { html } = simulate([text], 'basic');
    expect(html).to.include('See [a].').and.not.include('href');
    expect(simulate(pieces(text), 'basic').html === html, 'as in one piece').to.equal(true);
  });
});
