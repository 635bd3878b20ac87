import { expect } from '@open-wc/testing';
import type { Message } from '../../src/chat/conversation.ts';
import type { Snapshot } from '../../src/chat/snapshot.ts';
import { delta, DONE, nextTask, warnings, type ChatHarness } from '../support/chat-harness.ts';
import { leavePage, replaced, returnToPage, Site } from '../support/storage.ts';
import { SteppedStream } from '../support/stream.ts';

const message = (id: string, words: string): Message => ({
  id,
  role: 'user',
  parts: [{ type: 'text', text: words, revision: 0 }],
  status: 'complete',
  createdAt: 1,
});
const snapshot = (messages: readonly Message[], more: object = {}): object => ({
  version: 1,
  conversationId: 'c',
  messages,
  draft: '',
  open: false,
  ...more,
});
const ids = (chat: ChatHarness): string => chat.element.messages.map(({ id }) => id).join(' ');

describe('what is stored of a conversation', () => {
  let stream: SteppedStream;
  let site: Site;

  beforeEach(() => {
    stream = new SteppedStream();
    site = new Site(stream.url);
  });
  afterEach(() => returnToPage());

  async function asked(chat: ChatHarness): Promise<void> {
    await chat.ask('Why?');
    await stream.write(delta('Because so.') + DONE);
    await chat.untilStatus('complete');
  }

  it('is nothing, and nothing listens for it, without `persist` (E-11)', async () => {
    const seen: string[] = [];
    const spy = (name: string) => () => void seen.push(name);
    await replaced(Storage.prototype, 'setItem', spy('setItem'), () =>
      replaced(window, 'BroadcastChannel', spy('BroadcastChannel'), () =>
        replaced(LockManager.prototype, 'request', spy('lock'), async () => {
          const chat = await site.visit({ attributes: { persist: 'none' } });
          await asked(chat);
          await chat.type('A draft');
          leavePage();
          chat.element.remove();
          await nextTask();
        }),
      ),
    );
    expect(seen).to.deep.equal([]);
    expect(site.names()).to.deep.equal([]);
    expect(sessionStorage.length).to.equal(0);
  });

  it('is nothing while nobody does anything', async () => {
    const chat = await site.visit();
    leavePage();
    expect(site.names()).to.deep.equal([]);
    expect(chat.names()).to.deep.equal([]);
  });

  it('is written at intervals, never per token, and at once when the page is left', async () => {
    const timers: (() => void)[] = [];
    let writes = 0;
    const ownTimeout = window.setTimeout.bind(window);
    const ownSet = Reflect.get(Storage.prototype, 'setItem') as Storage['setItem'];
    const later = (callback: () => void, ms?: number): unknown =>
      ms === 1000 ? timers.push(callback) : ownTimeout(callback, ms);
    const setItem = function (this: Storage, key: string, value: string): void {
      writes++;
      ownSet.call(this, key, value);
    };
    await replaced(window, 'setTimeout', later, () =>
      replaced(Storage.prototype, 'setItem', setItem, async () => {
        const chat = await site.visit();
        await chat.ask('Why?');
        for (let token = 0; token < 40; token++) await stream.write(delta(`${token} `));
        await chat.until(() => chat.answerText().endsWith(' 39 '));
        expect([writes, timers.length]).to.deep.equal([0, 1]);
        timers.pop()!();
        expect(writes).to.equal(1);
        expect(JSON.stringify(site.stored())).to.include(' 39 ');
        await stream.write(delta('40 '));
        await chat.until(() => chat.answerText().endsWith(' 40 '));
        expect(timers.length).to.equal(1);
        leavePage();
        expect(writes).to.equal(2);
        expect(JSON.stringify(site.stored())).to.include(' 40 ');
      }),
    );
  });

  it('holds no header, no token, no request (E-12)', async () => {
    const chat = await site.visit({
      properties: {
        headers: { Authorization: 'Bearer top-secret' },
        body: { key: 'top-secret' },
        context: { session: 'top-secret' },
        user: 'top-secret',
      },
    });
    await asked(chat);
    expect((await stream.requests())[0]!.headers['authorization']).to.equal('Bearer top-secret');
    leavePage();
    expect(site.stored()!.messages.length).to.equal(2);
    expect(JSON.stringify(site.stored())).not.to.include('secret');
  });

  describe('is gone with clear()', () => {
    it('at once, and stays gone when the page is left, also with a draft in the field', async () => {
      const chat = await site.visit();
      await asked(chat);
      await chat.type('A draft');
      leavePage();
      returnToPage();
      await chat.element.updateComplete;
      expect(site.names()).to.have.lengthOf(1);
      const { conversationId } = chat.element;
      chat.element.clear();
      expect(site.names()).to.deep.equal([]);
      await chat.element.updateComplete;
      leavePage();
      expect(site.names()).to.deep.equal([]);
      expect(chat.input.value).to.equal('A draft');
      expect(chat.element.conversationId).not.to.equal(conversationId);
    });

    it('in the middle of an answer too', async () => {
      const chat = await site.visit();
      await chat.ask('Why?');
      await stream.write(delta('Because'));
      await chat.untilAnswer('Because');
      chat.element.clear();
      await chat.until(() => chat.messages().length === 0);
      leavePage();
      expect(site.names()).to.deep.equal([]);
    });
  });

  describe('is no condition for the chat: it works', () => {
    async function expectChat(chat: ChatHarness): Promise<void> {
      await asked(chat);
      await chat.untilAnswer('Because so.');
      leavePage();
      returnToPage();
      await chat.element.updateComplete;
      expect(chat.messages().length).to.equal(2);
      chat.element.clear();
      await chat.until(() => chat.messages().length === 0);
    }
    const refuse = (): never => {
      throw new DOMException('Not here.', 'SecurityError');
    };

    it('where the page may not even look at the storage, and says so once', async () => {
      const own = Object.getOwnPropertyDescriptor(window, 'localStorage')!;
      const said = await warnings(async () => {
        Object.defineProperty(window, 'localStorage', { get: refuse, configurable: true });
        try {
          await expectChat(await site.visit());
        } finally {
          Object.defineProperty(window, 'localStorage', own);
        }
      });
      expect(said).to.have.lengthOf(1);
      expect(said[0]).to.include('cannot keep its conversation');
    });

    for (const name of ['getItem', 'setItem'] as const) {
      it(`where ${name} throws`, async () => {
        await warnings(() => replaced(Storage.prototype, name, refuse, async () => expectChat(await site.visit())));
      });
    }

    it('where channels and locks are refused', async () => {
      const refused = function (): never {
        return refuse();
      };
      await warnings(() =>
        replaced(window, 'BroadcastChannel', refused, () =>
          replaced(
            LockManager.prototype,
            'request',
            () => Promise.reject(new Error('refused')),
            async () => expectChat(await site.visit()),
          ),
        ),
      );
    });

    it('where another script left something else under its name', async () => {
      for (const odd of ['{', '"text"', 'null', '{"version":1,"messages":[{"id":1}]}', '[[]]']) {
        stream = new SteppedStream();
        site = new Site(stream.url);
        localStorage.setItem(`stream-chat:${site.key}`, odd);
        const chat = await site.visit();
        await asked(chat);
        chat.element.remove();
        await nextTask();
        expect(site.stored()?.messages.length, odd).to.equal(2);
      }
    });
  });

  it('loses its oldest messages where the storage is full, and says nothing', async () => {
    const ownSet = Reflect.get(Storage.prototype, 'setItem') as Storage['setItem'];
    const setItem = function (this: Storage, key: string, value: string): void {
      if (value.length > 5000) throw new DOMException('Full.', 'QuotaExceededError');
      ownSet.call(this, key, value);
    };
    const said = await warnings(() =>
      replaced(Storage.prototype, 'setItem', setItem, async () => {
        const chat = await site.visit();
        for (let index = 0; index < 30; index++) chat.element.addMessage(message(`m${index}`, 'words '.repeat(50)));
        await chat.element.updateComplete;
        leavePage();
        expect(chat.element.messages.length).to.equal(30);
      }),
    );
    const kept = site.stored()!.messages.map(({ id }) => id);
    expect(kept.at(-1)).to.equal('m29');
    expect(kept.length).to.be.within(5, 20);
    expect(said).to.deep.equal([]);
  });

  it('is left alone when a newer version wrote it', async () => {
    const newer = snapshot([message('m', 'From the future')], { version: 99 });
    site.store(newer);
    const said = await warnings(async () => {
      const chat = await site.visit();
      await asked(chat);
      leavePage();
    });
    expect(site.stored()).to.deep.equal(newer);
    expect(said.join()).to.include('newer version, 99');
  });

  it('shows hostile text as text, as any answer (X-20)', async () => {
    const hostile = { ...message('a', '<img src=x onerror=alert(1)> **bold**'), role: 'assistant' } as Message;
    site.store(snapshot([hostile, message('u', '<script>alert(1)</script>')]));
    const chat = await site.visit();
    await chat.until(() => chat.messages()[0]?.text.includes('bold') ?? false);
    expect(chat.log.querySelector('img, script')).to.equal(null);
  });

  it('is not written any more once `persist` is taken away', async () => {
    const chat = await site.visit();
    await chat.type('Before');
    chat.element.persist = 'none';
    await chat.element.updateComplete;
    await chat.type('After');
    leavePage();
    expect(site.names()).to.deep.equal([]);
  });

  describe('by a store of the site', () => {
    interface Kept {
      readonly saved: Snapshot[];
      load: () => unknown;
      save: (snapshot: Snapshot) => unknown;
    }
    const storeOf = (load: () => unknown): Kept => {
      const saved: Snapshot[] = [];
      return { saved, load, save: (given) => void saved.push(given) };
    };
    /** Each on a page of its own, with an endpoint of its own. */
    const visit = (store: Kept): Promise<ChatHarness> => {
      stream = new SteppedStream();
      return new Site(stream.url).visit({ attributes: { persist: 'none' }, properties: { store } });
    };

    it('is loaded at once or later, as a snapshot or a bare list of messages', async () => {
      const messages = [message('one', 'One'), message('two', 'Two')];
      for (const value of [snapshot(messages), messages, Promise.resolve(snapshot(messages))]) {
        const chat = await visit(storeOf(() => value));
        await chat.until(() => ids(chat) === 'one two');
        chat.remove();
      }
      expect(site.names()).to.deep.equal([]);
    });

    it('is saved when the page is left, and is empty after clear()', async () => {
      const store = storeOf(() => undefined);
      const chat = await visit(store);
      await asked(chat);
      await chat.type('A draft');
      leavePage();
      returnToPage();
      await chat.element.updateComplete;
      expect(store.saved.at(-1)).to.deep.include({ draft: 'A draft', messages: chat.element.messages });
      chat.element.clear();
      expect(store.saved.at(-1)).to.deep.include({ draft: '', messages: [] });
      expect(site.names()).to.deep.equal([]);
    });

    it('that answers late comes before what the visitor said meanwhile, and nothing is saved before', async () => {
      let answer: (value: unknown) => void = () => {};
      const store = storeOf(() => new Promise((resolve) => (answer = resolve)));
      const chat = await visit(store);
      await asked(chat);
      await chat.type('A draft');
      leavePage();
      returnToPage();
      await chat.element.updateComplete;
      expect(store.saved).to.deep.equal([]);
      answer(snapshot([message('one', 'One')], { draft: 'An old draft' }));
      await chat.until(() => chat.messages().length === 3);
      expect(chat.messages().map(({ text }) => text)).to.deep.equal(['One', 'Why?', 'Because so.']);
      expect(chat.input.value).to.equal('A draft');
      leavePage();
      expect(store.saved.at(-1)!.messages.length).to.equal(3);
    });

    it('that fails to load is not overwritten; one that fails to save costs nothing else (R-30)', async () => {
      const failures: (() => unknown)[] = [
        () => {
          throw new Error('no database');
        },
        () => Promise.reject(new Error('no database')),
      ];
      for (const fail of failures) {
        const store = storeOf(fail);
        const said = await warnings(async () => {
          const chat = await visit(store);
          await asked(chat);
          await nextTask();
          leavePage();
          returnToPage();
          expect(chat.messages().length).to.equal(2);
          chat.remove();
        });
        expect(store.saved).to.deep.equal([]);
        expect(said.join()).to.include('no database');

        const full = { ...storeOf(() => undefined), save: fail };
        await warnings(async () => {
          const chat = await visit(full);
          await asked(chat);
          leavePage();
          returnToPage();
          expect(chat.messages().length).to.equal(2);
          chat.remove();
        });
      }
    });
  });
});
