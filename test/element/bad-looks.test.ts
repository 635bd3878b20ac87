import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { ChatHarness, pageErrors, warnings } from '../support/chat-harness.ts';

const LONG = 'Supercalifragilistic '.repeat(500);
const UNBROKEN = 'x'.repeat(10_000);

/** A box of a page that the chat stands in. */
function box(style: string): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('style', style);
  document.body.append(element);
  return element;
}

const rect = (chat: ChatHarness, part: string): DOMRect => chat.part(part)!.getBoundingClientRect();

describe('absurd words and boxes', () => {
  afterEach(async () => {
    document.body.replaceChildren();
    await setViewport({ width: 1000, height: 800 });
  });

  for (const [name, words] of [
    ['10,000 characters', LONG],
    ['one word of 10,000 characters', UNBROKEN],
  ] as const) {
    it(`a heading of ${name} takes two lines, and the rest stays where it is`, async () => {
      const chat = await ChatHarness.mount({ attributes: { heading: words } });
      expect(rect(chat, 'title').height).to.be.below(60);
      expect(rect(chat, 'title').right).to.be.at.most(rect(chat, 'panel').right);
      expect(rect(chat, 'composer').bottom).to.be.at.most(rect(chat, 'panel').bottom);
      expect(chat.part('panel')!.ariaLabel?.length).to.equal(words.length);
    });

    it(`a suggestion of ${name} takes two lines, and asks all of it`, async () => {
      const chat = await ChatHarness.mount({ properties: { suggestions: [words, 'Short'] } });
      for (const suggestion of chat.parts('suggestion')) {
        expect(suggestion.getBoundingClientRect().height).to.be.below(70);
        expect(suggestion.getBoundingClientRect().right).to.be.at.most(rect(chat, 'panel').right);
      }
      expect(chat.log.scrollWidth).to.be.at.most(chat.log.clientWidth);
      chat.press('suggestion');
      await chat.until(() => chat.messages()[0]?.text === words.trim());
    });

    it(`a call-out of ${name} stays small`, async () => {
      await setViewport({ width: 360, height: 640 });
      const chat = await ChatHarness.mount({ attributes: { mode: 'floating', 'call-out': words } });
      const { left, top, height } = rect(chat, 'call-out');
      expect(left).to.be.at.least(0);
      expect(top).to.be.at.least(0);
      expect(height).to.be.below(160);
    });
  }

  it('empty words are no heading, no suggestion, no call-out', async () => {
    const chat = await ChatHarness.mount({
      attributes: { heading: '', 'call-out': '', disclaimer: '' },
      properties: { suggestions: ['', '   ', 'One'] },
    });
    expect(chat.part('header')).to.equal(null);
    expect(chat.part('disclaimer')).to.equal(null);
    expect(chat.parts('suggestion').length).to.equal(1);
  });

  it('in a box 100 px high the text field can be used', async () => {
    const parent = box('height: 100px');
    const chat = await ChatHarness.mount({ parent, attributes: { heading: 'Help', disclaimer: 'Words' } });
    expect(rect(chat, 'panel').height).to.equal(100);
    expect(rect(chat, 'input').top).to.be.at.least(rect(chat, 'panel').top);
    expect(rect(chat, 'input').bottom).to.be.at.most(rect(chat, 'panel').bottom);
  });

  it('in a box without width nothing breaks, and it comes back', async () => {
    const errors = await pageErrors(async () => {
      const parent = box('width: 0');
      const chat = await ChatHarness.mount({
        parent,
        attributes: { heading: 'Help', greeting: '| a | b |\n|-|-|\n| 1 | 2 |' },
      });
      await chat.until(() => chat.part('table') !== null);
      expect(document.documentElement.scrollWidth).to.be.at.most(document.documentElement.clientWidth);
      parent.style.width = '320px';
      await chat.element.updateComplete;
      expect(Math.round(rect(chat, 'panel').width)).to.equal(320);
    });
    expect(errors).to.deep.equal([]);
  });

  for (const size of ['13px', '16px', '20px', '32px']) {
    it(`the button of the field stands in the middle of its line, also with text of ${size}`, async () => {
      const chat = await ChatHarness.mount();
      chat.element.style.setProperty('--chat-font-size', size);
      const middle = (part: string): number => rect(chat, part).top + rect(chat, part).height / 2;
      expect(middle('send-button')).to.be.closeTo(middle('input'), 1);
      // Words under a mouse are as large in the field as above it.
      const { fontSize, lineHeight, paddingTop } = getComputedStyle(chat.input);
      expect(fontSize).to.equal(size);
      const line = rect(chat, 'input').top + parseFloat(paddingTop) + parseFloat(lineHeight) / 2;
      expect(line).to.be.closeTo(middle('input'), 1);
    });
  }

  it('with colours that are none, text is still text', async () => {
    const chat = await ChatHarness.mount({ attributes: { greeting: '[Link](https://example.com)' } });
    chat.element.style.setProperty('--chat-accent', 'nonsense');
    chat.element.draft = 'Text';
    await chat.until(() => chat.part('link') !== null && !(chat.part('send-button') as HTMLButtonElement).disabled);
    const panel = getComputedStyle(chat.part('panel')!);
    for (const part of ['send-button', 'link', 'input'])
      expect(getComputedStyle(chat.part(part)!).color, part).not.to.equal(panel.backgroundColor);
  });

  for (const mode of ['inline', 'floating']) {
    it(`a theme without contrast is said to its developer in one sentence, with debug; ${mode}`, async () => {
      const style = '--chat-text: white; --chat-background: #fff';
      for (const [more, count] of [
        [{ style }, 0],
        [{ debug: true }, 0],
        [{ debug: true, style }, 1],
      ] as const) {
        const said = await warnings(async () => {
          const chat = await ChatHarness.mount({ attributes: { mode, ...more } });
          chat.element.show();
          await chat.element.updateComplete;
          await chat.element.updateComplete;
        });
        const same = said.filter((line) => line.includes('--chat-text is the same colour as --chat-background'));
        expect(same.length > 0 ? 1 : 0, JSON.stringify(more)).to.equal(count);
      }
    });
  }

  it('a length limit that is none is no limit', async () => {
    for (const value of ['-3', 'many', '']) {
      const chat = await ChatHarness.mount({ attributes: { 'max-length': value } });
      chat.element.draft = 'Text';
      await chat.element.updateComplete;
      expect(chat.part('counter'), value).to.equal(null);
      expect((chat.part('send-button') as HTMLButtonElement).disabled, value).to.equal(false);
    }
  });

  it('a draft over the limit is not sent, and says by how much it is over', async () => {
    const chat = await ChatHarness.mount({ attributes: { 'max-length': '5' } });
    chat.element.draft = '12345678';
    await chat.element.updateComplete;
    expect(chat.part('counter')!.textContent).to.equal('-3');
    chat.key('Enter');
    await chat.element.updateComplete;
    expect(chat.messages()).to.deep.equal([]);
    expect(chat.input.value).to.equal('12345678');
  });
});
