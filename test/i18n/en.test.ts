import { expect } from '@open-wc/testing';
import { en } from '../../src/i18n/en.ts';
import type { NoticeText } from '../../src/i18n/translation.ts';

/** Words for developers that a visitor must not read. */
const JARGON = /\b(?:HTTP|JSON|SSE|null|undefined|exception|abort(?:ed)?|parse|stream|status code)\b/i;

const notices: readonly (readonly [string, NoticeText])[] = [
  ...Object.entries(en.failed).map(([type, notice]) => [`failed: ${type}`, notice] as const),
  ...Object.entries(en.interrupted).map(([type, notice]) => [`interrupted: ${type}`, notice] as const),
  ['stopped', en.stopped],
  ['length', en.length],
  ['content-filter', en.contentFilter],
];

describe('the English words', () => {
  for (const [name, { title, detail }] of notices) {
    it(`say ${name} in plain words`, () => {
      expect(title).to.match(/^[A-Z][^.]+$/);
      expect(`${title} ${detail ?? ''}`).not.to.match(JARGON);
      if (detail !== undefined) expect(detail).to.match(/^[A-Z]/);
    });
  }

  it('say what happened whenever nothing arrived', () => {
    for (const [type, { detail }] of Object.entries(en.failed))
      expect(detail, type).to.be.a('string').and.not.equal('');
  });

  it('put counts and names where they belong', () => {
    expect(en.retrying(5)).to.include('5');
    expect(en.retrying(1)).not.to.include('1');
    expect(en.copyCode('Rust')).to.equal('Copy Rust code');
    expect(en.copyCode('')).to.equal('Copy code');
    expect(en.loadImage('example.com')).to.include('example.com');
    expect(en.leave('example.com')).to.include('example.com');
  });
});
