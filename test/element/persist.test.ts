import { expect } from '@open-wc/testing';
import type { Message } from '../../src/chat/conversation.ts';
import { delta, DONE, eventually, nextFrame, nextTask, type ChatHarness } from '../support/chat-harness.ts';
import { leavePage, returnToPage, Site } from '../support/storage.ts';
import { SteppedStream } from '../support/stream.ts';

const message = (id: string, words: string, more: Partial<Message> = {}): Message => ({
  id,
  role: 'user',
  parts: [{ type: 'text', text: words, revision: 0 }],
  status: 'complete',
  createdAt: 1,
  ...more,
});
const words = (chat: ChatHarness): string[] => chat.messages().map(({ role, text: seen }) => `${role}: ${seen}`);

describe('a conversation over page loads (R-29)', () => {
  let stream: SteppedStream;
  let site: Site;

  beforeEach(() => {
    stream = new SteppedStream();
    site = new Site(stream.url);
  });

  async function asked(chat: ChatHarness): Promise<void> {
    await chat.ask('Why?');
    await stream.write(delta('Because **so**.') + DONE);
    await chat.untilStatus('complete');
  }

  for (const persist of ['session', 'local']) {
    it(`is on screen again, and nothing is asked again (${persist})`, async () => {
      const chat = await site.visit({ attributes: { persist } });
      await asked(chat);
      const next = await site.next(chat, { attributes: { persist } });
      await next.untilAnswer('Because so.');
      expect(words(next)).to.deep.equal(['user: Why?', 'assistant: Because so.']);
      expect(next.element.messages).to.deep.equal(chat.element.messages);
      expect(next.element.conversationId).to.equal(chat.element.conversationId);
      expect((await stream.requests()).length).to.equal(1);
    });
  }

  it('goes on: the next question is asked with what was said before', async () => {
    const chat = await site.visit();
    await asked(chat);
    const next = await site.next(chat);
    await next.ask('Really?');
    await stream.write(delta('Yes.') + DONE);
    await next.untilAnswer('Yes.');
    const { messages } = JSON.parse((await stream.requests())[1]!.body) as { messages: { content: string }[] };
    expect(messages.map(({ content }) => content)).to.deep.equal(['Why?', 'Because **so**.', 'Really?']);
  });

  it('keeps what was typed and not sent', async () => {
    const chat = await site.visit();
    await chat.type('Half a thou');
    const next = await site.next(chat);
    expect(next.input.value).to.equal('Half a thou');
  });

  it('keeps a floating panel open, or closed', async () => {
    const setup = { attributes: { mode: 'floating' } };
    let chat = await site.visit(setup);
    expect(chat.part('panel')).to.equal(null);
    chat.press('launcher');
    await chat.until(() => chat.part('panel') !== null);
    chat = await site.next(chat, setup);
    expect(chat.part('panel')).not.to.equal(null);
    chat.press('close-button');
    await chat.until(() => chat.part('panel') === null);
    chat = await site.next(chat, setup);
    expect(chat.part('panel')).to.equal(null);
  });

  it('keeps a call-out away that was sent away, or whose chat was opened', async () => {
    const setup = { attributes: { mode: 'floating', 'call-out': 'Hello!' } };
    for (const parts of [['call-out-close-button'], ['launcher', 'close-button']]) {
      let chat = await site.visit(setup);
      await chat.until(() => chat.part('call-out') !== null);
      for (const part of parts) {
        chat.press(part);
        await chat.until(() => chat.part('call-out') === null);
        await chat.element.updateComplete;
      }
      chat = await site.next(chat, setup);
      expect(chat.part('call-out') === null, parts.join()).to.equal(true);
      chat.remove();
      site = new Site(stream.url);
    }
  });

  it('keeps the place of a reader who had scrolled up, also when the page is narrower', async () => {
    const chat = await site.visit();
    chat.element.setMessages(
      Array.from({ length: 40 }, (_, index) => message(`m${index}`, `${index} words `.repeat(20))),
    );
    await chat.until(() => chat.log.scrollTop > 400, 'the log is at its end');
    const rest = new Promise((resolve) => chat.log.addEventListener('scrollend', resolve, { once: true }));
    chat.log.scrollTop = 250;
    await rest;
    await chat.until(() => chat.part('jump-button') !== null, 'the chat has seen the scrolling');
    const top = (element: Element): number => element.getBoundingClientRect().top;
    const first = chat.parts('message').find((seen) => seen.getBoundingClientRect().bottom > top(chat.log))!.dataset[
      'id'
    ];
    const offset = (next: ChatHarness): number => top(next.root.querySelector(`[data-id="${first}"]`)!) - top(next.log);
    const before = offset(chat);
    const parent = document.createElement('div');
    parent.style.width = '20rem';
    document.body.append(parent);
    try {
      const next = await site.next(chat, { parent });
      await nextFrame();
      await nextFrame();
      expect(offset(next)).to.be.closeTo(before, 2);
      await next.until(() => next.part('jump-button') !== null, 'the way to the end is offered');
    } finally {
      parent.remove();
    }
  });

  describe('left in the middle of an answer (R-14)', () => {
    for (const persist of ['session', 'local']) {
      it(`shows it interrupted with all its text, and Retry replaces it (${persist})`, async () => {
        const chat = await site.visit({ attributes: { persist } });
        await chat.ask('Why?');
        await stream.write(delta('Because it is'));
        await chat.untilAnswer('Because it is');
        const next = await site.next(chat, { attributes: { persist } });
        await next.untilStatus('interrupted');
        await next.untilAnswer('Because it is');
        expect(next.notice()).to.match(/^Answer interrupted/);
        expect(next.part('cursor')).to.equal(null);
        await eventually(
          () => stream.requests(),
          ([request]) => request!.closedByPage,
          'the first page closed its connection',
        );
        next.press('retry-button');
        await stream.write(delta('Because.') + DONE);
        await next.untilAnswer('Because.');
        expect(words(next)).to.deep.equal(['user: Why?', 'assistant: Because.']);
      });
    }

    it('shows that no answer arrived when none had begun', async () => {
      const chat = await site.visit();
      await chat.ask('Why?');
      const next = await site.next(chat);
      await next.untilStatus('failed');
      expect(next.notice()).to.match(/^No answer arrived/);
      expect(words(next)).to.deep.equal(['user: Why?', 'assistant: ']);
    });

    it('shows it interrupted where the browser has no locks, as without https', async () => {
      const own = Object.getOwnPropertyDescriptor(Navigator.prototype, 'locks')!;
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined, configurable: true });
      try {
        const chat = await site.visit();
        await chat.ask('Why?');
        await stream.write(delta('Because it is'));
        await chat.untilAnswer('Because it is');
        const next = await site.next(chat);
        await next.untilStatus('interrupted');
        expect(next.answer()?.text).to.equal('Because it is');
      } finally {
        Object.defineProperty(Navigator.prototype, 'locks', own);
      }
    });
  });

  describe('of other chats', () => {
    it('does not mix with that of another storage key', async () => {
      const chat = await site.visit();
      await asked(chat);
      await chat.type('Mine');
      const other = await site.visit({ attributes: { 'storage-key': `${site.key}-other` } });
      expect(other.messages()).to.deep.equal([]);
      await other.type('Yours');
      chat.element.remove();
      other.element.remove();
      await nextTask();
      const again = await site.visit();
      expect(again.input.value).to.equal('Mine');
      expect(again.messages().length).to.equal(2);
      const otherAgain = await site.visit({ attributes: { 'storage-key': `${site.key}-other` } });
      expect(otherAgain.input.value).to.equal('Yours');
      expect(otherAgain.messages()).to.deep.equal([]);
    });

    it('is replaced when the key changes, as when another person signs in', async () => {
      const chat = await site.visit();
      await asked(chat);
      const { conversationId } = chat.element;
      chat.element.storageKey = `${site.key}-other`;
      await chat.until(() => chat.messages().length === 0);
      expect(chat.element.conversationId).not.to.equal(conversationId);
      chat.element.storageKey = site.key;
      await chat.untilAnswer('Because so.');
      expect(chat.element.conversationId).to.equal(conversationId);
    });

    it('belongs to the endpoint where no key is given, whose query stays out of the storage (E-12)', async () => {
      const attributes = { 'storage-key': '', endpoint: `${stream.url}?token=secret` };
      const chat = await site.visit({ attributes });
      await chat.type('Mine');
      const next = await site.next(chat, { attributes: { ...attributes, endpoint: `${stream.url}?token=renewed` } });
      expect(next.input.value).to.equal('Mine');
      expect(site.names()).to.deep.equal([`stream-chat:${location.host}${stream.url}`]);
    });
  });

  it('goes with the element when it is moved, without a break in the answer (R-17)', async () => {
    const chat = await site.visit();
    await chat.ask('Why?');
    await stream.write(delta('Because'));
    await chat.untilAnswer('Because');
    document.body.append(chat.element);
    await stream.write(delta(' so.') + DONE);
    await chat.untilStatus('complete');
    expect(chat.answer()?.text).to.equal('Because so.');
    expect((await stream.requests()).length).to.equal(1);
  });

  it('is asked for once the page returns from the back/forward cache, where it held nothing (E-16, F-38)', async () => {
    const chat = await site.visit();
    await asked(chat);
    leavePage();
    const { held = [], pending = [] } = await navigator.locks.query();
    const name = `stream-chat:${site.key}`;
    expect([...held, ...pending].filter((lock) => lock.name === name)).to.deep.equal([]);
    const kept = site.stored()!;
    expect(kept.messages.length).to.equal(2);
    site.store({ ...kept, messages: [...kept.messages, message('m', 'Said in another tab')] });
    expect(chat.messages().length).to.equal(2);
    returnToPage();
    await chat.until(() => chat.messages().length === 3);
    expect(words(chat).at(-1)).to.equal('user: Said in another tab');
  });
});
