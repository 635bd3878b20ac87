import { expect } from '@open-wc/testing';
import { ChatHarness, delta, DONE } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

describe('what a screen reader hears (A-02, A-03)', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;
  let heard: string[];

  beforeEach(async () => {
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url);
    heard = [];
    const region = chat.part('announcer')!;
    const observer = new MutationObserver(() => {
      if (region.textContent !== '') heard.push(region.textContent);
    });
    observer.observe(region, { childList: true, subtree: true, characterData: true });
  });

  it('is the finished answer once, in plain words, and no token of it before', async () => {
    await chat.ask('Hello?');
    await stream.write(delta('**Some** text'));
    await chat.untilAnswer('Some text');
    expect(heard).to.deep.equal([]);
    await stream.write(delta(' and a [link](https://example.com)') + DONE);
    await chat.untilStatus('complete');
    await chat.until(() => heard.length > 0);
    expect(heard).to.deep.equal(['Some text and a link']);
  });

  it('is why an answer broke off, once', async () => {
    await chat.ask('Hello?');
    await stream.write(delta('Half'));
    await chat.untilAnswer('Half');
    await stream.cut();
    await chat.until(() => heard.length > 0);
    expect(heard.length).to.equal(1);
    expect(heard[0]).to.match(/^Answer interrupted/);
  });

  it('is that the answer was stopped', async () => {
    await chat.ask('Hello?');
    await stream.open();
    chat.press('stop-button');
    await chat.until(() => heard.length > 0);
    expect(heard).to.deep.equal(['Stopped']);
  });

  it('is nothing with announce="off"', async () => {
    chat.element.announce = 'off';
    await chat.ask('Hello?');
    await stream.write(delta('Text') + DONE);
    await chat.untilStatus('complete');
    expect(heard).to.deep.equal([]);
  });

  it('does not come from the transcript, which is a log that stays quiet', () => {
    expect(chat.log.getAttribute('role')).to.equal('log');
    expect(chat.log.getAttribute('aria-live')).to.equal('off');
    expect(chat.part('announcer')!.closest('[part~="log"]')).to.equal(null);
  });
});
