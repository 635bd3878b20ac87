import { expect } from '@open-wc/testing';
import { ChatHarness, delta, DONE } from '../support/chat-harness.ts';
import { wantNoMotion } from '../support/media.ts';
import { SteppedStream } from '../support/stream.ts';

const TEXT = Array.from({ length: 100 }, (_, index) => `word${index}`).join(' ');

/** The different lengths that an answer had on its way to the screen. */
async function lengthsOf(attributes: Record<string, string>): Promise<Set<number>> {
  const stream = new SteppedStream();
  const chat = await ChatHarness.ask(stream.url, { attributes });
  await chat.ask('Hello?');
  const lengths = new Set<number>();
  const observer = new MutationObserver(() => lengths.add(chat.answer()?.text.length ?? 0));
  observer.observe(chat.root, { childList: true, subtree: true, characterData: true });
  await stream.write(delta(TEXT) + DONE);
  await chat.untilAnswer(TEXT);
  observer.disconnect();
  lengths.delete(0);
  return lengths;
}

describe('pacing (S27)', () => {
  let undo = (): void => {};
  afterEach(() => undo());

  it('even: a burst comes piece by piece, and all of it comes', async () => {
    expect((await lengthsOf({ pacing: 'even' })).size).to.be.greaterThan(1);
  });

  it('none, the default: it is there at once', async () => {
    expect([...(await lengthsOf({}))]).to.deep.equal([TEXT.length]);
  });

  it('even, for a reader who wants no motion: it is there at once', async () => {
    undo = wantNoMotion();
    expect([...(await lengthsOf({ pacing: 'even' }))]).to.deep.equal([TEXT.length]);
  });
});
