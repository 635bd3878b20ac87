import { expect } from '@open-wc/testing';
import { isOnList } from '../../src/render/hosts.ts';
import { sanitize } from '../../src/render/sanitize.ts';
import { renderChunks } from '../support/document.ts';

function attributesOf(html: string): string[] {
  return [...sanitize(html).firstElementChild!.attributes].map(({ name }) => name);
}

describe('Guards that stand behind others', () => {
  it('lets no attribute for scripts or readers of the page through (X-02)', () => {
    expect(attributesOf('<b data-id="1" aria-label="x" slot="y" lang="de">x</b>').join()).to.equal('lang');
  });

  it('knows one type of input alone, and no type of list (X-02)', () => {
    expect(attributesOf('<input type="image">').join()).to.equal('');
    expect(attributesOf('<ol type="A"></ol>').join()).to.equal('');
    expect(attributesOf('<input type="checkbox">').join()).to.equal('type');
  });

  it('keeps white space behind a comment at the start', () => {
    expect(sanitize('<!-- x --> a').textContent).to.equal(' a');
  });

  it('keeps what a frameset stands around (X-02)', () => {
    expect(sanitize('<frameset></frameset>text').textContent).to.equal('text');
  });

  it('gives a header of an answer no part of the chat (X-09)', () => {
    const content = renderChunks(['<header>a</header>\n\n<footer>b</footer>\n'], { html: 'sanitized' });
    const parts = [...content.querySelectorAll('header, footer')].map((element) => element.getAttribute('part'));
    expect(parts.join()).to.equal('section,section');
  });

  it('takes no entry of a list whose scheme is not allowed there (L-05)', () => {
    const url = new URL('http://a.example/x.png');
    expect(isOnList(url, ['http://a.example/'], ['https:'])).to.equal(false);
    expect(isOnList(url, ['http://a.example/'], ['https:', 'http:'])).to.equal(true);
  });
});
