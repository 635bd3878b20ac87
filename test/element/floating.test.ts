import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { ChatHarness, delta, DONE } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

describe('a floating chat (S29)', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;

  beforeEach(async () => {
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url, { attributes: { mode: 'floating', heading: 'Help' } });
  });

  afterEach(() => setViewport({ width: 1000, height: 800 }));

  const launcher = (): HTMLButtonElement => chat.part('launcher') as HTMLButtonElement;

  it('is a named launcher until it is opened', () => {
    expect(chat.part('panel')).to.equal(null);
    expect(launcher().getAttribute('aria-expanded')).to.equal('false');
    expect(launcher().ariaLabel).to.equal('Open chat');
  });

  it('opens with the keyboard, puts the focus into the field, and reflects that it is open', async () => {
    launcher().focus();
    await sendKeys({ press: 'Enter' });
    await chat.until(() => chat.part('panel') !== null);
    await chat.until(() => chat.root.activeElement === chat.input);
    expect(launcher().getAttribute('aria-expanded')).to.equal('true');
    expect(chat.element.hasAttribute('open')).to.equal(true);
    expect(chat.part('panel')!.getAttribute('role')).to.equal('dialog');
    expect(chat.part('panel')!.ariaLabel).to.equal('Help');
    expect(chat.names()).to.include('chat-open');
  });

  it('closes with Escape and gives the focus back to the launcher', async () => {
    launcher().click();
    await chat.until(() => chat.root.activeElement === chat.input);
    await sendKeys({ press: 'Escape' });
    await chat.until(() => chat.part('panel') === null);
    await chat.until(() => chat.root.activeElement === launcher());
    expect(launcher().getAttribute('aria-expanded')).to.equal('false');
    expect(chat.names()).to.include('chat-close');
  });

  it('closes with its close button and with the launcher', async () => {
    for (const part of ['close-button', 'launcher']) {
      chat.element.show();
      await chat.until(() => chat.part('panel') !== null);
      chat.press(part);
      await chat.until(() => chat.part('panel') === null);
    }
  });

  it('does not take the focus when the page opens it', async () => {
    const button = document.createElement('button');
    document.body.append(button);
    button.focus();
    chat.element.show();
    await chat.until(() => chat.part('panel') !== null);
    expect(document.activeElement).to.equal(button);
    button.remove();
  });

  it('goes on writing while it is closed, and shows all of it when opened again', async () => {
    chat.element.show();
    await chat.until(() => chat.part('input') !== null);
    await chat.ask('Hello?');
    await stream.write(delta('First'));
    await chat.untilAnswer('First');
    chat.element.hide();
    await chat.until(() => chat.part('panel') === null);
    await stream.write(delta(' and **last**') + DONE);
    await chat.until(() => chat.element.status === 'idle');
    chat.element.show();
    await chat.untilAnswer('First and last');
    expect(chat.answer()?.status).to.equal('complete');
    expect((await stream.requests()).length).to.equal(1);
  });

  it('keeps the draft while it is closed', async () => {
    chat.element.show();
    await chat.until(() => chat.part('input') !== null);
    await chat.type('Half a quest');
    chat.element.hide();
    await chat.until(() => chat.part('panel') === null);
    chat.element.show();
    await chat.until(() => chat.part('input') !== null);
    expect(chat.input.value).to.equal('Half a quest');
  });

  it('is as wide as a phone, within its edges', async () => {
    await setViewport({ width: 360, height: 640 });
    chat.element.show();
    await chat.until(() => chat.part('panel') !== null);
    await Promise.all(
      chat
        .part('panel')!
        .getAnimations()
        .map(({ finished }) => finished),
    );
    const { left, right, top, bottom } = chat.part('panel')!.getBoundingClientRect();
    expect(left).to.be.at.least(0);
    expect(right).to.be.at.most(360);
    expect(top).to.be.at.least(0);
    expect(bottom).to.be.at.most(640);
    expect(right - left).to.be.at.least(320);
    expect(document.documentElement.scrollWidth).to.be.at.most(360);
  });

  it('does not move the page when it opens', async () => {
    const before = document.documentElement.scrollHeight;
    chat.element.show();
    await chat.until(() => chat.part('panel') !== null);
    expect(document.documentElement.scrollHeight).to.equal(before);
  });
});
