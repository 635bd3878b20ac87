import { expect } from '@open-wc/testing';
import { ChatHarness, delta, DONE, nextFrame } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';
import type { StreamChat } from '../../src/element.ts';
import type { ChatEventDetails, ChatEventName } from '../../src/events/chat-events.ts';

describe('the events of the element', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;

  beforeEach(async () => {
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url);
  });

  function detail<Name extends ChatEventName>(name: Name): ChatEventDetails[Name] {
    const event = chat.events.find(({ type }) => type === name);
    expect(event, `${name} was fired`).not.to.equal(undefined);
    return event!.detail as ChatEventDetails[Name];
  }

  it('come in order, with their details, and cross the shadow root', async () => {
    const outside: string[] = [];
    const onEvent = (event: Event): void => void outside.push(event.type);
    document.addEventListener('chat-finish', onEvent, { once: true });
    await chat.ask('Hello?');
    await stream.write(delta('Hi'));
    await chat.untilAnswer('Hi');
    await stream.write(delta(' there') + DONE);
    await chat.untilStatus('complete');
    const order = chat.names().filter((name) => name !== 'chat-change' && name !== 'chat-status');
    expect(order).to.deep.equal(['chat-before-send', 'chat-send', 'chat-first-token', 'chat-finish']);
    const statuses = chat.events
      .filter(({ type }) => type === 'chat-status')
      .map(({ detail: { status } }: any) => status as string); // eslint-disable-line typescript/no-explicit-any -- one of many details
    expect(statuses).to.deep.equal(['connecting', 'streaming', 'idle']);
    expect(outside).to.deep.equal(['chat-finish']);

    expect(detail('chat-send').message.role).to.equal('user');
    expect(detail('chat-first-token').message.status).to.equal('streaming');
    const { message } = detail('chat-finish');
    expect(message).to.equal(chat.element.messages.at(-1));
    expect(message.status).to.equal('complete');
    expect(message.metrics?.chars).to.equal('Hi there'.length);
    expect(message.metrics?.deltas).to.equal(2);
    expect(chat.element.metrics).to.equal(message.metrics);
  });

  it('chat-before-send shapes the request of a Retry and a Continue too, and keeps it', async () => {
    const onSend = ({ detail: { request } }: HTMLElementEventMap['chat-before-send']): void => {
      request.body['tenant'] = 'north';
    };
    chat.element.addEventListener('chat-before-send', onSend);
    await chat.ask('Hello?');
    await stream.write(delta('Hi'));
    await stream.end();
    await chat.untilStatus('interrupted');
    void chat.element.continue();
    await stream.write(delta('ya') + DONE);
    await chat.untilStatus('complete');
    void chat.element.retry();
    await stream.write(delta('Hey') + DONE);
    await chat.untilAnswer('Hey');
    const bodies = (await stream.requests()).map(({ body }) => JSON.parse(body) as { tenant?: string });
    expect(bodies.map(({ tenant }) => tenant)).to.deep.equal(['north', 'north', 'north']);

    await chat.untilStatus('complete');
    chat.element.addEventListener('chat-before-send', (event) => event.preventDefault());
    expect(await chat.element.retry()).to.equal(undefined);
    expect(await stream.requests()).to.have.lengthOf(3);
    expect(chat.answer()!.text).to.equal('Hey');
  });

  it('chat-before-send may change the request', async () => {
    chat.element.addEventListener('chat-before-send', ({ detail: { request } }) => {
      request.body['tenant'] = 'north';
      request.headers['x-tenant'] = 'north';
    });
    await chat.ask('Hello?');
    await stream.write(delta('Hi') + DONE);
    await chat.untilStatus('complete');
    const [request] = await stream.requests();
    expect((JSON.parse(request!.body) as { tenant: unknown }).tenant).to.equal('north');
    expect(request!.headers['x-tenant']).to.equal('north');
  });

  it('chat-error comes before chat-finish when an answer ends with an error', async () => {
    await chat.ask('Hello?');
    await stream.open({ status: 404 });
    await stream.end();
    await chat.untilStatus('failed');
    const order = chat.names().filter((name) => name === 'chat-error' || name === 'chat-finish');
    expect(order).to.deep.equal(['chat-error', 'chat-finish']);
    expect(detail('chat-error').error.type).to.equal('http');
    expect(detail('chat-error').error.httpStatus).to.equal(404);
  });

  it('chat-change comes at most once per frame, and the last one has everything', async () => {
    const perFrame: number[] = [0];
    let isCounting = true;
    const count = (): void => {
      perFrame.push(0);
      if (isCounting) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    chat.element.addEventListener('chat-change', () => perFrame[perFrame.length - 1]!++);
    await chat.ask('Hello?');
    for (let piece = 0; piece < 40; piece++) await stream.write(delta(`${piece} `).repeat(3));
    await stream.write(DONE);
    await chat.untilStatus('complete');
    await nextFrame();
    await nextFrame();
    isCounting = false;
    expect(Math.max(...perFrame)).to.equal(1);
    const last = chat.events.findLast(({ type }) => type === 'chat-change')!.detail as ChatEventDetails['chat-change'];
    expect(last.messages).to.equal(chat.element.messages);
  });

  it('chat-link tells of a link that is followed, and may keep the visitor', async () => {
    await chat.ask('Where?');
    await stream.write(delta('See [the page](https://example.com/a).') + DONE);
    await chat.untilStatus('complete');
    chat.element.addEventListener('chat-link', (event) => event.preventDefault());
    const link = chat.part('content')!.ownerDocument && chat.parts('link').at(-1)!;
    const click = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true });
    link.dispatchEvent(click);
    expect(click.defaultPrevented).to.equal(true);
    expect(detail('chat-link').url).to.equal('https://example.com/a');
    expect(detail('chat-link').message).to.equal(chat.element.messages.at(-1)!.id);
  });

  it('chat-open and chat-close tell of a floating chat', async () => {
    const floating = await ChatHarness.mount({ attributes: { mode: 'floating' } });
    expect(floating.names()).to.deep.equal([]);
    floating.element.show();
    await floating.element.updateComplete;
    floating.element.hide();
    await floating.element.updateComplete;
    expect(floating.names()).to.deep.equal(['chat-open', 'chat-close']);
  });
});

describe('the methods of the element', () => {
  it('work before the element is on the page', async () => {
    const element = document.createElement('stream-chat') as StreamChat;
    element.setMessages([message('1', 'user', 'Question'), message('2', 'assistant', '**Answer**')]);
    expect(element.transcript('text')).to.include('Question');
    element.show();
    element.stop();
    element.clear();
    expect(element.messages).to.deep.equal([]);
  });

  it('show messages that the page sets, rendered, with no request', async () => {
    const chat = await ChatHarness.mount();
    chat.element.setMessages([message('1', 'user', '**Question**'), message('2', 'assistant', '**Answer**')]);
    chat.element.addMessage(message('3', 'system', 'A person joined'));
    await chat.until(() => chat.parts('message').length === 3);
    expect(
      chat
        .messages()
        .slice(0, 2)
        .map(({ text }) => text),
    ).to.deep.equal(['**Question**', 'Answer']);
    expect(chat.root.querySelector('[data-id="2"] strong')).not.to.equal(null);
  });

  it('addMessage() fills in what a message of the page leaves out', async () => {
    const chat = await ChatHarness.mount();
    chat.element.addMessage({ role: 'assistant', text: 'Hello' });
    chat.element.addMessage({ role: 'user', parts: [{ type: 'text', text: 'Hi', revision: 0 }] });
    const [hello, hi] = chat.element.messages;
    expect(hello!.parts).to.deep.equal([{ type: 'text', text: 'Hello', revision: 0 }]);
    expect(hello).not.to.have.property('text');
    for (const { id, status, createdAt } of [hello!, hi!]) {
      expect(id).to.be.a('string').and.not.equal('');
      expect(status).to.equal('complete');
      expect(createdAt).to.be.closeTo(Date.now(), 60_000);
    }
    expect(hello!.id).not.to.equal(hi!.id);
    await chat.until(() => chat.messages().length === 2);
  });

  it('addMessage() puts a message in the place of the one with its id', async () => {
    const chat = await ChatHarness.mount();
    chat.element.setMessages([message('1', 'assistant', 'Wait'), message('2', 'user', 'Well?')]);
    chat.element.addMessage(message('1', 'assistant', 'Here it is'));
    await chat.until(() => chat.messages()[0]?.text === 'Here it is');
    expect(chat.messages().map(({ text }) => text)).to.deep.equal(['Here it is', 'Well?']);
  });

  it('what is no message is refused, and the conversation stays', async () => {
    const chat = await ChatHarness.mount();
    chat.element.setMessages([message('1', 'user', 'Question')]);
    const bads = [
      undefined,
      'Hello',
      {},
      { role: 'bot', text: 'Hello' },
      { role: 'user', parts: 'Hello' },
      // As other libraries have it: an empty message would be lost words.
      { role: 'user', content: 'Hello' },
      // What cannot be drawn would take the whole chat along.
      { role: 'user', parts: [{ type: 'file', name: 'a.pdf' }] },
    ];
    for (const bad of bads)
      for (const act of [() => chat.element.addMessage(bad as never), () => chat.element.setMessages([bad] as never)])
        expect(act, JSON.stringify(bad)).to.throw(TypeError);
    expect(() => chat.element.setMessages('Hello' as never)).to.throw(TypeError);
    expect(chat.element.messages.map(({ id }) => id)).to.deep.equal(['1']);
  });

  it('edit() asks the changed question and forgets what followed', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url);
    chat.element.setMessages([message('1', 'user', 'Old'), message('2', 'assistant', 'Old answer')]);
    const edited = chat.element.edit('1', 'New');
    await stream.write(delta('New answer') + DONE);
    expect((await edited)?.status).to.equal('complete');
    await chat.untilAnswer('New answer');
    expect(chat.messages().map(({ text }) => text)).to.deep.equal(['New', 'New answer']);
  });

  it('clear() ends the running answer and forgets everything', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url);
    await chat.ask('Hello?');
    await stream.write(delta('Hi'));
    await chat.untilAnswer('Hi');
    chat.element.clear();
    await chat.until(() => chat.messages().length === 0);
    expect(chat.status()).to.equal('idle');
  });

  it('transcript() gives the conversation as markdown, text and JSON', async () => {
    const chat = await ChatHarness.mount();
    chat.element.setMessages([message('1', 'user', 'Why?'), message('2', 'assistant', 'Because.')]);
    for (const format of ['markdown', 'text', 'json'] as const) {
      expect(chat.element.transcript(format), format).to.include('Why?').and.include('Because.');
    }
    expect((JSON.parse(chat.element.transcript('json')) as unknown[]).length).to.equal(2);
    chat.element.strings = { you: 'Du' };
    expect(chat.element.transcript('text')).to.include('Du: Why?');
  });
});

function message(id: string, role: 'user' | 'assistant' | 'system', words: string) {
  return { id, role, parts: [{ type: 'text', text: words, revision: 0 }], status: 'complete', createdAt: 0 } as const;
}
