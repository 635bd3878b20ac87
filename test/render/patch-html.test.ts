import { expect } from '@open-wc/testing';
import { patchHtml } from '../../src/render/patch-html.ts';
import { sanitize } from '../../src/render/sanitize.ts';

/** A container made of `before`, then changed to `html`; `made` is what nodes were made of for that. */
function change(
  before: string,
  html: string,
): { readonly container: Element; readonly made: readonly string[]; readonly kept: readonly Node[] } {
  const container = document.createElement('div');
  container.append(sanitize(before));
  const kept = [...nodesOf(container)];
  const made: string[] = [];
  const nodes = patchHtml(container, [...container.childNodes], before, html, (part) => {
    made.push(part);
    return [...sanitize(part).childNodes];
  });
  expect(nodes, 'could be patched').not.to.equal(undefined);
  expect([...container.childNodes]).to.deep.equal(nodes);
  expect(container.innerHTML).to.equal(html);
  return { container, made, kept: kept.filter((node) => container.contains(node)) };
}

function nodesOf(container: Element): Node[] {
  const walker = document.createTreeWalker(container);
  const nodes: Node[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

describe('patchHtml', () => {
  it('writes text that changed into its text node, and makes nothing', () => {
    const { made, kept } = change('<p>one <em>two</em> three</p>', '<p>one <em>two and</em> more &lt; three</p>');
    expect(made).to.deep.equal([]);
    expect(kept.length).to.equal(5);
  });

  it('adds text where there was none', () => {
    const { made, kept } = change('<p>a<br><strong>b</strong></p>', '<p>a<br>x<strong>b</strong> c</p>');
    expect(made).to.deep.equal([]);
    expect(kept.length).to.equal(5);
  });

  it('makes only what is new, in the elements that are open there', () => {
    const { made, kept } = change(
      '<ul><li>one</li><li>two <em>a</em> b</li></ul>',
      '<ul><li>one</li><li>two <em>a</em> bc <code>d</code></li><li>e</li></ul>',
    );
    expect(made).to.deep.equal(['<ul><li> bc <code>d</code></li><li>e</li></ul>']);
    expect(kept.length).to.equal(8);
  });

  it('takes away what is gone', () => {
    change('<p>a <strong>b</strong> c</p><p>d</p>', '<p>a</p>');
  });

  it('leaves alone a document that is not built as the HTML says', () => {
    const container = document.createElement('div');
    container.append(sanitize('<p>a</p>'));
    const before = container.innerHTML;
    const nodes = [...container.childNodes];
    for (const other of ['<h1>a</h1>', '<p><em>a</em></p>'])
      expect(patchHtml(container, nodes, other, other.replace('a', 'ab'), () => [])).to.equal(undefined);
    expect(container.innerHTML).to.equal(before);
  });

  it('leaves links to be made as a whole: their text decides what stands beside them', () => {
    const container = document.createElement('div');
    const link = '<p><a href="https://a.example/">b</a></p>';
    container.append(sanitize(link));
    expect(patchHtml(container, [...container.childNodes], link, link.replace('>b', '>bc'), () => [])).to.equal(
      undefined,
    );
  });
});
