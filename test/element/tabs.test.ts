import { expect } from '@open-wc/testing';
import type { Message } from '../../src/chat/conversation.ts';
import { delta, DONE, eventually, nextTask, type ChatHarness } from '../support/chat-harness.ts';
import { leavePage, replaced, returnToPage, Site } from '../support/storage.ts';
import { SteppedStream } from '../support/stream.ts';

/** Two elements on one page stand for two tabs: they share channel, lock and storage as tabs do. Real tabs: test/end-to-end. */
describe('two tabs show one conversation', () => {
  let stream: SteppedStream;
  let site: Site;
  let one: ChatHarness;
  let two: ChatHarness;

  beforeEach(async () => {
    stream = new SteppedStream();
    site = new Site(stream.url);
    [one, two] = await Promise.all([site.visit(), site.visit()]);
  });

  const words = (chat: ChatHarness): string[] =>
    chat.messages().map(({ role, status, text }) => `${role} ${status}: ${text}`);
  const requests = async (): Promise<number> => (await stream.requests()).length;

  it('live: the question, the answer as it grows, and its end, over one connection', async () => {
    await one.ask('Why?');
    await two.until(() => two.messages().length === 2, 'the question is there');
    await stream.write(delta('Because **it'));
    await two.untilAnswer('Because it');
    expect(two.answer()?.status).to.equal('streaming');
    expect(two.part('cursor')).not.to.equal(null);
    await stream.write(delta(' is**.') + DONE);
    await two.untilStatus('complete');
    expect(words(two)).to.deep.equal(words(one));
    expect(two.element.messages).to.deep.equal(one.element.messages);
    expect(two.part('cursor')).to.equal(null);
    expect(await requests()).to.equal(1);
  });

  it('says it once: the tab that asked announces and tells the page, the other does not', async () => {
    await one.ask('Why?');
    await stream.write(delta('So.') + DONE);
    await two.untilStatus('complete');
    expect(one.names()).to.include('chat-finish');
    expect(two.names()).not.to.include('chat-finish').and.not.to.include('chat-send');
    expect(two.part('announcer')?.textContent).to.equal('');
  });

  it('stops it from either', async () => {
    await one.ask('Why?');
    await stream.write(delta('Because'));
    await two.untilAnswer('Because');
    two.press('stop-button');
    await one.untilStatus('stopped');
    await two.untilStatus('stopped');
    expect(words(two)).to.deep.equal(words(one));
    expect(one.answer()?.text).to.equal('Because');
    await eventually(
      () => stream.requests(),
      ([request]) => request!.closedByPage,
      'the connection is closed',
    );
  });

  it('goes on in the other tab, with what was said in the first', async () => {
    await one.ask('Why?');
    await stream.write(delta('So.') + DONE);
    await two.untilStatus('complete');
    await two.ask('Really?');
    await stream.write(delta('Yes.') + DONE);
    await one.until(() => one.messages().length === 4 && one.answer()?.status === 'complete');
    expect(one.messages().map(({ text }) => text)).to.deep.equal(['Why?', 'So.', 'Really?', 'Yes.']);
    const { conversationId } = one.element;
    expect(two.element.conversationId).to.equal(conversationId);
  });

  it('asking in the other tab ends the answer that is being written, as in the same tab', async () => {
    await one.ask('Why?');
    await stream.write(delta('Because'));
    await two.untilAnswer('Because');
    const second = new SteppedStream();
    two.element.endpoint = second.url;
    await two.ask('Really?');
    await one.until(() => one.messages().length === 4);
    expect(one.messages()[1]).to.include({ status: 'stopped', text: 'Because' });
    await second.write(delta('Yes.') + DONE);
    await one.until(() => one.answer()?.status === 'complete');
    expect(words(one)).to.deep.equal(words(two));
  });

  it('puts another answer to an earlier question in its place, with its versions', async () => {
    for (const question of ['Why?', 'Really?']) {
      await one.ask(question);
      await stream.write(delta(`So, ${question}`) + DONE);
      await two.until(() => two.messages().at(-1)?.status === 'complete' && two.messages().at(-2)?.text === question);
    }
    void one.element.retry(one.element.messages[1]!.id);
    await two.until(() => two.messages()[1]?.status === 'pending');
    await stream.write(delta('Otherwise.') + DONE);
    await two.until(() => two.messages()[1]?.status === 'complete');
    expect(words(two)).to.deep.equal(words(one));
    expect(two.element.messages).to.deep.equal(one.element.messages);
  });

  it('shares the draft and the open panel', async () => {
    await one.type('Half a thou');
    await two.until(() => two.input.value === 'Half a thou');
    two.element.show();
    await eventually(
      () => Promise.resolve(one.element.open),
      (open) => open,
      'the other is open too',
    );
    await two.ask(two.input.value);
    await one.until(() => one.input.value === '');
  });

  it('clears both, also while the other is writing, and nothing stays stored', async () => {
    await one.ask('Why?');
    await stream.write(delta('Because'));
    await two.untilAnswer('Because');
    two.element.clear();
    await one.until(() => one.messages().length === 0, 'the writing tab is empty');
    await eventually(
      () => stream.requests(),
      ([request]) => request!.closedByPage,
      'the connection is closed',
    );
    expect(one.element.conversationId).to.equal(two.element.conversationId);
    await nextTask();
    expect(two.messages()).to.deep.equal([]);
    leavePage();
    expect(site.names()).to.deep.equal([]);
    returnToPage();
  });

  it('keeps what both said at the same moment', async () => {
    const message = (id: string): Message => ({
      id,
      role: 'user',
      parts: [{ type: 'text', text: id, revision: 0 }],
      status: 'complete',
      createdAt: 1,
    });
    one.element.addMessage(message('one'));
    two.element.addMessage(message('two'));
    await one.until(() => one.messages().length === 2);
    await two.until(() => two.messages().length === 2);
    leavePage();
    expect(
      site
        .stored()
        ?.messages.map(({ id }) => id)
        .toSorted(),
    ).to.deep.equal(['one', 'two']);
    returnToPage();
  });

  it('a tab that comes later joins an answer in the middle, also before anything was stored', async () => {
    await one.ask('Why?');
    await stream.write(delta('Because'));
    await one.untilAnswer('Because');
    localStorage.removeItem(site.names()[0] ?? '');
    const three = await site.visit();
    await three.untilAnswer('Because');
    expect(three.answer()?.status).to.equal('streaming');
    await stream.write(delta(' so.') + DONE);
    await three.untilStatus('complete');
    expect(three.answer()?.text).to.equal('Because so.');
    expect(await requests()).to.equal(1);
  });

  it('an answer whose tab has gone is interrupted in the others, with all its text', async () => {
    await one.ask('Why?');
    await stream.write(delta('Because it is'));
    await two.untilAnswer('Because it is');
    one.element.remove();
    await two.untilStatus('interrupted');
    expect(two.answer()?.text).to.equal('Because it is');
    expect(two.part('retry-button')).not.to.equal(null);
  });

  it('also in two chats of one page with persist="session", so that none overwrites the other (law 5)', async () => {
    const session = { attributes: { persist: 'session' } };
    [one, two] = [await site.visit(session), await site.visit(session)];
    await one.ask('Why?');
    await stream.write(delta('Because so.') + DONE);
    await two.untilAnswer('Because so.');
    await one.untilStatus('complete');
    await two.ask('And how?');
    await eventually(
      () => stream.requests(),
      (all) => all.length === 2 && all[0]!.closedByPage,
      'the second question is asked',
    );
    await stream.write(delta('Like this.') + DONE);
    await one.untilAnswer('Like this.');
    one.element.remove();
    const next = await site.next(two, session);
    await next.untilAnswer('Like this.');
    expect(next.messages().map(({ text }) => text)).to.deep.equal(['Why?', 'Because so.', 'And how?', 'Like this.']);
    next.element.clear();
  });

  it('only in tabs with the same key', async () => {
    const other = await site.visit({ attributes: { 'storage-key': `${site.key}-other` } });
    const alone = await site.visit({ attributes: { persist: 'session' } });
    await one.ask('Why?');
    await stream.write(delta('So.') + DONE);
    await two.untilStatus('complete');
    expect(other.messages()).to.deep.equal([]);
    expect(alone.messages()).to.deep.equal([]);
  });

  it('is not moved by strange words on its channel', async () => {
    const channel = new BroadcastChannel(`stream-chat:${site.key}`);
    const say = (news: unknown): void => {
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
      channel.postMessage(news);
    };
    for (const odd of [
      null,
      1,
      'text',
      [],
      { messages: 1 },
      { messages: [{ id: 1 }], removed: [{}] },
      { draft: {}, open: 'yes' },
    ])
      say(odd);
    say({ draft: 'the last' });
    await one.until(() => one.input.value === 'the last');
    expect(one.messages()).to.deep.equal([]);
    expect(one.element.open).to.equal(false);
    channel.close();
  });

  it('by what is stored alone where there are no channels', async () => {
    one.remove();
    two.remove();
    await nextTask();
    const frame = document.createElement('iframe');
    document.body.append(frame);
    try {
      await replaced(window, 'BroadcastChannel', undefined, async () => {
        Reflect.deleteProperty(window, 'BroadcastChannel');
        const chat = await site.visit();
        await chat.ask('Why?');
        await stream.write(delta('So.') + DONE);
        await chat.untilStatus('complete');
        leavePage();
        returnToPage();
        await chat.element.updateComplete;
        const stored = site.stored()!;
        const said = { ...stored.messages[0]!, id: 'other', parts: [{ type: 'text', text: 'Elsewhere', revision: 0 }] };
        frame.contentWindow!.localStorage.setItem(
          site.names()[0]!,
          JSON.stringify({ ...stored, messages: [...stored.messages, said] }),
        );
        await chat.until(() => chat.messages().length === 3);
        expect(chat.messages().map(({ text }) => text)).to.deep.equal(['Why?', 'So.', 'Elsewhere']);
        frame.contentWindow!.localStorage.removeItem(site.names()[0]!);
        await chat.until(() => chat.messages().length === 0);
      });
    } finally {
      frame.remove();
    }
  });
});
