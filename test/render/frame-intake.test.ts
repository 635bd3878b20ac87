import { expect } from '@open-wc/testing';
import { FrameIntake } from '../../src/render/frame-intake.ts';

const PROSE = 'word '.repeat(2000);
const TABLE = '| a | b |\n'.repeat(1000);
const BUDGET_MS = 3;

/** Lets an intake see frames in which a character of `text` costs `msPerChar`. @returns characters taken per frame. */
function frames(intake: FrameIntake, text: string, msPerChar: number, count: number): number[] {
  const taken: number[] = [];
  for (let i = 0; i < count; i++) {
    const end = intake.end(text, 0, BUDGET_MS);
    intake.learn(text, 0, end, end * msPerChar);
    taken.push(end);
  }
  return taken;
}

describe('FrameIntake', () => {
  it('comes to take what the budget allows, on fast machines and on slow ones', () => {
    for (const msPerChar of [0.002, 0.004, 0.008]) {
      const last = frames(new FrameIntake(), PROSE.slice(0, 2000), msPerChar, 30).at(-1)!;
      expect(last * msPerChar, `${msPerChar} ms a character`).to.be.within(0.8 * BUDGET_MS, 1.2 * BUDGET_MS);
    }
  });

  it('takes less of text that becomes many elements', () => {
    const intake = new FrameIntake();
    expect(intake.end(TABLE, 0, BUDGET_MS)).to.be.lessThan(intake.end(PROSE, 0, BUDGET_MS) / 2);
  });

  it('always takes something, however slow the machine is', () => {
    const intake = new FrameIntake();
    expect(frames(intake, PROSE, 10, 20).at(-1)).to.be.greaterThan(0);
    expect(intake.end('short', 0, BUDGET_MS)).to.equal(5);
  });

  it('hurries when much is waiting', () => {
    const intake = new FrameIntake();
    const little = intake.end(PROSE.slice(0, 2000), 0, BUDGET_MS);
    expect(intake.end(PROSE, 0, BUDGET_MS)).to.be.greaterThan(2 * little);
  });

  it('does not believe one frame in which the machine did something else', () => {
    const intake = new FrameIntake();
    const before = frames(intake, PROSE.slice(0, 2000), 0.004, 30).at(-1)!;
    intake.learn(PROSE, 0, before, 500);
    expect(intake.end(PROSE.slice(0, 2000), 0, BUDGET_MS)).to.be.greaterThan(before / 2.5);
  });

  it('takes all where no budget is set', () => {
    expect(new FrameIntake().end(PROSE, 0, Infinity)).to.equal(PROSE.length);
  });
});
