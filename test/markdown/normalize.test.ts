import { expect } from '@open-wc/testing';
import { Normalizer, withoutUnwanted } from '../../src/markdown/normalize.ts';
import { everyCut, textChunkings } from '../support/chunkings.ts';

function normalize(chunks: readonly string[]): string {
  const normalizer = new Normalizer();
  return chunks.map((chunk) => normalizer.feed(chunk)).join('') + normalizer.end();
}

describe('Normalizer', () => {
  const KEPT: Readonly<Record<string, string>> = {
    'a family of emoji': '👩‍👩‍👧‍👦',
    'a flag of letters': '🇩🇪',
    'the flag of Wales': '🏴󠁧󠁢󠁷󠁬󠁳󠁿',
    'a variation selector': '❤️ 1️⃣',
    'a non-joiner in Persian': 'می‌خواهم',
    'a joiner in Sinhala': 'ශ්‍රී',
    'direction marks': 'a\u200eb\u200fc\u061cd',
    'a soft hyphen and a no-break space': 'Donau\u00addampf\u00a0schiff',
    'combining marks': 'e\u0301 q\u0307\u0323',
    'tabs and line ends': 'a\tb\nc',
  };
  for (const [name, text] of Object.entries(KEPT)) {
    it(`keeps ${name} (L-10)`, () => {
      for (const { name: cut, chunks } of textChunkings(text)) expect(normalize(chunks), cut).to.equal(text);
    });
  }

  const CLEANED: Readonly<Record<string, readonly [text: string, clean: string]>> = {
    'bidirectional overrides': ['a\u202ab\u202ec\u202cd', 'abcd'],
    'bidirectional isolates': ['\u2066a\u2067b\u2069', 'ab'],
    'invisible operators': ['a\u2061\u2062\u2063\u2064b\u2060c', 'abc'],
    'interlinear annotation': ['\ufff9a\ufffab\ufffb', 'ab'],
    'tag characters outside a flag': ['a\u{e0001}\u{e0041}\u{e0042}\u{e007f}b', 'ab'],
    'a flag that never ends': ['🏴\u{e0067}\u{e0062}x', '🏴x'],
    'a flag of too many tags': [`🏴${'\u{e0067}'.repeat(30)}\u{e007f}`, '🏴'],
    'terminal escapes': ['\u001b[31mred\u001b]8;;x\u0007', '[31mred]8;;x'],
    controls: ['a\u0001\u0008\u000b\u001f\u007f\u0085\u009fb', 'ab'],
    'null characters, shown': ['a\0b', 'a\ufffdb'],
    'line ends of other systems': ['a\r\nb\rc\fd', 'a\nb\nc\nd'],
    'carriage returns before a line end': ['a\r\r\nb', 'a\n\nb'],
  };
  for (const [name, [text, clean]] of Object.entries(CLEANED)) {
    it(`takes out ${name}, at every cut (L-10)`, () => {
      expect(normalize([text])).to.equal(clean);
      for (const { name: cut, chunks } of everyCut(text)) expect(normalize(chunks), cut).to.equal(clean);
      expect(normalize(text.split('')), 'by code unit').to.equal(clean);
    });
  }

  it('cleans text that has been cleaned to the same text', () => {
    for (const [text] of Object.values(CLEANED)) expect(withoutUnwanted(normalize([text]))).to.equal(normalize([text]));
  });
});
