import { expect } from '@open-wc/testing';
import type { HtmlMode } from '../../src/markdown/raw-html.ts';
import { longRandomDocument, randomDocument, randomPieces } from './random-documents.ts';
import { simulate } from './simulated-document.ts';

const MODES: readonly HtmlMode[] = ['text', 'basic', 'sanitized'];
const SHORT_DOCUMENTS = 700;
const LONG_DOCUMENTS = 70;

/** Fails unless every way of cutting ends in the document that the whole text gives. @returns how many levels were entered. */
function expectSame(text: string, cuts: readonly (readonly string[])[], mode: HtmlMode, name: string): number {
  const whole = simulate([text], mode);
  let entered = 0;
  for (const chunks of cuts) {
    const cut = simulate(chunks, mode);
    entered += cut.entered;
    if (cut.html !== whole.html)
      expect(cut.html, `${name}, ${chunks.length} pieces of ${JSON.stringify(text)}`).to.equal(whole.html);
  }
  return entered;
}

describe('BlockStream on random documents (law 1)', () => {
  for (const mode of MODES) {
    it(`ends ${SHORT_DOCUMENTS} short documents the same however cut, html="${mode}"`, () => {
      for (let seed = 1; seed <= SHORT_DOCUMENTS; seed++) {
        const text = randomDocument(seed);
        const cuts = [text.split(''), text.split(/(?<=\n)/), randomPieces(text, 8, seed)];
        expectSame(text, cuts, mode, `seed ${seed}`);
      }
    });

    it(`ends ${LONG_DOCUMENTS} documents with long blocks the same however cut, html="${mode}"`, () => {
      let entered = 0;
      for (let seed = 1; seed <= LONG_DOCUMENTS; seed++) {
        const text = longRandomDocument(seed, 40);
        const cuts = [text.split(/(?<=\n)/), randomPieces(text, 60, seed), randomPieces(text, 400, seed)];
        entered += expectSame(text, cuts, mode, `seed ${seed}`);
      }
      expect(entered, 'blocks that became levels').to.be.greaterThan(LONG_DOCUMENTS);
    });
  }
});
