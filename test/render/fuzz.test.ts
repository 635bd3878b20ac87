import { expect } from '@open-wc/testing';
import type { HtmlMode } from '../../src/markdown/raw-html.ts';
import { MarkdownView } from '../../src/render/markdown-view.ts';
import { Random } from '../support/random.ts';
import { Canaries, nodeViolations } from './violations.ts';

const MODES: readonly HtmlMode[] = ['text', 'basic', 'sanitized'];
/** Inputs between two breaks for the browser. */
const BATCH = 200;
const AFTERMATH_MS = 500;

interface Pieces {
  readonly pieces: readonly string[];
}

/** Markdown, HTML and addresses at random: `pieces` one after the other, now and then one that has lost its end. */
function randomText(random: Random, pieces: readonly string[]): string {
  let text = '';
  for (let count = random.integer(1, 25); count > 0; count--) {
    const piece = random.pick(pieces);
    text += random.next() < 0.1 ? piece.slice(0, random.integer(0, piece.length)) : piece;
  }
  return text;
}

/** Draws the whole text at once. */
const AT_ONCE = { integer: () => Infinity };

function stream(
  text: string,
  html: HtmlMode,
  random: Pick<Random, 'integer'>,
  look: (container: Element) => void,
): HTMLElement {
  const container = document.createElement('div');
  const view = new MarkdownView(container, { html });
  for (let at = 0; at < text.length;) {
    const length = random.integer(1, 40);
    view.append(text.slice(at, at + length));
    view.flush();
    look(container);
    at += length;
  }
  view.finish();
  look(container);
  container.normalize();
  return container;
}

describe('MarkdownView on markdown, HTML and cuts at random', () => {
  it('lets nothing through, throws nothing, and ends as if drawn at once (X-22, law 1)', async () => {
    const { pieces } = (await (await fetch(new URL('cases/fuzz.json', import.meta.url))).json()) as Pieces;
    // `npm run fuzz` asks for many more.
    const inputs = Number(await (await fetch('/__fuzz-inputs')).text());
    expect(inputs).to.be.at.least(1000);
    const canaries = new Canaries();
    const warn = console.warn;
    const warnings: string[] = [];
    console.warn = (...words: unknown[]) => warnings.push(words.join(' '));
    const bad: string[] = [];
    try {
      for (let seed = 1; seed <= inputs && bad.length < 20; seed++) {
        const random = new Random(seed);
        const [text, html] = [randomText(random, pieces), MODES[seed % MODES.length]!];
        const found = new Set<string>();
        const look = (container: Element): void =>
          nodeViolations(container).forEach((violation) => found.add(violation));
        try {
          const cut = stream(text, html, random, look);
          const whole = stream(text, html, AT_ONCE, look);
          if (!cut.isEqualNode(whole)) found.add('not as drawn at once');
        } catch (error) {
          found.add(String(error));
        }
        if (found.size > 0) bad.push(`seed ${seed}, ${html}: ${[...found].join()}: ${JSON.stringify(text)}`);
        if (seed % BATCH === 0) await new Promise((resolve) => setTimeout(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, AFTERMATH_MS));
    } finally {
      console.warn = warn;
      canaries.release();
    }
    expect(bad).to.deep.equal([]);
    expect(canaries.calls, 'ran').to.deep.equal([]);
    expect(canaries.requests, 'fetched').to.deep.equal([]);
    expect(canaries.errors, 'thrown').to.deep.equal([]);
    expect(warnings, 'caught').to.deep.equal([]);
    console.log(`${inputs} inputs at random: 0 findings`);
  }).timeout(1_500_000);
});
