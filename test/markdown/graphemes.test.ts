import { expect } from '@open-wc/testing';
import { BlockStream } from '../../src/markdown/blocks.ts';
import { growingCluster } from '../../src/markdown/graphemes.ts';

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
