import { expect } from '@open-wc/testing';
import { protocolOf } from '../../src/protocols/index.ts';
import { streamEvents } from '../../src/transport/stream-events.ts';
import { turn } from '../../src/transport/turn.ts';
import { FakeClock } from '../support/fake-clock.ts';

const CHUNKS = 60;
const MS_PER_CHUNK = 3;

/** A body that is there at once, in pieces. */
function body(): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (let i = 0; i < CHUNKS; i++)
        controller.enqueue(encoder.encode(`data: {"choices":[{"delta":{"content":"${i} "}}]}\n\n`));
      controller.close();
    },
  });
}

describe('an answer that arrives faster than it is read (law 3)', () => {
  it('lets the page have a turn before its reading becomes a long task', async () => {
    const clock = new FakeClock();
    let turns = 0;
    let isOver = false;
    const others = (async () => {
      for (; !isOver; turns++) await turn();
    })();
    const perTurn = new Map<number, number>();
    const events = streamEvents(new Response(body(), { headers: { 'content-type': 'text/event-stream' } }), {
      protocol: protocolOf('openai'),
      signal: new AbortController().signal,
      idleTimeoutMs: 30_000,
      clock,
      onFirstByte: () => undefined,
    });
    let batches = 0;
    for await (const batch of events) {
      batches += batch.length > 0 ? 1 : 0;
      perTurn.set(turns, (perTurn.get(turns) ?? 0) + 1);
      clock.advance(MS_PER_CHUNK);
    }
    isOver = true;
    await others;
    expect(batches).to.be.at.least(CHUNKS);
    expect(Math.max(...perTurn.values()) * MS_PER_CHUNK).to.be.at.most(16);
  });
});
