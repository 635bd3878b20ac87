import { expect } from '@open-wc/testing';
import { Marked } from 'marked';
import { sanitize } from '../../src/render/sanitize.ts';
import { everyCut, textChunkings } from '../support/chunkings.ts';
import { commonMarkExamples, type Example } from '../support/commonmark.ts';
import { expectSameDocument, plainDocument, renderChunks } from '../support/document.ts';

const SANITIZED = { html: 'sanitized', images: 'allow' } as const;

type Sample = Pick<Example, 'number' | 'markdown'>;

/** Tables, tasks, strikethrough, addresses and the tag filter: what GFM 0.29 adds, by its numbers. */
async function gfmExamples(): Promise<Sample[]> {
  return (await (await fetch(new URL('cases/gfm.json', import.meta.url))).json()) as Sample[];
}

for (const [specification, count, read] of [
  ['CommonMark', 652, commonMarkExamples],
  ['GFM', 26, gfmExamples],
] as const)
  describe(`MarkdownView on ${specification} (law 1: incremental equals batch)`, () => {
    let examples: Sample[];
    before(async () => {
      examples = await read();
    });

    it('ends every example, however cut, as rendering it at once does', () => {
      expect(examples.length).to.equal(count);
      for (const { number, markdown } of examples) {
        const whole = renderChunks([markdown], SANITIZED);
        for (const { name, chunks } of [...textChunkings(markdown, 6), ...everyCut(markdown)]) {
          expectSameDocument(renderChunks(chunks, SANITIZED), whole, `example ${number}, ${name}`);
        }
      }
    }).timeout(180_000);

    it('ends every example as the sanitised output of marked', () => {
      const marked = new Marked();
      const different: number[] = [];
      for (const { number, markdown } of examples) {
        const reference = document.createElement('div');
        reference.append(sanitize(marked.parse(markdown) as string));
        const ours = plainDocument(renderChunks([...markdown], SANITIZED));
        if (ours !== plainDocument(reference)) {
          different.push(number);
          if (different.length < 12)
            console.log(number, JSON.stringify(markdown), '\n', ours, '\n', plainDocument(reference));
        }
      }
      expect(different).to.deep.equal([]);
    });
  });
