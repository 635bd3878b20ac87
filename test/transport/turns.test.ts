import { expect } from '@open-wc/testing';
import { protocolOf } from '../../src/protocols/index.ts';
import { streamEvents } from '../../src/transport/stream-events.ts';
import { turn } from '../../src/transport/turn.ts';
import { FakeClock } from '../support/fake-clock.ts';

const CHUNKS = 60;
const MS_PER_CHUNK = 3;

/** A body that is there at once, in so many pieces of 5 kB, joined or not. */
function body(isJoined: boolean): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const words = 'word '.repeat(1000);
  const pieces = Array.from({ length: CHUNKS }, () => `data: {"choices":[{"delta":{"content":"${words}"}}]}\n\n`);
  return new ReadableStream({
    start(controller) {
      for (const piece of isJoined ? [pieces.join('')] : pieces) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
}

function eventsOf(
  isJoined: boolean,
  clock: FakeClock,
  signal = new AbortController().signal,
): AsyncIterable<readonly unknown[]> {
  return streamEvents(new Response(body(isJoined), { headers: { 'content-type': 'text/event-stream' } }), {
    protocol: protocolOf('openai'),
    signal,
    idleTimeoutMs: 30_000,
    clock,
    onFirstByte: () => undefined,
  });
}

describe('an answer that arrives faster than it is read (law 3)', () => {
  for (const isJoined of [false, true]) {
    const how = isJoined ? 'in one piece' : 'in many pieces';
    it(`lets the page have a turn before its reading becomes a long task: ${how}`, async () => {
      const clock = new FakeClock();
      let turns = 0;
      let isOver = false;
      const others = (async () => {
        for (; !isOver; turns++) await turn();
      })();
      const perTurn = new Map<number, number>();
      let batches = 0;
      for await (const batch of eventsOf(isJoined, clock)) {
        batches += batch.length > 0 ? 1 : 0;
        perTurn.set(turns, (perTurn.get(turns) ?? 0) + 1);
        clock.advance(MS_PER_CHUNK);
      }
      isOver = true;
      await others;
      expect(batches).to.be.at.least(CHUNKS);
      expect(Math.max(...perTurn.values()) * MS_PER_CHUNK).to.be.at.most(16);
    });
  }

  it('says nothing more once it is stopped, in the middle of a piece too', async () => {
    const stop = new AbortController();
    let batches = 0;
    for await (const batch of eventsOf(true, new FakeClock(), stop.signal)) {
      batches += batch.length > 0 ? 1 : 0;
      stop.abort();
    }
    expect(batches).to.equal(1);
  });
});
