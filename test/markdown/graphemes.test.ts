import { expect } from '@open-wc/testing';
import { BlockStream } from '../../src/markdown/blocks.ts';
import { firstCluster, growingCluster, startOf } from '../../src/markdown/graphemes.ts';

const TEXTS: Readonly<Record<string, string>> = {
  'an emoji family': 'a 👩‍👩‍👧‍👦 family',
  'a skin tone': 'a 👍🏽 up',
  flags: 'to 🇩🇪🇫🇷🇯🇵 by train',
  'the flag of Scotland': 'from 🏴󠁧󠁢󠁳󠁣󠁴󠁿 with love',
  'a variation selector': 'a ❤️ and a ☎︎',
  Devanagari: 'नमस्ते क्षत्रिय श्री',
  Tamil: 'நிறைவு கொள்',
  Thai: 'สวัสดีครับ น้ำ',
  Hebrew: 'שָׁלוֹם עולם',
  Arabic: 'مَرْحَبًا بالعالم',
  'conjoining Hangul': '\u1112\u1161\u11ab\u1100\u1173\u11af',
};

/** What is on screen after each code unit, by asking the stream itself. */
function* drawn(text: string): Generator<string> {
  const stream = new BlockStream({ html: 'basic' });
  let open = '';
  for (const unit of text.split('')) {
    const update = stream.feed(unit);
    open = update.text === undefined ? (update.open?.join('') ?? open) : open.replace(/(?=<\/p>$)/, update.text);
    yield open.replace(/<[^>]*>/g, '');
  }
}

describe('Graphemes while text is streamed (I-04, R-25)', () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    it(`never shows a part of ${name}`, () => {
      const whole = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(
        ({ segment }) => segment,
      );
      const ends = new Set(
        whole.map((_, index) =>
          whole
            .slice(0, index + 1)
            .join('')
            .trimEnd(),
        ),
      );
      for (const shown of drawn(text)) {
        expect(shown === '' || ends.has(shown), `${JSON.stringify(shown)} of ${JSON.stringify(text)}`).to.equal(true);
      }
    });
  }

  it('holds nothing back of Latin, Cyrillic, Greek, Chinese, Japanese and Korean text', () => {
    for (const text of [
      'Plain words',
      'Слово',
      'Λόγος'.normalize('NFC'),
      '中文',
      'ひらがな',
      'カタカナ',
      '한국어',
      'é',
      '10 €',
      '“so”',
      '字。',
    ]) {
      for (let end = 1; end <= text.length; end++)
        expect(growingCluster(text.slice(0, end)), text.slice(0, end)).to.equal(end);
    }
  });

  it('does not wait for ever for a cluster that never ends', () => {
    expect(growingCluster(`a${'\u0301'.repeat(500)}`)).to.be.greaterThan(400);
  });

  it('shows everything once the text is complete', () => {
    const stream = new BlockStream({ html: 'basic' });
    stream.feed('end 👩‍');
    expect(JSON.stringify(stream.end().steps)).to.include('end 👩‍');
  });
});

describe('Graphemes where a text is cut (I-04)', () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    it(`cuts nothing of ${name} in two`, () => {
      const starts = new Set(
        [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ index }) => index),
      );
      for (let length = 0; length < text.length; length++) {
        const start = startOf(text, length);
        expect(start.length).to.be.at.most(length);
        expect(starts.has(start.length), `${JSON.stringify(start)} of ${JSON.stringify(text)}`).to.equal(true);
      }
      expect(startOf(text, text.length)).to.equal(text);
    });
  }

  it('finds the first letter as its reader sees it', () => {
    expect(['Ana', 'e\u0301mile', '🇩🇪 shop', '👩‍👩‍👧‍👦', ''].map(firstCluster)).to.deep.equal([
      'A',
      'e\u0301',
      '🇩🇪',
      '👩‍👩‍👧‍👦',
      '',
    ]);
  });
});
