import { expect } from '@open-wc/testing';
import { ChatHarness, delta, DONE, nextFrame, nextTask } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

const encoder = new TextEncoder();

/** An answer of about 500 bytes whose characters are one to four bytes long, and the text after each of its events. */
function answerOf500Bytes(): { bytes: Uint8Array<ArrayBuffer>; ends: { at: number; text: string }[] } {
  const words = ['Grüße', ' aus', ' 東京', ' 👩‍🚀', ' **fett**', ' e\u0301', ' ſ', ' \ud83d\ude00', ' done'];
  let body = '';
  let text = '';
  const ends = [{ at: 0, text: '' }];
  for (let index = 0; encoder.encode(body).length < 470; index++) {
    const word = words[index % words.length]!;
    text += word;
    body += delta(word);
    ends.push({ at: encoder.encode(body).length, text });
  }
  return { bytes: encoder.encode(body), ends };
}

/** A response whose body is the first `length` bytes and then a lost connection. */
function brokenAfter(bytes: Uint8Array<ArrayBuffer>, length: number): Response {
  const chunks = [bytes.slice(0, length)];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk && chunk.length > 0) controller.enqueue(chunk);
      else controller.error(new TypeError('lost'));
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

describe('nothing is lost (law 5)', () => {
  it('every complete event is kept, at every cut of a 500-byte answer', async () => {
    const { bytes, ends } = answerOf500Bytes();
    let length = 0;
    const chat = await ChatHarness.ask('/anywhere', {
      properties: { fetch: () => Promise.resolve(brokenAfter(bytes, length)) },
    });
    let message = await chat.element.send('Hello?');
    for (length = 1; length <= bytes.length; length++) {
      message = await chat.element.retry();
      const expected = ends.findLast(({ at }) => at <= length)!.text;
      expect(chat.answerText(), `cut at byte ${length}`).to.equal(expected);
      expect(message?.status, `cut at byte ${length}`).to.equal(expected === '' ? 'failed' : 'interrupted');
      expect(chat.element.messages.length).to.equal(2);
    }
  });

  it('and is on screen, with a notice', async () => {
    const { bytes, ends } = answerOf500Bytes();
    const chat = await ChatHarness.ask('/anywhere', {
      properties: { fetch: () => Promise.resolve(brokenAfter(bytes, 333)) },
    });
    await chat.ask('Hello?');
    await chat.untilStatus('interrupted');
    const expected = ends.findLast(({ at }) => at <= 333)!.text.replaceAll('*', '');
    await chat.untilAnswer(expected);
    expect(chat.notice()).to.match(/^Answer interrupted\. The connection was lost/);
  });

  it('over a real connection that breaks within a character', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url);
    await chat.ask('Hello?');
    await stream.write(delta('Grüße '));
    await chat.untilAnswer('Grüße');
    const half = encoder.encode('data: {"content":"東');
    await stream.write(half.slice(0, -1));
    await stream.end();
    await chat.untilStatus('interrupted');
    expect(chat.answer()?.text).to.equal('Grüße');
    expect(chat.log.textContent.includes('\ufffd')).to.equal(false);
  });
});

describe('no request but to the endpoint (law 8)', () => {
  it('whatever the answer holds', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url);
    await nextTask();
    performance.clearResourceTimings();
    const prefetches = document.querySelectorAll('link, script').length;
    await chat.ask('Hello?');
    const answer = [
      '![pixel](/__stream/pixel.png) ![far](https://tracker.invalid/p.png?q=secret)',
      '[![linked](https://tracker.invalid/l.png)](https://tracker.invalid/)',
      '<img src="/__stream/html.png"><video src="/__stream/v.mp4" poster="/__stream/p.png"></video>',
      '<link rel="stylesheet" href="/__stream/s.css"><style>@import "/__stream/i.css";</style>',
      '<iframe src="/__stream/frame"></iframe><object data="/__stream/object"></object>',
      '![ref][r]\n\n[r]: https://tracker.invalid/ref.png',
      '$\\includegraphics{/__stream/tex.png}$',
    ].join('\n\n');
    for (const piece of answer.match(/[^]{1,7}/g)!) await stream.write(delta(piece));
    await stream.write(DONE);
    await chat.untilStatus('complete');
    await nextFrame();
    const fetched = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    // The streams that the tests drive have ids; another one may still be closing.
    expect(fetched.filter((path) => !/^\/__stream\/[\da-f-]{36}(?:\/|$)/.test(path))).to.deep.equal([]);
    expect(chat.root.querySelectorAll('img, video, link, iframe, object, [background], [srcset]').length).to.equal(0);
    expect(document.querySelectorAll('link, script').length).to.equal(prefetches);
  });
});

interface Calls {
  readonly seen: string[];
  restore(): void;
}

/** Counts everything that would wake the page. */
function watchWakers(): Calls {
  const seen: string[] = [];
  const names = ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback', 'fetch'] as const;
  const own = names.map((name) => window[name]);
  for (const name of names) {
    const real = window[name] as (...values: unknown[]) => unknown;
    Object.assign(window, {
      [name]: (...values: unknown[]) => {
        seen.push(`${name} ${String(values[0]).slice(0, 80)}`);
        return real.apply(window, values);
      },
    });
  }
  return { seen, restore: () => names.forEach((name, index) => Object.assign(window, { [name]: own[index] })) };
}

/** Twenty turns of the event loop, without a timer that the test would then count. */
function turns(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  let left = 20;
  return new Promise((resolve) => {
    port1.addEventListener('message', () => {
      if (--left > 0) return port2.postMessage(0);
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(0);
  });
}

describe('a quiet page pays nothing (law 10)', () => {
  const setups = {
    inline: {},
    'with a greeting and suggestions': { attributes: { greeting: 'Hello **you**', suggestions: '["One"]' } },
    'floating and closed': { attributes: { mode: 'floating' } },
  };
  for (const [name, setup] of Object.entries(setups)) {
    it(`${name}: no timer, no frame, no request once it is drawn`, async () => {
      const chat = await ChatHarness.ask('/anywhere', setup);
      await nextFrame();
      await nextFrame();
      const calls = watchWakers();
      try {
        await turns();
        await chat.element.updateComplete;
        expect(calls.seen).to.deep.equal([]);
      } finally {
        calls.restore();
      }
    });
  }

  it('floating and closed: draws nothing but the launcher', async () => {
    const calls = watchWakers();
    try {
      const chat = await ChatHarness.mount({ attributes: { mode: 'floating', greeting: 'Hello' } });
      expect(chat.part('panel')).to.equal(null);
      expect(calls.seen).to.deep.equal([]);
    } finally {
      calls.restore();
    }
  });

  it('holds nothing after an answer is complete and announced', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url, { attributes: { announce: 'off' } });
    await chat.ask('Hello?');
    await stream.write(delta('Hi') + DONE);
    await chat.untilStatus('complete');
    for (let frame = 0; frame < 4; frame++) await nextFrame();
    const calls = watchWakers();
    try {
      await turns();
      expect(calls.seen).to.deep.equal([]);
    } finally {
      calls.restore();
    }
  });
});

describe('one write per frame (law 3, S21)', () => {
  it('the answer is changed at most once per frame, however many events arrive', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url);
    await chat.ask('Hello?');
    await stream.write(delta('Start'));
    await chat.untilAnswer('Start');
    const content = chat.parts('content').at(-1)!;
    // A microtask runs after each script: two batches in a frame are two scripts that wrote.
    const batches = [0];
    let isCounting = true;
    const count = (): void => {
      batches.push(0);
      if (isCounting) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    const observer = new MutationObserver(() => batches[batches.length - 1]!++);
    observer.observe(content, { childList: true, subtree: true, characterData: true });
    for (let piece = 0; piece < 60; piece++) await stream.write(delta(` word${piece} **bold**`).repeat(2));
    await chat.until(() => chat.answer()?.text.includes('word59') ?? false);
    isCounting = false;
    observer.disconnect();
    expect(Math.max(...batches)).to.equal(1);
    chat.element.stop();
  });

  it('closed blocks keep their nodes while the answer grows (law 2)', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url);
    await chat.ask('Hello?');
    await stream.write(delta('First\n\nSecond\n\nThi'));
    await chat.until(() => chat.part('content')?.isConnected === true && chat.parts('paragraph').length === 3);
    const [first, second] = chat.parts('paragraph');
    await stream.write(delta('rd\n\nFourth') + DONE);
    await chat.untilStatus('complete');
    await chat.until(() => chat.parts('paragraph').length === 4);
    expect(chat.parts('paragraph').slice(0, 2)).to.deep.equal([first, second]);
  });
});
