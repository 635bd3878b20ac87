import { expect } from '@open-wc/testing';
import type { ChatError } from '../../src/chat/errors.ts';
import { Watch } from '../../src/transport/watch.ts';
import { FakeClock } from '../support/fake-clock.ts';

describe('the watch over a stream', () => {
  let clock: FakeClock;
  let over: ChatError[];
  let watch: Watch;

  beforeEach(() => {
    clock = new FakeClock();
    over = [];
    watch = new Watch(clock, { idleTimeoutMs: 30_000, endsAt: 600_000 }, (error) => over.push(error));
  });

  it('says after 30 s of silence that it is over, once (R-12)', () => {
    clock.advance(29_999);
    expect(over.length).to.equal(0);
    clock.advance(1);
    expect(over.map(({ type }) => type)).to.deep.equal(['timeout']);
    expect(clock.pending).to.equal(0);
  });

  it('knows no false alarm in ten minutes of heartbeats, and then ends', () => {
    for (let seconds = 0; seconds < 599; seconds++) {
      clock.advance(1000);
      watch.heard();
    }
    expect(over.length).to.equal(0);
    clock.advance(1000);
    expect(over.map(({ message }) => message)).to.deep.equal(['The answer took longer than it may.']);
  });

  it('gives a page that slept 5 s to hear something (R-14)', () => {
    clock.advance(1000);
    clock.sleep(120_000);
    clock.advance(4999);
    expect(over.length).to.equal(0);
    clock.advance(1);
    expect(over.length).to.equal(1);
  });

  it('goes on when the page slept and the stream lives', () => {
    clock.sleep(120_000);
    clock.advance(3000);
    watch.heard();
    clock.advance(29_000);
    expect(over.length).to.equal(0);
  });

  it('ends though every timer comes a minute late, as in a tab that was hidden for long', () => {
    clock.sleep(60_000);
    clock.sleep(60_000);
    expect(over.length).to.equal(1);
  });

  it('probes when the network changed, and forgets it with the next byte', () => {
    watch.probe();
    clock.advance(4000);
    watch.heard();
    clock.advance(29_999);
    expect(over.length).to.equal(0);
    clock.advance(1);
    expect(over.length).to.equal(1);
  });

  it('leaves no timer when it is stopped', () => {
    watch.stop();
    clock.advance(100_000);
    expect(over.length).to.equal(0);
    expect(clock.pending).to.equal(0);
  });
});
