import { expect } from '@open-wc/testing';
import { sentencesEnd, spokenText } from '../../src/markdown/spoken-text.ts';

const SPOKEN: Readonly<Record<string, string>> = {
  '**Some** text and a [link](https://example.com)': 'Some text and a link',
  '## Plans\n\n- one\n- two': 'Plans one two',
  '| plan | price |\n|---|--:|\n| small | 5 |': 'plan price small 5',
  '```js\nconst a_b = 1;\n```': 'const a_b = 1;',
  '> A ~~quote~~ with `code`': 'A quote with code',
  '![A picture](https://example.com/a.png)': 'A picture',
  'A [reference][1].\n\n[1]: https://example.com': 'A reference.',
  'Keys: <kbd>Esc</kbd> and 3 < 4': 'Keys: Esc and 3 < 4',
  'snake_case and _emphasis_': 'snake_case and emphasis',
};

describe('markdown for the ear (A-03)', () => {
  for (const [markdown, words] of Object.entries(SPOKEN)) {
    it(JSON.stringify(markdown), () => {
      expect(spokenText(markdown)).to.equal(words);
    });
  }
});

describe('the end of the whole sentences of a growing text', () => {
  const end = (text: string, from = 0): string => text.slice(from, sentencesEnd(text, from));

  it('is behind the last full stop that a space follows', () => {
    expect(end('One. Two is not ov')).to.equal('One. ');
    expect(end('One.')).to.equal('');
    expect(end('Version 3.5 of it')).to.equal('');
    expect(end('“One?” she said. And')).to.equal('“One?” she said. ');
  });

  it('needs no space in Chinese and Japanese', () => {
    expect(end('一つ。二つ目は')).to.equal('一つ。');
  });

  it('is the end of a block, too', () => {
    expect(end('A heading\n\nText')).to.equal('A heading\n\n');
  });

  it('starts behind what was said already', () => {
    expect(end('One. Two. Thr', 5)).to.equal('Two. ');
    expect(sentencesEnd('One. Two', 5)).to.equal(5);
  });
});
