import { expect } from '@open-wc/testing';
import { FrameScheduler } from '../../src/render/frame-scheduler.ts';
import { nextFrame } from '../support/chat-harness.ts';

describe('FrameScheduler', () => {
  it('calls back once, with the next frame, however often it is asked', async () => {
    let calls = 0;
    const scheduler = new FrameScheduler(() => calls++);
    for (let i = 0; i < 5; i++) scheduler.schedule();
    expect(calls).to.equal(0);
    expect(scheduler.isScheduled).to.equal(true);
    await nextFrame();
    await nextFrame();
    expect(calls).to.equal(1);
    expect(scheduler.isScheduled).to.equal(false);
  });

  it('does not call back once cancelled', async () => {
    let calls = 0;
    const scheduler = new FrameScheduler(() => calls++);
    scheduler.schedule();
    scheduler.cancel();
    await nextFrame();
    await nextFrame();
    expect(calls).to.equal(0);
  });

  it('calls back by a timer once the page is hidden and frames do not come (R-13)', async () => {
    const own = window.requestAnimationFrame;
    window.requestAnimationFrame = () => 0;
    try {
      const start = performance.now();
      await new Promise<void>((resolve) => {
        new FrameScheduler(resolve).schedule();
        Object.defineProperty(document, 'hidden', { value: true, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      });
      expect(performance.now() - start).to.be.at.most(250);
    } finally {
      Reflect.deleteProperty(document, 'hidden');
      window.requestAnimationFrame = own;
    }
  });

  it('calls back when it was asked while the page was hidden for a moment', async () => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    await new Promise<void>((resolve) => {
      new FrameScheduler(resolve).schedule();
      Reflect.deleteProperty(document, 'hidden');
    });
  });
});
