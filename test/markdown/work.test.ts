import { expect } from '@open-wc/testing';
import { Lexer } from 'marked';
import { BlockStream } from '../../src/markdown/blocks.ts';
import { GIANT_KINDS, giantDocument } from './giant-documents.ts';

/** About five tokens of a model. */
const PIECE_CHARS = 20;
/** The last tenth may cost this much more than the first that is past the length at which blocks become levels. */
const MAX_GROWTH = 1.2;
/** What lexing may read per piece on average, in characters: the open block, a few times. */
const MAX_READ_CHARS = 6000;

/** Counts the characters that marked's lexer reads while `run` runs: time without its noise. */
function charactersRead(run: (read: () => number) => void): void {
  const { blockTokens, inlineTokens } = Lexer.prototype;
  let count = 0;
  Lexer.prototype.blockTokens = function (this: Lexer, source: string, ...rest: never[]) {
    count += source.length;
    return blockTokens.call(this, source, ...rest);
  } as typeof blockTokens;
  Lexer.prototype.inlineTokens = function (this: Lexer, source, ...rest) {
    count += source.length;
    return inlineTokens.call(this, source, ...rest);
  };
  try {
    run(() => count);
  } finally {
    Object.assign(Lexer.prototype, { blockTokens, inlineTokens });
  }
}

describe('BlockStream work (law 3)', () => {
  for (const kind of GIANT_KINDS) {
    it(`reads as much per piece at the end of a giant ${kind} as at its start`, () => {
      const text = giantDocument(kind, 42_000);
      const stream = new BlockStream({ html: 'basic' });
      const perPiece: number[] = [];
      charactersRead((read) => {
        for (let at = 0; at < text.length; at += PIECE_CHARS) {
          const before = read();
          stream.feed(text.slice(at, at + PIECE_CHARS));
          perPiece.push(read() - before);
        }
      });
      const tenth = Math.floor(perPiece.length / 10);
      const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      // Blocks become levels after 600 characters: the first tenth is more than that.
      const [first, last] = [mean(perPiece.slice(tenth, 2 * tenth)), mean(perPiece.slice(-tenth))];
      expect(last, `first ${first.toFixed(0)} characters per piece, last ${last.toFixed(0)}`).to.be.at.most(
        first * MAX_GROWTH + 50,
      );
      expect(mean(perPiece)).to.be.at.most(MAX_READ_CHARS);
    });
  }

  it('reads nothing for words that continue plain text', () => {
    const stream = new BlockStream({ html: 'basic' });
    stream.feed('A sentence that ');
    charactersRead((read) => {
      for (const word of ['goes ', 'on ', 'and on, ', 'слово ', '中文，字']) stream.feed(word);
      expect(read()).to.equal(0);
    });
  });

  it('looks at a block that cannot be closed piece by piece less often than it grows (X-16)', () => {
    const lines = Array.from({ length: 400 }, (_, index) => `<div>line ${index} of many\n`);
    const looks = (work: number): number => {
      const stream = new BlockStream({ html: 'sanitized', limits: { work } });
      return lines.filter((line) => stream.feed(line).open !== undefined).length;
    };
    expect(looks(Infinity)).to.equal(lines.length);
    expect(looks(1000)).to.be.below(lines.length / 4);
  });
});
