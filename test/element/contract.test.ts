import { expect } from '@open-wc/testing';
import { ChatHarness, delta, DONE } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';
import { defineStreamChat, type StreamChat } from '../../src/element.ts';

/** A property, and what shows its value. */
const VISIBLE: readonly (readonly [
  property: string,
  value: unknown,
  shown: (chat: ChatHarness) => unknown,
  expected: unknown,
])[] = [
  ['heading', 'Help', (chat) => chat.part('title')?.textContent, 'Help'],
  ['placeholder', 'Ask me', (chat) => chat.input.placeholder, 'Ask me'],
  ['greeting', 'Hello **you**', (chat) => chat.part('message-greeting')?.querySelector('strong')?.textContent, 'you'],
  ['disclaimer', 'A machine answers.', (chat) => chat.part('disclaimer')?.textContent, 'A machine answers.'],
  [
    'suggestions',
    ['One', 'Two'],
    (chat) => chat.parts('suggestion').map(({ textContent }) => textContent.trim()),
    ['One', 'Two'],
  ],
  ['draft', 'Text', (chat) => chat.input.value, 'Text'],
  ['disabled', true, (chat) => chat.input.disabled, true],
  ['readOnly', true, (chat) => chat.part('input'), null],
  [
    'strings',
    { placeholder: 'Frage …', send: 'Senden' },
    (chat) => [chat.input.placeholder, chat.part('send-button')!.ariaLabel],
    ['Frage …', 'Senden'],
  ],
  ['sendOn', 'mod-enter', (chat) => chat.input.getAttribute('enterkeyhint'), 'enter'],
  ['mode', 'floating', (chat) => chat.part('launcher')?.getAttribute('aria-expanded'), 'false'],
];

describe('the contract', () => {
  describe('a property that is set later is shown', () => {
    for (const [property, value, shown, expected] of VISIBLE) {
      it(property, async () => {
        const chat = await ChatHarness.mount();
        expect(shown(chat)).not.to.deep.equal(expected);
        Object.assign(chat.element, { [property]: value });
        await chat.element.updateComplete;
        expect(shown(chat)).to.deep.equal(expected);
      });
    }
  });

  it('a property that is set before the element is defined counts', async () => {
    const { defineStreamChat } = await import('../../src/element.ts');
    const early = document.createElement('early-chat') as StreamChat;
    Object.assign(early, { heading: 'Early', draft: 'Typed early' });
    document.body.append(early);
    defineStreamChat('early-chat');
    await early.updateComplete;
    expect(early.shadowRoot!.querySelector('[part~="title"]')?.textContent).to.equal('Early');
    expect(early.shadowRoot!.querySelector('textarea')?.value).to.equal('Typed early');
    early.remove();
  });

  it('names every part of a conversation', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url, { attributes: { heading: 'Help', suggestions: '["One"]' } });
    const expectParts = (...names: string[]): void => {
      for (const name of names) expect(chat.part(name), name).not.to.equal(null);
    };
    expectParts('panel', 'header', 'title', 'log', 'composer', 'input', 'send-button', 'suggestion');
    await chat.ask('Hello?');
    await stream.write(delta('Text'));
    await chat.untilAnswer('Text');
    expectParts('message', 'message-user', 'message-assistant', 'content', 'cursor', 'stop-button', 'paragraph');
    await stream.cut();
    await chat.untilStatus('interrupted');
    expectParts('notice', 'retry-button', 'continue-button', 'copy-button');
    chat.press('retry-button');
    const markdown = [
      '# Heading',
      'A `code` [link](https://example.com) ![image](https://example.com/a.png)',
      '- item',
      '| a | b |\n|---|---|\n| 1 | 2 |',
      '```js\nlet a;\n```',
      '> quote',
    ].join('\n\n');
    await stream.write(delta(markdown) + DONE);
    await chat.untilStatus('complete');
    expectParts(
      'heading',
      'inline-code',
      'link',
      'image',
      'list',
      'table',
      'code-block',
      'code-header',
      'blockquote',
      'regenerate-button',
    );
  });

  it('a message carries its id, role and status', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url);
    await chat.ask('Hello?');
    await stream.write(delta('Hi') + DONE);
    await chat.untilStatus('complete');
    const shown = chat.parts('message').map(({ dataset }) => ({ ...dataset }));
    expect(shown).to.deep.equal(chat.element.messages.map(({ id, role, status }) => ({ id, role, status })));
  });

  it('reasoning stands in a closed section', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url);
    await chat.ask('Why?');
    const thought = { choices: [{ index: 0, delta: { reasoning_content: 'Let me think.' } }] };
    const said = { choices: [{ index: 0, delta: { content: 'Because.' }, finish_reason: 'stop' }] };
    await stream.write(`data: ${JSON.stringify(thought)}\n\ndata: ${JSON.stringify(said)}\n\ndata: [DONE]\n\n`);
    await chat.untilStatus('complete');
    const section = chat.part('reasoning') as HTMLDetailsElement;
    expect(section.open).to.equal(false);
    expect(section.textContent).to.include('Let me think.');
    expect(chat.answer()?.text).to.equal('Because.');
  });

  it('has every slot', async () => {
    const names = [
      'header',
      'header-actions',
      'empty',
      'disclaimer',
      'composer-start',
      'composer-end',
      'footer',
      'launcher',
    ];
    const children = names.map((name) => `<i slot="${name}">${name}</i>`).join('');
    const chat = await ChatHarness.mount({ attributes: { mode: 'floating', open: true }, children });
    for (const name of names) {
      const child = chat.element.querySelector(`[slot="${name}"]`)!;
      expect(child.assignedSlot?.name, name).to.equal(name);
    }
  });

  it('reads its properties from a config child', async () => {
    const children =
      '<script type="application/json" slot="config">{"heading":"From config","suggestions":["One"],"maxRetries":0,"send":"no"}</script>';
    const chat = await ChatHarness.mount({ children });
    expect(chat.part('title')?.textContent).to.equal('From config');
    expect(chat.parts('suggestion').length).to.equal(1);
    expect(chat.element.maxRetries).to.equal(0);
    expect(chat.element.send).to.be.a('function');
  });

  it('reads a config child that the parser adds after the element', async () => {
    const chat = await ChatHarness.mount();
    const config = document.createElement('script');
    config.type = 'application/json';
    config.slot = 'config';
    config.textContent = '{"heading":"Came later"}';
    chat.element.append(config);
    await chat.until(() => chat.part('title')?.textContent === 'Came later', 'the heading of the late config');
  });

  it('a message that is sent as soon as the element is defined goes where the page said before', async () => {
    const stream = new SteppedStream();
    const early = document.createElement('eager-chat') as StreamChat;
    Object.assign(early, { endpoint: stream.url, headers: { 'x-token': 'abc' } });
    document.body.append(early);
    defineStreamChat('eager-chat');
    const answer = early.send('Hello?');
    await stream.write(delta('Hi') + DONE);
    expect((await answer)?.status).to.equal('complete');
    expect((await stream.requests())[0]!.headers['x-token']).to.equal('abc');
    early.remove();
  });

  it('sends what the properties say: model, headers, body, context, user', async () => {
    const stream = new SteppedStream();
    const properties = {
      headers: async () => ({ authorization: 'Bearer secret' }),
      body: { temperature: 0.5 },
      context: () => ({ page: 'returns' }),
      user: { id: 'u1' },
    };
    const chat = await ChatHarness.ask(stream.url, { attributes: { model: 'small' }, properties });
    await chat.ask('Hello?');
    await stream.write(delta('Hi') + DONE);
    await chat.untilStatus('complete');
    const [request] = await stream.requests();
    const body = JSON.parse(request!.body) as Record<string, unknown>;
    expect(body['message']).to.equal('Hello?');
    expect(body['messages']).to.deep.equal([{ role: 'user', content: 'Hello?' }]);
    expect(body['temperature']).to.equal(0.5);
    expect(body['metadata']).to.deep.equal({ page: 'returns' });
    expect(body['user']).to.deep.equal({ id: 'u1' });
    expect(body['model']).to.equal('small');
    expect(request!.headers['authorization']).to.equal('Bearer secret');
    expect(chat.element.outerHTML.includes('secret')).to.equal(false);
    expect(JSON.stringify(chat.events).includes('secret')).to.equal(false);
  });

  it('with method="GET" asks by the query, as an EventSource back end expects', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url, { attributes: { method: 'GET' } });
    await chat.ask('Where & when?');
    await stream.write('data: At\n\ndata:  noon\n\ndata: [DONE]\n\n');
    await chat.untilStatus('complete');
    const [request] = await stream.requests();
    expect(request!.method).to.equal('GET');
    expect(new URL(request!.url, location.href).searchParams.get('message')).to.equal('Where & when?');
  });
});
