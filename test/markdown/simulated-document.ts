import { BlockStream } from '../../src/markdown/blocks.ts';
import { Normalizer } from '../../src/markdown/normalize.ts';
import { escapeHtml, type HtmlMode } from '../../src/markdown/raw-html.ts';
import type { Update } from '../../src/markdown/update.ts';

/** Carries out the steps of a block stream on strings: what a document would be, without one. */
export class SimulatedDocument {
  readonly #stream: BlockStream;
  readonly #normalizer = new Normalizer();
  #blocks: string[] = [];
  #levels: { readonly start: string; content: string; readonly end: string }[] = [];
  /** How often a block became a level. */
  entered = 0;

  constructor(html: HtmlMode) {
    this.#stream = new BlockStream({ html });
  }

  append(delta: string): void {
    this.#apply(this.#stream.feed(this.#normalizer.feed(delta)));
  }

  /** @returns the HTML of the finished document, a block per line. */
  finish(): string {
    this.#apply(this.#stream.feed(this.#normalizer.end()));
    this.#apply(this.#stream.end());
    return this.#blocks.filter(Boolean).join('\n');
  }

  #apply({ steps }: Update): void {
    for (const step of steps) {
      if (step.type === 'close') this.#add(step.html.join(''));
      else if (step.type === 'text') this.#add(escapeHtml(step.text));
      else if (step.type === 'restart') this.#levels = [];
      else if (step.type === 'enter') {
        const [, start, end] = /^([^]*?)((?:<\/[a-z]+>)+)$/.exec(step.html)!;
        this.#levels.push({ start: start!, content: '', end: end! });
        this.entered++;
      } else {
        const { start, content, end } = this.#levels.pop()!;
        this.#add(start + content + end);
      }
    }
    for (let revision; (revision = this.#stream.nextRevision());) this.#blocks[revision.index] = revision.html;
  }

  #add(html: string): void {
    const level = this.#levels.at(-1);
    if (level) level.content += html;
    else this.#blocks.push(html);
  }
}

/** Renders `chunks` one after the other. */
export function simulate(
  chunks: readonly string[],
  html: HtmlMode,
): { readonly html: string; readonly entered: number } {
  const simulated = new SimulatedDocument(html);
  for (const chunk of chunks) simulated.append(chunk);
  const result = simulated.finish();
  return { html: result, entered: simulated.entered };
}
