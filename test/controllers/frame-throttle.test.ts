import { expect } from '@open-wc/testing';
import { FrameThrottle } from '../../src/controllers/frame-throttle.ts';
import { nextFrame, nextTask } from '../support/chat-harness.ts';

describe('FrameThrottle', () => {
  it('calls back at once, then once per frame with what was asked in between', async () => {
    let calls = 0;
    const throttle = new FrameThrottle(() => calls++);
    throttle.ask();
    expect(calls).to.equal(1);
    throttle.ask();
    throttle.ask();
    await nextTask();
    await nextFrame();
    await nextFrame();
    expect(calls).to.equal(2);
    await nextFrame();
    await nextFrame();
    expect(calls).to.equal(2);
    throttle.ask();
    expect(calls).to.equal(3);
  });
});
