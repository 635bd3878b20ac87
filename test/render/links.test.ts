import { expect } from '@open-wc/testing';
import { hiddenHost, safeUrl } from '../../src/render/links.ts';
import type { MarkdownViewOptions } from '../../src/render/markdown-view.ts';
import { renderChunks } from '../support/document.ts';

function link(markdown: string, options: MarkdownViewOptions = {}): HTMLAnchorElement {
  return renderChunks([markdown], { html: 'sanitized', ...options }).querySelector('a')!;
}

describe('Links (L-06, L-08)', () => {
  it('never give the page they open a way back (L-07)', () => {
    const a = link('[a](https://example.com/)');
    expect(a.rel.split(' ')).to.include.members(['noopener', 'noreferrer', 'nofollow', 'ugc']);
    expect([a.target, a.referrerPolicy]).to.deep.equal(['_blank', 'no-referrer']);
    expect(a.hasAttribute('download') || a.hasAttribute('ping')).to.equal(false);
  });

  for (const href of [
    'https://a.example/',
    'http://a.example/',
    'mailto:a@b.example',
    'tel:+123',
    '/relative',
    '#fragment',
  ]) {
    it(`may lead to ${href} (L-08)`, () => expect(link(`[a](${href})`).getAttribute('href')).to.equal(href));
  }
  for (const href of [
    'javascript:x',
    'data:text/html,x',
    'ftp://a.example/',
    'ms-appinstaller:?x',
    'intent://x',
    'https://u:p@a.example/',
    'blob:x',
    'file:///x',
  ]) {
    it(`may not lead to ${href} (L-08)`, () => {
      const a = link(`[text](${href})`);
      expect(a.hasAttribute('href')).to.equal(false);
      expect(a.textContent).to.equal('text');
    });
  }

  const HIDDEN: readonly (readonly [markdown: string, host: string | undefined])[] = [
    ['[bank.example](https://evil.test/)', 'evil.test'],
    ['[https://bank.example/login](https://evil.test/)', 'evil.test'],
    ['[**bank.example**](https://evil.test/)', 'evil.test'],
    ['[go to "bank.example"](https://evil.test/)', 'evil.test'],
    ['[bank.example@evil.test](https://evil.test/)', 'evil.test'],
    ['[bank.example](https://bank.example.evil.test/)', 'bank.example.evil.test'],
    ['[evil.test and bank.example](https://evil.test/)', 'evil.test'],
    ['[shop](https://аррӏе.com/)', 'xn--80ak6aa92e.com'],
    [`[report](https://a.example/?${'q'.repeat(101)})`, 'a.example'],
    ['[port](https://bank.example:8443/)', undefined],
    ['[bank.example](https://bank.example/login)', undefined],
    ['[www.bank.example](https://bank.example/)', undefined],
    ['[BANK.example](https://bank.example/)', undefined],
    ['[the guide](https://docs.example/)', undefined],
    ['[version 1.2.3 of lib](https://docs.example/)', undefined],
    ['[write to us](mailto:a@evil.test)', undefined],
    ['[bank.example](/here)', undefined],
    ['<https://docs.example/a>', undefined],
  ];
  for (const [markdown, host] of HIDDEN) {
    it(`${host ? `show ${host} beside` : 'show no host beside'} ${markdown.slice(0, 60)} (L-06)`, () => {
      const shown = link(markdown).nextElementSibling;
      expect(shown?.part.value === 'link-host' ? shown.textContent.trim() : undefined).to.equal(host && `(${host})`);
    });
  }

  it('show no host where the policy is to ask, and lead nowhere where it is `none`', () => {
    expect(link('[bank.example](https://evil.test/)', { links: 'confirm' }).nextElementSibling).to.equal(null);
    expect(link('[a](https://a.example/)', { links: 'none' }).hasAttribute('href')).to.equal(false);
  });

  it('lead only to listed places where there is a list, compared with a boundary (L-05)', () => {
    const linkHosts = ['docs.example', 'https://shop.example:8443/en/'];
    const leads = (href: string): boolean => link(`[a](${href})`, { linkHosts }).hasAttribute('href');
    for (const href of ['https://docs.example/a', 'http://docs.example/', 'https://shop.example:8443/en/x'])
      expect(leads(href), href).to.equal(true);
    for (const href of [
      ...[
        'https://docs.example.evil.test/',
        'https://evil.test/docs.example',
        'https://docs.example:81/',
        'https://sub.docs.example/',
      ],
      ...[
        'https://shop.example/en/',
        'https://shop.example:8443/english',
        'http://shop.example:8443/en/',
        'https://shop.example:8443/en/../de/',
      ],
      ...['mailto:a@docs.example', '/relative', 'https://docs.example@evil.test/', 'https:docs.example.evil.test'],
    ]) {
      expect(leads(href), href).to.equal(false);
    }
  });

  it('are read as the browser reads them', () => {
    expect(safeUrl(' java\tscript:x')).to.equal(undefined);
    expect(safeUrl('https:\\\\evil.test\\x')?.host).to.equal('evil.test');
    expect(hiddenHost(new URL(location.href), 'other.example')).to.equal(undefined);
  });
});
