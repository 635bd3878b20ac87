import { expect } from '@open-wc/testing';
import { ChatHarness } from '../support/chat-harness.ts';

type Step =
  | readonly [type: 'keydown', init: KeyboardEventInit]
  | readonly [type: 'compositionstart' | 'compositionend', data: string]
  | readonly [type: 'compositionupdate' | 'type', data: string];

const PROCESS: KeyboardEventInit = { key: 'Process', keyCode: 229, isComposing: true };
const UNIDENTIFIED: KeyboardEventInit = { key: 'Unidentified', keyCode: 229 };
const COMPOSING_ENTER: KeyboardEventInit = { key: 'Enter', keyCode: 229, isComposing: true };
/** Safari has ended the composition before the key arrives. */
const LATE_ENTER: KeyboardEventInit = { key: 'Enter', keyCode: 229, isComposing: false };
const ENTER: KeyboardEventInit = { key: 'Enter', keyCode: 13 };

/** What engines send while an input method writes, and which texts leave the chat (I-01). */
const SEQUENCES: readonly {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly sent: readonly string[];
}[] = [
  {
    name: 'Japanese on Windows, Chrome: Enter takes the candidate',
    steps: [
      ['keydown', PROCESS],
      ['compositionstart', ''],
      ['compositionupdate', '日本'],
      ['keydown', COMPOSING_ENTER],
      ['compositionend', '日本'],
    ],
    sent: [],
  },
  {
    name: 'Japanese on Windows, Chrome: the Enter after it sends',
    steps: [
      ['compositionstart', ''],
      ['compositionupdate', '日本'],
      ['keydown', COMPOSING_ENTER],
      ['compositionend', '日本'],
      ['keydown', ENTER],
    ],
    sent: ['日本'],
  },
  {
    name: 'Japanese on a Mac, Safari: the composition ends before the key',
    steps: [
      ['compositionstart', ''],
      ['compositionupdate', '日本'],
      ['compositionend', '日本'],
      ['keydown', LATE_ENTER],
    ],
    sent: [],
  },
  {
    name: 'Japanese on a Mac, Firefox',
    steps: [
      ['keydown', { ...PROCESS, isComposing: false }],
      ['compositionstart', ''],
      ['compositionupdate', 'にほん'],
      ['keydown', COMPOSING_ENTER],
      ['compositionend', 'にほん'],
    ],
    sent: [],
  },
  {
    name: 'Pinyin: Enter takes the letters as they are',
    steps: [
      ['compositionstart', ''],
      ['compositionupdate', 'ni hao'],
      ['keydown', COMPOSING_ENTER],
      ['compositionend', 'nihao'],
    ],
    sent: [],
  },
  {
    name: 'Pinyin: a space takes the candidate, Enter sends once',
    steps: [
      ['compositionstart', ''],
      ['compositionupdate', '你好'],
      ['keydown', { key: ' ', keyCode: 229, isComposing: true }],
      ['compositionend', '你好'],
      ['keydown', ENTER],
    ],
    sent: ['你好'],
  },
  {
    name: 'Hangul on a Mac, Chrome: Enter ends the syllable and comes again as itself',
    steps: [
      ['compositionstart', ''],
      ['compositionupdate', '안녕'],
      ['keydown', COMPOSING_ENTER],
      ['compositionend', '안녕'],
      ['keydown', ENTER],
    ],
    sent: ['안녕'],
  },
  {
    name: 'Hangul on a Mac, Safari',
    steps: [
      ['compositionstart', ''],
      ['compositionupdate', '안녕'],
      ['compositionend', '안녕'],
      ['keydown', LATE_ENTER],
    ],
    sent: [],
  },
  {
    name: 'Gboard on Android: keys have no names, Enter is Enter',
    steps: [
      ['keydown', UNIDENTIFIED],
      ['compositionstart', ''],
      ['compositionupdate', 'hello'],
      ['compositionend', 'hello'],
      ['keydown', ENTER],
    ],
    sent: ['hello'],
  },
  {
    name: 'Zhuyin: Enter in the list of candidates',
    steps: [
      ['compositionstart', ''],
      ['compositionupdate', 'ㄓㄨˋ'],
      ['keydown', PROCESS],
      ['compositionupdate', '注'],
      ['keydown', COMPOSING_ENTER],
      ['compositionend', '注音'],
    ],
    sent: [],
  },
  {
    name: 'Telex on Windows: letters are replaced without a composition',
    steps: [
      ['keydown', { ...PROCESS, isComposing: false }],
      ['type', 'tiếng Việt'],
      ['keydown', ENTER],
    ],
    sent: ['tiếng Việt'],
  },
  {
    name: 'ibus on Linux, Firefox: Escape drops the composition, and stops or closes nothing',
    steps: [
      ['compositionstart', ''],
      ['compositionupdate', 'に'],
      ['keydown', { key: 'Escape', keyCode: 229, isComposing: true }],
      ['compositionend', ''],
    ],
    sent: [],
  },
];

describe('while an input method writes (I-01)', () => {
  it('has twelve sequences', () => expect(SEQUENCES.length).to.equal(12));

  for (const { name, steps, sent } of SEQUENCES) {
    it(name, async () => {
      const chat = await ChatHarness.mount({ attributes: { mode: 'floating', open: true } });
      const { input } = chat;
      for (const [type, value] of steps) {
        if (type === 'keydown') {
          input.dispatchEvent(
            new KeyboardEvent('keydown', { bubbles: true, composed: true, cancelable: true, ...value }),
          );
        } else if (type === 'type') await chat.type(value);
        else {
          input.dispatchEvent(new CompositionEvent(type, { data: value, bubbles: true, composed: true }));
          if (type !== 'compositionstart') await chat.type(value);
        }
        await chat.element.updateComplete;
      }
      const questions = chat.messages().filter(({ role }) => role === 'user');
      expect(questions.map(({ text }) => text)).to.deep.equal(sent);
      expect(chat.element.open).to.equal(true);
    });
  }
});
