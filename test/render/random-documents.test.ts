import type { HtmlMode } from '../../src/markdown/raw-html.ts';
import { longRandomDocument, randomDocument, randomPieces } from '../markdown/random-documents.ts';
import { expectSameDocument, renderChunks } from '../support/document.ts';

const MODES: readonly HtmlMode[] = ['text', 'basic', 'sanitized'];

describe('MarkdownView on random documents (law 1)', () => {
  for (const html of MODES) {
    it(`ends 200 short documents the same however cut, html="${html}"`, () => {
      for (let seed = 10_001; seed <= 10_200; seed++) {
        const text = randomDocument(seed);
        const whole = renderChunks([text], { html });
        expectSameDocument(
          renderChunks(randomPieces(text, 6, seed), { html }),
          whole,
          `seed ${seed}: ${JSON.stringify(text)}`,
        );
      }
    });

    it(`ends 30 documents with long blocks the same however cut, html="${html}"`, () => {
      for (let seed = 20_001; seed <= 20_030; seed++) {
        const text = longRandomDocument(seed, 40);
        const whole = renderChunks([text], { html });
        for (const longest of [90, 700]) {
          const cut = renderChunks(randomPieces(text, longest, seed), { html });
          expectSameDocument(cut, whole, `seed ${seed}, pieces of up to ${longest}: ${JSON.stringify(text)}`);
        }
      }
    });
  }
});
