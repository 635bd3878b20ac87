import { expect } from '@open-wc/testing';
import { ChatHarness, delta, DONE, nextFrame, nextTask, pageErrors, warnings } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';
import { defineStreamChat, type StreamChat } from '../../src/element.ts';
import { en } from '../../src/i18n/en.ts';
import { failures, type FailureCase } from './failures.ts';

/** A port that nothing listens on: the browser refuses it before a connection is tried. */
const UNREACHABLE = 'http://127.0.0.1:9/';

async function play(stream: SteppedStream, { answer }: FailureCase): Promise<void> {
  await stream.open({ ...(answer.status !== undefined && { status: answer.status }), headers: { ...answer.headers } });
  if (answer.body !== undefined) await stream.write(answer.body);
  await stream.end().catch(() => undefined);
}

describe('bad input', () => {
  describe('from the back end', () => {
    for (const failure of failures) {
      const { title, type, words = '', kept } = failure;
      it(`${failure.name}: "${title}", why, and Retry`, async () => {
        const stream = new SteppedStream();
        const errors = await pageErrors(async () => {
          const chat = await ChatHarness.ask(stream.url);
          await chat.ask('Hello?');
          await chat.type('My draft');
          const played = play(stream, failure);
          await chat.until(() => chat.notice() !== '', 'a notice');
          const detail = (kept ? en.interrupted : en.failed)[type]!.detail!;
          expect(chat.notice().startsWith(`${title}. `), chat.notice()).to.equal(true);
          expect(chat.notice()).to.include(detail).and.include(words);
          expect(chat.element.messages.at(-1)?.error?.type).to.equal(type);
          await chat.untilAnswer(kept ?? '');
          expect(chat.answer()).to.deep.equal({
            role: 'assistant',
            status: kept ? 'interrupted' : 'failed',
            text: kept ?? '',
          });
          expect(chat.messages()[0]?.text).to.equal('Hello?');
          expect(chat.input.value).to.equal('My draft');
          expect(chat.part('retry-button'), 'Retry is offered').not.to.equal(null);
          expect(chat.status()).to.equal('idle');
          expect((await stream.requests()).length).to.equal(1);
          const raw = chat.log.textContent;
          expect(raw.includes('data:') || raw.includes('<html'), 'wire text on screen').to.equal(false);
          void played;
        });
        expect(errors).to.deep.equal([]);
      });
    }

    it('a 500 that stays is told after three tries, and says that it tries again meanwhile', async () => {
      const stream = new SteppedStream();
      const chat = await ChatHarness.mount({ attributes: { endpoint: stream.url } });
      await chat.ask('Hello?');
      for (let attempt = 1; attempt <= 3; attempt++) {
        await stream.open({ status: 500, headers: { 'retry-after-ms': '20' } });
        await stream.end();
        if (attempt < 3)
          await chat.until(
            () =>
              chat.events.filter(({ detail }) => (detail as { status?: string }).status === 'retrying').length ===
              attempt,
          );
      }
      await chat.untilStatus('failed');
      expect(chat.notice()).to.match(/^Message could not be sent\. The server reported an error/);
      expect((await stream.requests()).length).to.equal(3);
      expect(chat.element.messages.at(-1)?.metrics?.retries).to.equal(2);
    });

    it('Retry after a failure brings the answer', async () => {
      const stream = new SteppedStream();
      const chat = await ChatHarness.ask(stream.url);
      await chat.ask('Hello?');
      await stream.open({ status: 500 });
      await stream.end();
      await chat.untilStatus('failed');
      chat.press('retry-button');
      await stream.write(delta('Here it is') + DONE);
      await chat.untilStatus('complete');
      expect(chat.messages().map(({ text }) => text)).to.deep.equal(['Hello?', 'Here it is']);
    });

    it('a script in an answer is not run, and is shown as text', async () => {
      const stream = new SteppedStream();
      const chat = await ChatHarness.ask(stream.url);
      const page = window as { attacked?: boolean };
      await chat.ask('Attack!');
      const attacks = [
        '<script>window.attacked = true</script>',
        '<img src=x onerror="window.attacked = true">',
        '<svg onload="window.attacked = true"></svg>',
        '[click](javascript:window.attacked=true)',
        '<iframe srcdoc="<script>parent.attacked = true</script>"></iframe>',
        '<style>* { display: none }</style>',
      ];
      await stream.write(delta(attacks.join('\n\n')) + DONE);
      await chat.untilStatus('complete');
      await nextTask();
      expect(chat.answer()?.text).to.include('<script>window.attacked = true</script>');
      expect(page.attacked).to.equal(undefined);
      const content = chat.parts('content').at(-1)!;
      expect([
        ...content.querySelectorAll('script, img, svg, iframe, style, [onerror], [href^="javascript"]'),
      ]).to.deep.equal([]);
    });

    it('markup in a question stays text', async () => {
      const chat = await ChatHarness.ask(new SteppedStream().url);
      await chat.ask('<img src=x onerror=alert(1)> **bold**');
      expect(chat.messages()[0]?.text).to.equal('<img src=x onerror=alert(1)> **bold**');
      expect(chat.part('message-user')!.querySelector('img, strong')).to.equal(null);
    });
  });

  describe('from the site owner', () => {
    it('no endpoint: says so where the answer would be, keeps the question, sends nothing', async () => {
      const errors = await pageErrors(async () => {
        const chat = await ChatHarness.mount();
        await chat.ask('Hello?');
        await chat.untilStatus('failed');
        expect(chat.notice()).to.match(
          /^Message could not be sent\. This chat is not connected yet: its “endpoint” attribute is missing/,
        );
        expect(chat.messages()[0]?.text).to.equal('Hello?');
        expect(chat.element.messages.at(-1)?.error?.type).to.equal('no-endpoint');
      });
      expect(errors).to.deep.equal([]);
    });

    it('an endpoint that is no address: says so', async () => {
      const chat = await ChatHarness.ask('http://[not an address');
      await chat.ask('Hello?');
      await chat.untilStatus('failed');
      expect(chat.element.messages.at(-1)?.error?.type).to.equal('no-endpoint');
      expect(chat.notice()).to.match(/^Message could not be sent\. /);
    });

    it('an unreachable endpoint: says so', async () => {
      const errors = await pageErrors(async () => {
        const chat = await ChatHarness.ask(UNREACHABLE);
        await chat.ask('Hello?');
        await chat.type('My draft');
        await chat.untilStatus('failed');
        expect(chat.notice()).to.match(/^Message could not be sent\. The server could not be reached\. /);
        expect(chat.input.value).to.equal('My draft');
      });
      expect(errors).to.deep.equal([]);
    });

    it('suggestions that are no JSON: none are shown, and one warning says what was expected', async () => {
      let chat: ChatHarness | undefined;
      const said = await warnings(
        async () => (chat = await ChatHarness.mount({ attributes: { suggestions: 'One, Two' } })),
      );
      expect(chat!.parts('suggestion')).to.deep.equal([]);
      expect(said.filter((line) => line.includes('expected a JSON array such as ["One", "Two"]')).length).to.equal(1);
    });

    for (const value of ['{"tenant": "acme"', '["acme"]', '7', 'null', '"acme"']) {
      it(`body=${value}: nothing is added, and one warning says what was expected`, async () => {
        let chat: ChatHarness | undefined;
        const said = await warnings(async () => (chat = await ChatHarness.mount({ attributes: { body: value } })));
        expect(chat!.element.body).to.equal(undefined);
        expect(said.length).to.equal(1);
        expect(said[0]).to.contain(`expected a JSON object such as {"key": "value"} and got: ${value}`);
      });
    }

    for (const [attribute, property, value, fallback] of [
      ['idle-timeout', 'idleTimeout', '-5', 30_000],
      ['connect-timeout', 'connectTimeout', 'soon', 60_000],
      ['max-retries', 'maxRetries', '', 2],
      ['max-retries', 'maxRetries', 'NaN', 2],
      ['html', 'html', 'everything', 'basic'],
      ['images', 'images', 'ALLOW', 'click'],
      ['mode', 'mode', 'popup', 'inline'],
      ['credentials', 'credentials', '', 'same-origin'],
    ] as const) {
      it(`${attribute}="${value}": the default of ${fallback} is used, and one warning says so`, async () => {
        let chat: ChatHarness | undefined;
        const said = await warnings(
          async () => (chat = await ChatHarness.mount({ attributes: { [attribute]: value } })),
        );
        expect(chat!.element[property]).to.equal(fallback);
        expect(said.length).to.equal(1);
      });
    }

    it('an unknown protocol: the chat works with the one it finds out', async () => {
      const stream = new SteppedStream();
      const errors = await pageErrors(async () => {
        const chat = await ChatHarness.ask(stream.url, { attributes: { protocol: 'carrier-pigeon' } });
        await chat.ask('Hello?');
        await stream.write(delta('Coo') + DONE);
        await chat.untilStatus('complete');
        expect(chat.answer()?.text).to.equal('Coo');
      });
      expect(errors).to.deep.equal([]);
    });

    it('unknown values of mode, html, links, images and announce: the chat is there and works', async () => {
      const stream = new SteppedStream();
      const errors = await pageErrors(async () => {
        const attributes = {
          mode: 'huge',
          html: 'all',
          links: '?',
          images: '?',
          announce: '?',
          'send-on': '?',
          position: '?',
          'color-scheme': '?',
        };
        const chat = await ChatHarness.ask(stream.url, { attributes });
        await chat.ask('Hello?');
        await stream.write(
          delta('**Yes** <b onclick="x()">no</b> ![a](https://example.com/a.png) [b](https://example.com)') + DONE,
        );
        await chat.untilStatus('complete');
        expect(chat.part('content')).not.to.equal(null);
        expect(chat.root.querySelector('[onclick]')).to.equal(null);
        expect(chat.root.querySelector('img')).to.equal(null);
      });
      expect(errors).to.deep.equal([]);
    });

    it('a config that does not parse: the chat works, and one warning says so', async () => {
      const children = '<script type="application/json" slot="config">{"heading": oops}</script>';
      let chat: ChatHarness | undefined;
      const said = await warnings(async () => (chat = await ChatHarness.mount({ children })));
      expect(said.length).to.equal(1);
      expect(chat!.input).not.to.equal(null);
    });

    it('a second definition warns, changes nothing, throws nothing', async () => {
      const first = customElements.get('stream-chat');
      let isDefined: boolean | undefined;
      const said = await warnings(async () => (isDefined = defineStreamChat()));
      expect(isDefined).to.equal(false);
      expect(said.length).to.equal(1);
      expect(customElements.get('stream-chat')).to.equal(first);
    });

    it('a tag name of its own works beside the first', () => {
      expect(defineStreamChat('help-chat')).to.equal(true);
      expect(document.createElement('help-chat')).to.be.instanceOf(HTMLElement);
    });

    it('send() without a text is misuse and rejects', async () => {
      const chat = await ChatHarness.mount();
      let error: unknown;
      await chat.element.send(undefined as never).catch((reason: unknown) => (error = reason));
      expect(error).to.be.instanceOf(TypeError);
      expect(await chat.element.send('   ')).to.equal(undefined);
    });
  });

  describe('from the code of the page', () => {
    const fail = (): never => {
      throw new Error('hook');
    };
    const hooks: Record<string, Partial<StreamChat>> = {
      'a headers hook that throws': { headers: fail },
      'a headers hook that rejects': { headers: () => Promise.reject(new Error('hook')) },
      'headers that no request may have': { headers: { 'X Token': 'abc' } },
      'headers that are none': { headers: 'Bearer abc' as never },
      'a body hook that throws': { body: fail },
      'a body hook that gives words': { body: (() => 'Hello?') as never },
      'a context hook that rejects': { context: () => Promise.reject(new Error('hook')) },
    };
    for (const [name, properties] of Object.entries(hooks)) {
      it(`${name} is reported once and costs only what it would have added (R-30, F-43)`, async () => {
        const stream = new SteppedStream();
        const errors = await pageErrors(async () => {
          const said = await warnings(async () => {
            const chat = await ChatHarness.ask(stream.url, { properties });
            await chat.ask('Hello?');
            await stream.write(delta('All there') + DONE);
            await chat.untilStatus('complete');
            expect(chat.answer()?.text).to.equal('All there');
          });
          expect(said.filter((words) => words.includes('of the page, which failed')).length).to.equal(1);
        });
        expect(errors).to.deep.equal([]);
        const [request] = await stream.requests();
        expect((JSON.parse(request!.body) as { message: string }).message).to.equal('Hello?');
      });
    }

    const impossible: Record<string, Partial<StreamChat>> = {
      'a fetch that throws': { fetch: fail },
      'a fetch that gives nothing': { fetch: (() => Promise.resolve(undefined)) as unknown as typeof fetch },
      'a body that refers to itself': { body: circular() },
    };
    for (const [name, properties] of Object.entries(impossible)) {
      it(`${name}: the message says that it was not sent, and nothing is thrown`, async () => {
        const errors = await pageErrors(async () => {
          await warnings(async () => {
            const chat = await ChatHarness.ask(new SteppedStream().url, { properties });
            await chat.ask('Hello?');
            await chat.untilStatus('failed');
            expect(chat.notice()).to.match(/^Message could not be sent\. /);
            expect(chat.messages()[0]?.text).to.equal('Hello?');
          });
        });
        expect(errors).to.deep.equal([]);
      });
    }

    it('a listener that throws changes nothing: the browser reports it, the answer is complete', async () => {
      const stream = new SteppedStream();
      let chat!: ChatHarness;
      const errors = await pageErrors(async () => {
        chat = await ChatHarness.ask(stream.url);
        for (const name of [
          'chat-before-send',
          'chat-send',
          'chat-first-token',
          'chat-change',
          'chat-status',
          'chat-finish',
        ]) {
          chat.element.addEventListener(name, () => {
            throw new Error(`listener of ${name}`);
          });
        }
        await chat.ask('Hello?');
        await stream.write(delta('All ') + delta('there') + DONE);
        await chat.untilStatus('complete');
        chat.remove();
        await nextFrame();
        await nextFrame();
      });
      expect(chat.answer()?.text).to.equal('All there');
      expect(errors.every((message) => message.includes('listener of chat-'))).to.equal(true);
      expect(errors.length).to.be.greaterThan(5);
    });
  });
});

function circular(): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}
