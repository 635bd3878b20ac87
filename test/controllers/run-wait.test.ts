import { expect } from '@open-wc/testing';
import { RunWait } from '../../src/controllers/run-wait.ts';
import type { RunPhase } from '../../src/controllers/run.ts';
import { FakeClock } from '../support/fake-clock.ts';

describe('the wait of a run', () => {
  const setUp = (): { clock: FakeClock; wait: RunWait; words: () => number } => {
    const clock = new FakeClock();
    let words = 0;
    const wait = new RunWait({ type: 'connecting' }, clock, () => words++);
    return { clock, wait, words: () => words };
  };
  const retrying = (until: number): RunPhase => ({
    type: 'retrying',
    attempt: 1,
    delayMs: until,
    until,
    tryNow: () => undefined,
  });

  it('is slow after 10 s without a byte, whatever phases it went through', () => {
    const { clock, wait, words } = setUp();
    wait.enter({ type: 'connecting' });
    clock.advance(6000);
    wait.enter({ type: 'open', probe: () => undefined });
    clock.advance(3999);
    expect([wait.isSlow, words()]).to.deep.equal([false, 0]);
    clock.advance(1);
    expect([wait.isSlow, words()]).to.deep.equal([true, 1]);
    wait.enter({ type: 'first-byte' });
    expect([wait.isSlow, clock.pending]).to.deep.equal([false, 0]);
  });

  it('counts the seconds to the next try, and waits anew for its answer', () => {
    const { clock, wait, words } = setUp();
    wait.enter(retrying(2500));
    expect(wait.secondsLeft).to.equal(3);
    clock.advance(1000);
    expect([wait.secondsLeft, words()]).to.deep.equal([2, 1]);
    clock.advance(1000);
    expect([wait.secondsLeft, words()]).to.deep.equal([1, 2]);
    wait.enter({ type: 'connecting' });
    clock.advance(9999);
    expect([wait.isSlow, words()]).to.deep.equal([false, 2]);
    clock.advance(1);
    expect([wait.isSlow, words()]).to.deep.equal([true, 3]);
  });

  it('that is stopped leaves no timer', () => {
    const { clock, wait, words } = setUp();
    wait.enter({ type: 'connecting' });
    wait.stop();
    clock.advance(20_000);
    expect([wait.isSlow, words(), clock.pending]).to.deep.equal([false, 0, 0]);
  });
});
