import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { ChatHarness, delta, DONE } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

interface KeyCase {
  readonly name: string;
  readonly key: string;
  readonly init: KeyboardEventInit;
}

const COMPOSING: readonly KeyCase[] = [
  { name: 'the key event says so', key: 'Enter', init: { isComposing: true } },
  { name: 'only the key code says so', key: 'Enter', init: { keyCode: 229 } },
  { name: 'the key is called Process', key: 'Process', init: { keyCode: 229, isComposing: true } },
  { name: 'Safari has ended the composition before the key', key: 'Enter', init: { keyCode: 229, isComposing: false } },
  { name: 'a modifier is held', key: 'Enter', init: { isComposing: true, ctrlKey: true } },
];

const NOT_SENDING: readonly KeyCase[] = [
  { name: 'Shift+Enter', key: 'Enter', init: { shiftKey: true } },
  { name: 'Alt+Enter', key: 'Enter', init: { altKey: true } },
  { name: 'Ctrl+Enter', key: 'Enter', init: { ctrlKey: true } },
];

describe('the composer', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;

  beforeEach(async () => {
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url);
  });

  describe('by real keys (S22)', () => {
    it('sends with Enter and leaves an empty field', async () => {
      chat.element.focus();
      await sendKeys({ type: 'Where is it?' });
      await sendKeys({ press: 'Enter' });
      await chat.until(() => chat.messages().length === 2);
      expect(chat.messages()[0]).to.deep.equal({ role: 'user', status: 'complete', text: 'Where is it?' });
      expect(chat.input.value).to.equal('');
      expect(chat.element.draft).to.equal('');
    });

    it('breaks the line with Shift+Enter and grows', async () => {
      chat.element.focus();
      const height = chat.input.getBoundingClientRect().height;
      await sendKeys({ type: 'One' });
      await sendKeys({ down: 'Shift' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ up: 'Shift' });
      await sendKeys({ type: 'Two' });
      await chat.element.updateComplete;
      expect(chat.input.value).to.equal('One\nTwo');
      expect(chat.messages()).to.deep.equal([]);
      expect(chat.input.getBoundingClientRect().height).to.be.greaterThan(height);
    });

    it('sends nothing from an empty or blank field', async () => {
      chat.element.focus();
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: '   ' });
      await sendKeys({ press: 'Enter' });
      expect(chat.messages()).to.deep.equal([]);
      expect((chat.part('send-button') as HTMLButtonElement).disabled).to.equal(true);
      expect(await stream.requests()).to.deep.equal([]);
    });
  });

  describe('while an input method composes (I-01)', () => {
    for (const { name, key, init } of COMPOSING) {
      it(`does not send: ${name}`, async () => {
        await chat.type('にほん');
        expect(chat.key(key, init)).to.equal(false);
        expect(chat.messages()).to.deep.equal([]);
        expect(chat.input.value).to.equal('にほん');
      });
    }

    it('sends with the Enter after the composition', async () => {
      await chat.type('日本');
      chat.key('Enter', { isComposing: true });
      await chat.ask('日本');
      expect(chat.messages()[0]?.text).to.equal('日本');
    });

    it('does not stop an answer with the Escape that ends a composition', async () => {
      await chat.ask('One');
      await chat.type('に');
      chat.key('Escape', { isComposing: true });
      await chat.element.updateComplete;
      expect(chat.answer()?.status).to.equal('pending');
    });
  });

  for (const { name, key, init } of NOT_SENDING) {
    it(`does not send with ${name}`, async () => {
      await chat.type('Text');
      expect(chat.key(key, init)).to.equal(false);
      expect(chat.messages()).to.deep.equal([]);
    });
  }

  it('with send-on="mod-enter" sends with Ctrl+Enter or ⌘+Enter only', async () => {
    chat.element.sendOn = 'mod-enter';
    await chat.type('One');
    chat.key('Enter');
    expect(chat.messages()).to.deep.equal([]);
    chat.key('Enter', { ctrlKey: true });
    await chat.until(() => chat.messages()[0]?.text === 'One');
    chat.element.stop();
    await chat.type('Two');
    chat.key('Enter', { metaKey: true });
    await chat.until(() => chat.messages().some(({ text }) => text === 'Two'));
  });

  it('keeps a draft that is typed while an answer comes', async () => {
    await chat.ask('One');
    await chat.type('A draft');
    await stream.write(delta('Yes') + DONE);
    await chat.untilStatus('complete');
    expect(chat.input.value).to.equal('A draft');
  });

  it('takes no input while disabled', async () => {
    chat.element.draft = 'Text';
    chat.element.disabled = true;
    await chat.element.updateComplete;
    expect(chat.input.disabled).to.equal(true);
    chat.key('Enter');
    expect(chat.messages()).to.deep.equal([]);
  });

  it('keeps the draft when the page cancels chat-before-send', async () => {
    chat.element.addEventListener('chat-before-send', (event) => event.preventDefault(), { once: true });
    await chat.ask('Do not send');
    expect(chat.messages()).to.deep.equal([]);
    expect(chat.input.value).to.equal('Do not send');
    expect(chat.names()).to.deep.equal(['chat-before-send']);
    expect(await stream.requests()).to.deep.equal([]);
  });

  it('keeps a draft that is typed while an answer fails', async () => {
    await chat.ask('One');
    await chat.type('My next question');
    await stream.open();
    await stream.cut();
    await chat.untilStatus('failed');
    expect(chat.input.value).to.equal('My next question');
    expect(chat.messages()[0]?.text).to.equal('One');
  });

  it('shows a draft that the page sets', async () => {
    chat.element.draft = 'Set by the page';
    await chat.element.updateComplete;
    expect(chat.input.value).to.equal('Set by the page');
    expect((chat.part('send-button') as HTMLButtonElement).disabled).to.equal(false);
  });

  it('asks a suggestion that is pressed', async () => {
    chat.element.suggestions = ['First?', 'Second?'];
    await chat.element.updateComplete;
    chat.parts('suggestion')[1]!.click();
    await chat.until(() => chat.messages()[0]?.text === 'Second?');
    expect(chat.parts('suggestion')).to.deep.equal([]);
  });

  it('is not there when the chat is read-only, nor is anything that asks', async () => {
    chat.element.readOnly = true;
    chat.element.suggestions = ['First?'];
    await chat.element.updateComplete;
    for (const part of ['composer', 'input', 'send-button', 'suggestion']) expect(chat.part(part), part).to.equal(null);
  });
});
