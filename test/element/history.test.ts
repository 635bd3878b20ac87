import { expect } from '@open-wc/testing';
import type { Message } from '../../src/chat/conversation.ts';
import { ChatHarness, delta, DONE, eventually, nextFrame, nextTask } from '../support/chat-harness.ts';
import { Site } from '../support/storage.ts';
import { SteppedStream } from '../support/stream.ts';

const message = (index: number): Message => ({
  id: `m${index}`,
  role: index % 2 ? 'assistant' : 'user',
  parts: [
    { type: 'text', text: index % 2 ? `Answer **${index}**.\n\n- one\n- two` : `Question ${index}?`, revision: 0 },
  ],
  status: 'complete',
  createdAt: index,
});
const history = (count: number): readonly Message[] => Array.from({ length: count }, (_, index) => message(index));

/** What is to be seen, without what the templates keep in comments. */
function bare(element: HTMLElement): Node {
  const copy = element.cloneNode(true);
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
  const comments: ChildNode[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode as ChildNode);
  for (const comment of comments) comment.remove();
  copy.normalize();
  return copy;
}

describe('a long conversation (R-21)', () => {
  const PANEL = { attributes: { style: 'display: block; block-size: 600px' } };
  const drawn = (chat: ChatHarness): HTMLElement[] =>
    chat.parts('message').filter((seen) => seen.querySelector('[part~="content"]') !== null);
  const isWhole = (chat: ChatHarness): boolean =>
    chat.parts('message').length > 0 && chat.root.querySelector('[data-id][aria-busy]') === null;
  /** Looks from time to time: the chat changes with every step. */
  const untilWhole = (chat: ChatHarness): Promise<boolean> =>
    eventually(
      () => nextFrame().then(() => isWhole(chat)),
      (isThere) => isThere,
      'all are drawn',
    );

  it('has a place for every message at once, and draws the newest; then the others, until all are there', async () => {
    const chat = await ChatHarness.mount(PANEL);
    chat.element.setMessages(history(1000));
    await chat.element.updateComplete;
    expect(chat.parts('message').length).to.equal(1000);
    const first = drawn(chat).map(({ dataset }) => dataset['id']);
    expect(first.length).to.be.within(20, 60);
    expect(first.at(-1)).to.equal('m999');
    expect(chat.root.querySelectorAll('[aria-busy="true"]').length).to.equal(1000 - first.length);
    chat.element.setMessages(history(200));
    await untilWhole(chat);
    expect(chat.parts('message').length).to.equal(200);
    expect(chat.root.querySelectorAll('[aria-busy]').length).to.equal(0);
    expect(chat.log.textContent).to.contain('Question 0?').and.to.contain('Answer 1.');
  });

  it('ends as the same page as one that was drawn message by message', async () => {
    const atOnce = await ChatHarness.mount(PANEL);
    atOnce.element.setMessages(history(120));
    const oneByOne = await ChatHarness.mount(PANEL);
    for (const each of history(120)) {
      oneByOne.element.addMessage(each);
      await oneByOne.element.updateComplete;
    }
    await untilWhole(atOnce);
    await nextFrame();
    expect(bare(atOnce.log).isEqualNode(bare(oneByOne.log))).to.equal(true);
  });

  it('never touches again what is drawn', async () => {
    const chat = await ChatHarness.mount(PANEL);
    chat.element.setMessages(history(200));
    await chat.element.updateComplete;
    const before = drawn(chat).map((seen) => seen.querySelector('[part~="content"]')!.firstChild);
    await untilWhole(chat);
    const after = drawn(chat).map((seen) => seen.querySelector('[part~="content"]')!.firstChild);
    expect(before.every((node, index) => node === after.at(index - before.length))).to.equal(true);
  });

  it('keeps its reader at the end meanwhile', async () => {
    const chat = await ChatHarness.mount(PANEL);
    chat.element.setMessages(history(300));
    await untilWhole(chat);
    await chat.until(() => chat.log.scrollHeight - chat.log.scrollTop - chat.log.clientHeight <= 1, 'the end is seen');
    expect(chat.part('jump-button')).to.equal(null);
  });

  it('opens where its reader left off, and stays there', async () => {
    const site = new Site('/nowhere', PANEL);
    const chat = await site.visit();
    chat.element.setMessages(history(200));
    await untilWhole(chat);
    const top = (seen: ChatHarness): number =>
      seen.root.querySelector('[data-id="m60"]')!.getBoundingClientRect().top - seen.log.getBoundingClientRect().top;
    // The chat has gone to its end for the last time, and the reader scrolls between two frames.
    await nextFrame();
    await nextFrame();
    await nextTask();
    chat.root.querySelector('[data-id="m60"]')!.scrollIntoView();
    await chat.until(() => chat.part('jump-button') !== null, 'the chat has seen the scrolling');
    chat.log.dispatchEvent(new Event('scrollend'));
    const before = top(chat);
    const next = await site.next(chat);
    expect(next.messages()[60]!.text).to.equal('Question 60?');
    await untilWhole(next);
    await eventually(
      () => nextFrame().then(() => Math.abs(top(next) - before)),
      (distance) => distance <= 4,
      'the same message is where it was',
    );
  });

  it('answers meanwhile: what is asked is drawn at once', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url, PANEL);
    chat.element.setMessages(history(300));
    await chat.ask('And now?');
    expect(chat.messages().at(-2)!.text).to.equal('And now?');
    await stream.write(delta('This.') + DONE);
    await chat.untilAnswer('This.');
    await untilWhole(chat);
  });

  it('draws everything before it is printed', async () => {
    const chat = await ChatHarness.mount(PANEL);
    chat.element.setMessages(history(500));
    await chat.element.updateComplete;
    window.dispatchEvent(new Event('beforeprint'));
    expect(isWhole(chat)).to.equal(true);
  });

  it('leaves no work behind when it is removed, and goes on when it is back', async () => {
    const chat = await ChatHarness.mount(PANEL);
    chat.element.setMessages(history(500));
    await chat.element.updateComplete;
    const parent = chat.element.parentElement!;
    chat.element.remove();
    await nextFrame();
    await nextFrame();
    const count = drawn(chat).length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(drawn(chat).length).to.equal(count);
    parent.append(chat.element);
    await untilWhole(chat);
  });

  it('opens a closed panel from its end each time', async () => {
    const chat = await ChatHarness.mount({ attributes: { mode: 'floating' } });
    chat.element.setMessages(history(500));
    for (const round of [1, 2]) {
      chat.element.show();
      await chat.element.updateComplete;
      expect(drawn(chat).length, `round ${round}`).to.be.below(100);
      await untilWhole(chat);
      chat.element.hide();
      await chat.until(() => chat.part('panel') === null, 'the panel is closed');
    }
  });

  it('asks nothing of the other messages when one is copied, or an answer begins', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url, PANEL);
    chat.element.setMessages(history(200));
    await untilWhole(chat);
    const changed = new Set<string>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const { id } = (target as Element).closest?.<HTMLElement>('[data-id]')?.dataset ?? {};
        if (id) changed.add(id);
      }
    });
    observer.observe(chat.log, { subtree: true, childList: true, attributes: true });
    await chat.ask('And now?');
    await nextFrame();
    observer.disconnect();
    expect([...changed].filter((id) => /^m\d+$/.test(id) && Number(id.slice(1)) < 100)).to.deep.equal([]);
  });
});
