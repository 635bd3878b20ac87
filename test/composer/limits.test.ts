import { expect } from '@open-wc/testing';
import { admit, isAccepted, type FileFacts } from '../../src/composer/limits.ts';

const file = (name: string, type = '', size = 1): FileFacts => ({ name, type, size });
const LIMITS = { accept: '', maxBytes: 100, maxCount: 3 };

describe('which files may go along', () => {
  const cases: readonly (readonly [accept: string, taken: readonly FileFacts[], not: readonly FileFacts[]])[] = [
    ['', [file('a.exe', 'application/x-msdownload'), file('noname')], []],
    ['*', [file('a')], []],
    ['*/*', [file('a')], []],
    [
      'image/*',
      [file('a.png', 'image/png'), file('b', 'IMAGE/SVG+XML')],
      [file('image.txt', 'text/plain'), file('c.png', ''), file('d', 'imagery/png')],
    ],
    ['.pdf', [file('A.PDF'), file('b.pdf', 'text/plain')], [file('pdf'), file('a.pdf.exe', 'application/pdf')]],
    [' application/pdf , .md ', [file('x', 'application/pdf'), file('a.md')], [file('a.mdx')]],
    ['text/plain', [file('a', 'text/plain;charset=utf-8')], [file('a', 'text/html')]],
    [',,', [file('a')], []],
  ];
  for (const [accept, taken, not] of cases) {
    it(`accept="${accept}"`, () => {
      expect(taken.filter((item) => !isAccepted(item, accept))).to.deep.equal([]);
      expect(not.filter((item) => isAccepted(item, accept))).to.deep.equal([]);
    });
  }

  it('says the first reason of each, and counts only those that are taken', () => {
    const { taken, refused } = admit(
      [
        file('1.png', 'image/png'),
        file('2.txt', 'text/plain'),
        file('3.png', 'image/png', 0),
        file('4.png', 'image/png', 101),
        file('5.png', 'image/png', 100),
        file('6.png', 'image/png'),
        file('7.png', 'image/png'),
      ],
      1,
      { ...LIMITS, accept: 'image/*' },
    );
    expect(taken.map(({ name }) => name)).to.deep.equal(['1.png', '5.png']);
    expect(refused.map(({ file: { name }, why }) => `${name} ${why}`)).to.deep.equal([
      '2.txt type',
      '3.png empty',
      '4.png size',
      '6.png count',
      '7.png count',
    ]);
  });

  it('takes none where none may go along', () => {
    expect(admit([file('a')], 0, { ...LIMITS, maxCount: 0 }).refused[0]!.why).to.equal('count');
    expect(admit([file('a')], 0, { ...LIMITS, maxBytes: 0 }).refused[0]!.why).to.equal('size');
  });
});
