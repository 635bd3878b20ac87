import { expect } from '@open-wc/testing';
import { Asked, sse } from './asked.ts';

const hello = sse({ content: 'Hello' });
const done = sse({ done: true });

describe('a streamed answer over HTTP', () => {
  it('arrives piece by piece and is complete with its end mark', async () => {
    const asked = new Asked();
    await asked.stream.open();
    await asked.stream.write(hello);
    await asked.untilText('Hello');
    expect(asked.events, 'not before the end').to.have.lengthOf(1);
    await asked.stream.write(sse({ content: ', Ada' }) + done);
    await asked.stream.end();
    await asked.over;
    expect(asked.outcome).to.deep.equal({ text: 'Hello, Ada', status: 'complete', finish: 'stop' });
    expect(asked.phaseNames).to.deep.equal(['connecting', 'open', 'first-byte']);
    expect(asked.clock.pending, 'timers left').to.equal(0);
  });

  it('sends the question as JSON, with the headers of a stream (R-08)', async () => {
    const asked = new Asked();
    await asked.stream.write(hello + done);
    await asked.stream.end();
    await asked.over;
    const [request] = await asked.stream.requests();
    expect(request!.method).to.equal('POST');
    expect(JSON.parse(request!.body)).to.deep.equal({ messages: [{ role: 'user', content: 'Why?' }] });
    expect(request!.headers).to.include({
      'content-type': 'application/json',
      'idempotency-key': 'key-1',
      'cache-control': 'no-cache',
    });
    expect(request!.headers['accept']).to.match(/^text\/event-stream, /);
  });

  it('keeps what arrived when the connection is cut, and does not ask again (law 5, law 6)', async () => {
    const asked = new Asked();
    await asked.stream.write(`${hello}data: {"content":"lo`);
    await asked.untilText('Hello');
    await asked.stream.cut();
    await asked.over;
    expect(asked.outcome).to.deep.include({ text: 'Hello', status: 'interrupted' });
    expect(asked.outcome.error?.type).to.equal('network');
    expect(await asked.stream.requests()).to.have.lengthOf(1);
  });

  it('is interrupted when it ends without its end mark (R-03)', async () => {
    const asked = new Asked();
    await asked.stream.write(hello);
    await asked.stream.end();
    await asked.over;
    expect(asked.outcome.error?.type).to.equal('truncated');
    expect(asked.outcome.text).to.equal('Hello');
  });

  for (const [name, body] of [
    ['nothing', ''],
    ['comments', ': one\n\n: two\n\n'],
  ] as const) {
    it(`has failed when it consists of ${name}`, async () => {
      const asked = new Asked();
      await asked.stream.write(body);
      await asked.stream.end();
      await asked.over;
      expect(asked.outcome).to.deep.include({ text: '', status: 'failed' });
      expect(asked.outcome.error?.type).to.equal('empty');
      expect(await asked.stream.requests()).to.have.lengthOf(1);
    });
  }

  it('never shows a page that came in its place, and closes the connection (R-10)', async () => {
    const asked = new Asked();
    await asked.stream.open({ headers: { 'content-type': 'text/plain' } });
    await asked.stream.write('<!doctype html><h1>Log in</h1>');
    await asked.over;
    expect(asked.outcome).to.deep.include({ text: '', status: 'failed' });
    expect(asked.outcome.error?.type).to.equal('content-type');
    expect(asked.outcome.error?.message).to.not.contain('Log in');
    await asked.closedByPage();
  });

  it('is complete and closed soon after its finish, though the server leaves the socket open and goes on talking', async () => {
    const asked = new Asked({ protocol: 'openai' });
    await asked.stream.write(sse({ choices: [{ delta: { content: 'Hi' }, finish_reason: 'stop' }] }));
    await asked.until(() => asked.events.length > 0);
    const rearmed = asked.clock.nextTimer();
    await asked.stream.write(
      sse({ choices: [{ delta: { content: ' and more' } }] }, { choices: [], usage: { total_tokens: 3 } }),
    );
    await asked.until(() => asked.events.length > 1);
    await rearmed;
    asked.clock.advance(400);
    const heard = asked.clock.nextTimer();
    await asked.stream.write(': still here\n\n');
    await heard;
    asked.clock.advance(100);
    await asked.over;
    expect(asked.outcome).to.deep.equal({ text: 'Hi', status: 'complete', finish: 'stop', usage: { total: 3 } });
    await asked.closedByPage();
    expect(asked.clock.pending).to.equal(0);
  });

  it('is over at once with [DONE]', async () => {
    const asked = new Asked();
    await asked.stream.write(hello + sse('[DONE]', { content: ' again' }));
    await asked.over;
    expect(asked.outcome).to.deep.equal({ text: 'Hello', status: 'complete', finish: 'stop' });
    await asked.closedByPage();
  });

  it('stops reading an answer without an end (R-21)', async () => {
    const asked = new Asked();
    const piece = sse({ content: 'x'.repeat(100_000) });
    await asked.stream.write(piece.repeat(11));
    await asked.over;
    expect(asked.outcome.error?.type).to.equal('too-large');
    expect(asked.outcome.text.length).to.equal(1_000_000);
    await asked.closedByPage();
  });

  describe('silence (R-12)', () => {
    it('of 30 s interrupts, and comments are no silence', async () => {
      const asked = new Asked();
      await asked.stream.write(hello);
      await asked.untilText('Hello');
      for (let heartbeat = 0; heartbeat < 8; heartbeat++) {
        asked.clock.advance(15_000);
        const heard = asked.clock.nextTimer();
        await asked.stream.write(': heartbeat\n\n');
        await heard;
      }
      asked.clock.advance(29_999);
      expect(asked.events).to.have.lengthOf(1);
      asked.clock.advance(1);
      await asked.over;
      expect(asked.outcome).to.deep.include({ text: 'Hello', status: 'interrupted' });
      expect(asked.outcome.error?.type).to.equal('timeout');
      await asked.closedByPage();
    });

    it('before the headers is a request that may be repeated', async () => {
      const asked = new Asked({ maxRetries: 1, connectTimeoutMs: 1000 });
      await asked.requests(1);
      asked.clock.advance(1000);
      await asked.requests(2);
      asked.clock.advance(1000);
      await asked.over;
      expect(asked.outcome.error?.type).to.equal('timeout');
      await asked.closedByPage();
    });
  });

  describe('Stop (R-16, S23)', () => {
    it('before the headers closes the connection', async () => {
      const asked = new Asked();
      await asked.requests(1);
      asked.abort();
      await asked.over;
      await asked.closedByPage();
      expect(asked.events).to.have.lengthOf(0);
    });

    it('while streaming closes the connection and keeps what arrived', async () => {
      const asked = new Asked();
      await asked.stream.write(hello);
      await asked.untilText('Hello');
      asked.abort();
      await asked.over;
      await asked.closedByPage();
      expect(asked.events).to.have.lengthOf(1);
      expect(asked.clock.pending).to.equal(0);
    });

    it('in the wait before a repeat sends nothing more', async () => {
      const asked = new Asked({ isPatient: true });
      await asked.stream.open({ status: 503 });
      await asked.stream.end();
      await asked.until(() => asked.phaseNames.includes('retrying'));
      asked.abort();
      await asked.over;
      expect(asked.clock.pending).to.equal(0);
      expect(asked.events).to.have.lengthOf(0);
      expect(await asked.stream.requests()).to.have.lengthOf(1);
    });

    it('before anything was sent sends nothing', async () => {
      const asked = new Asked();
      asked.abort();
      await asked.over;
      expect(asked.events).to.have.lengthOf(0);
    });
  });
});
