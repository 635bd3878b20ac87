import { expect } from '@open-wc/testing';

/** Ways of turning a string into nodes, or of running one. */
const SINKS =
  /\.(?:inner|outer)HTML\b|insertAdjacentHTML|createContextualFragment|parseFromString|parseHTMLUnsafe|setHTML|document\.write|unsafeHTML|unsafeSVG|unsafeStatic|\beval\(|new Function\b|srcdoc/;

/** The project's own modules that `entry` is made of, as they are served, without comments. */
async function modules(entry: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const waiting = [new URL(entry, location.origin)];
  for (let url = waiting.pop(); url; url = waiting.pop()) {
    if (found.has(url.pathname)) continue;
    const response = await fetch(url);
    expect(response.status, url.pathname).to.equal(200);
    const source = (await response.text()).replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
    found.set(url.pathname, source);
    for (const [, specifier] of source.matchAll(/(?:from|import)\s*\(?["']([^"']+)["']/g)) {
      const next = new URL(specifier!, url);
      if (next.pathname.startsWith('/src/')) waiting.push(next);
    }
  }
  return found;
}

describe('The sources (law 7: one sink, one sanitiser)', () => {
  let sources: Map<string, string>;
  before(async () => {
    sources = new Map([...(await modules('/src/index.ts')), ...(await modules('/src/markdown.ts'))]);
    expect(sources.size).to.be.greaterThan(40);
  });

  const withMatch = (pattern: RegExp): string[] =>
    [...sources].filter(([, source]) => pattern.test(source)).map(([path]) => path);

  it('import DOMPurify in one module', () => {
    expect(withMatch(/["'][^"']*dompurify[^"']*["']/)).to.deep.equal(['/src/render/sanitize.ts']);
  });

  it('take nodes from the sanitiser in one module, and edit no HTML behind it (X-04)', () => {
    expect(withMatch(/["'][^"']*\/sanitize\.ts["']/)).to.deep.equal(['/src/render/safe-nodes.ts']);
  });

  it('never parse HTML, or run text, by themselves, nor by the engine’s own sanitiser (X-21, X-23)', () => {
    expect(withMatch(SINKS)).to.deep.equal([]);
  });
});
