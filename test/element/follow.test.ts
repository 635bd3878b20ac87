import { expect } from '@open-wc/testing';
import { ChatHarness, delta, nextFrame } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

describe('following an answer (S22, A-18)', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;
  let count = 0;

  beforeEach(async () => {
    count = 0;
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url);
    chat.element.style.setProperty('--chat-height', '400px');
    await chat.ask('Tell me a lot.');
    await grow();
    await chat.until(() => chat.log.scrollHeight > chat.log.clientHeight + 400, 'there is enough to scroll');
    await settled();
  });

  afterEach(() => chat.element.stop());

  const distance = (): number => chat.log.scrollHeight - chat.log.clientHeight - chat.log.scrollTop;

  async function settled(): Promise<void> {
    for (let frame = 0; frame < 3; frame++) await nextFrame();
  }

  /** Thirty more paragraphs, on screen. */
  async function grow(): Promise<void> {
    const first = count;
    count += 30;
    await stream.write(delta(Array.from({ length: 30 }, (_, index) => `Paragraph ${first + index}.\n\n`).join('')));
    await chat.until(() => chat.answer()?.text.includes(`Paragraph ${count - 1}.`) ?? false);
    await settled();
  }

  /** As a wheel does it. */
  async function scrollTo(top: number): Promise<void> {
    chat.log.scrollTop = top;
    await settled();
  }

  it('stays at the end as text arrives', async () => {
    expect(distance()).to.be.at.most(1);
    await grow();
    expect(distance()).to.be.at.most(1);
    expect(chat.part('jump-button')).to.equal(null);
  });

  it('does not pull a reader who scrolled up, and offers to jump', async () => {
    await scrollTo(chat.log.scrollTop - 200);
    const top = chat.log.scrollTop;
    await grow();
    expect(chat.log.scrollTop).to.equal(top);
    await chat.until(() => chat.part('jump-button') !== null);
  });

  it('does not pull a reader who scrolled up by a few pixels only', async () => {
    await scrollTo(chat.log.scrollTop - 12);
    const top = chat.log.scrollTop;
    await grow();
    expect(chat.log.scrollTop).to.equal(top);
  });

  it('jumps to the end by the button, which then goes, and follows again', async () => {
    await scrollTo(0);
    await chat.until(() => chat.part('jump-button') !== null);
    chat.press('jump-button');
    await settled();
    expect(distance()).to.be.at.most(1);
    expect(chat.part('jump-button')).to.equal(null);
    await grow();
    expect(distance()).to.be.at.most(1);
  });

  it('follows again once the reader scrolls back to the end', async () => {
    await scrollTo(0);
    await scrollTo(chat.log.scrollHeight);
    await grow();
    expect(distance()).to.be.at.most(1);
  });

  it('leaves a reader alone who selects text', async () => {
    const paragraph = chat.parts('paragraph').at(-1)!;
    getSelection()!.selectAllChildren(paragraph);
    const top = chat.log.scrollTop;
    await grow();
    expect(chat.log.scrollTop).to.equal(top);
    getSelection()!.removeAllRanges();
  });

  it('goes to the end with a new question', async () => {
    await scrollTo(0);
    await chat.ask('And more?');
    await settled();
    expect(distance()).to.be.at.most(1);
  });

  it('stays at the end when the chat changes its size', async () => {
    chat.element.style.setProperty('--chat-height', '300px');
    await settled();
    expect(distance()).to.be.at.most(1);
  });

  it('stays at the end of many answers in a row, while those further up are laid out anew', async () => {
    const event = delta('Some **words** of an answer with `code` in it.\n\n- one\n- two\n\n');
    chat.element.stop();
    chat.element.fetch = () => {
      let events = 80;
      const body = new ReadableStream({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode(--events > 0 ? event : 'data: [DONE]\n\n'));
          if (events <= 0) controller.close();
        },
      });
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    };
    for (let answers = 0; answers < 60; answers++) await chat.element.send('Go on.');
    await settled();
    await chat.until(() => distance() <= 1, 'the end is seen');
    expect(chat.part('jump-button') === null).to.equal(true);
  });

  it('never scrolls the page', async () => {
    const tall = document.createElement('div');
    tall.style.height = '5000px';
    document.body.append(tall);
    await grow();
    await chat.ask('More?');
    await settled();
    expect(window.scrollY).to.equal(0);
    tall.remove();
  });
});
