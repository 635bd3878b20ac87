import { expect } from '@open-wc/testing';
import { ChatHarness } from '../support/chat-harness.ts';
import { FaultScript } from '../support/faults.ts';

const BYTES = 500;
/** Chats that ask side by side; a browser opens six connections to a server. */
const LANES = 5;
const encoder = new TextEncoder();

/** 500 bytes of a stream: short events, characters of one to four bytes, a comment, an end mark. */
function body(): string {
  const words = ['Ein ', 'Satz ', 'über ', 'Grüße, ', '漢字 ', 'und ', '👩‍🚀 ', 'mit ', 'Ende.'];
  const events = words.map((content) => `data: ${JSON.stringify({ content })}\n\n`);
  const end = 'data: {"done":true}\n\n';
  const rest = BYTES - encoder.encode(`${events.join('')}:\n\n${end}`).length;
  return `${events.slice(0, 3).join('')}:${'.'.repeat(rest)}\n\n${events.slice(3).join('')}${end}`;
}

/** The text of all events that are complete in the first `k` bytes, and whether the end mark is among them. */
function complete(k: number): { text: string; isDone: boolean } {
  const seen = new TextDecoder().decode(encoder.encode(body()).subarray(0, k), { stream: true });
  const payloads = [...seen.matchAll(/^data: (.*)\n\n/gm)].map(
    ([, json]) => JSON.parse(json!) as Record<string, unknown>,
  );
  return {
    text: payloads.map(({ content }) => content ?? '').join(''),
    isDone: payloads.some(({ done }) => done),
  };
}

describe('an answer of 500 bytes, cut behind every one of them (R-03, R-04, F-01, F-02, F-03, law 5)', () => {
  it('is 500 bytes', () => expect(encoder.encode(body()).length).to.equal(BYTES));

  for (const [how, words] of [
    ['fin', 'the connection ends in the middle of a chunk'],
    ['rst', 'the connection is reset'],
  ] as const) {
    it(`keeps every complete event and says what happened, when ${words}`, async function () {
      this.timeout(180_000);
      const cuts = Array.from({ length: BYTES }, (_, index) => index);
      const lanes = Array.from({ length: LANES }, (_, lane) => cuts.filter((k) => k % LANES === lane));
      await Promise.all(lanes.map((lane) => cutAt(lane, how)));
    });
  }
});

/** One chat asks again and again, and each answer is cut at the next place. */
async function cutAt(cuts: readonly number[], how: 'fin' | 'rst'): Promise<void> {
  const script = await FaultScript.play(
    ...cuts.map((k) => [{ headers: {} }, { sendFirstBytes: { k, of: body() } }, { waitFor: 'visitor' }, { end: how }]),
  );
  const chat = await ChatHarness.ask(script.url);
  for (const k of cuts) {
    const { text, isDone } = complete(k);
    const answer = chat.element.send('Go on.');
    // What was sent has to be read before the connection breaks, or the browser drops it.
    await chat.until(() => chat.answerText() === text, `"${text}" has arrived, cut at ${k}`);
    await script.go();
    const { status, parts } = (await answer)!;
    await chat.element.updateComplete;
    expect(status, `cut at ${k}`).to.equal(isDone ? 'complete' : text === '' ? 'failed' : 'interrupted');
    expect(parts.map((part) => ('text' in part ? part.text : '')).join(''), `cut at ${k}`).to.equal(text);
    expect(chat.log.textContent, `cut at ${k}`).not.to.contain('\ufffd');
    const title = text === '' ? 'Message could not be sent' : 'Answer interrupted';
    if (!isDone) expect(chat.notice(), `cut at ${k}`).to.match(new RegExp(`^${title}`));
    expect(chat.messages()[0]?.text).to.equal('Go on.');
    chat.element.clear();
  }
  expect((await script.requests()).length, 'requests').to.equal(cuts.length);
}
