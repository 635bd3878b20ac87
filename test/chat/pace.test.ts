import { expect } from '@open-wc/testing';
import { paced, STANDING, type Pace } from '../../src/chat/pace.ts';

interface Burst {
  readonly atMs: number;
  readonly chars: number;
}

/** Plays bursts frame by frame. @returns how much was shown at each frame, and the longest wait of any character, in ms. */
function play(bursts: readonly Burst[], frameMs: number, durationMs: number): { shown: number[]; longestMs: number } {
  let pace: Pace = STANDING;
  let arrived = 0;
  let total = 0;
  let longestMs = 0;
  const shown: number[] = [];
  const arrivals: number[] = [];
  for (let now = 0; now <= durationMs; now += frameMs) {
    for (const { atMs, chars } of bursts) {
      if (atMs > now - frameMs && atMs <= now) {
        for (let index = 0; index < chars; index++) arrivals.push(atMs);
        arrived += chars;
      }
    }
    const step = paced(pace, arrived - total, frameMs);
    pace = step.pace;
    for (let index = total; index < total + step.chars; index++)
      longestMs = Math.max(longestMs, now - arrivals[index]!);
    total += step.chars;
    shown.push(step.chars);
  }
  expect(total, 'nothing is lost').to.equal(arrived);
  return { shown, longestMs };
}

const BURSTS: Readonly<Record<string, readonly Burst[]>> = {
  'one burst': [{ atMs: 0, chars: 4000 }],
  'a burst every half second': Array.from({ length: 10 }, (_, index) => ({ atMs: index * 500, chars: 300 })),
  'a large burst and then drops': [
    { atMs: 0, chars: 5000 },
    ...Array.from({ length: 40 }, (_, index) => ({ atMs: 100 + index * 50, chars: 1 })),
  ],
  'single characters': Array.from({ length: 50 }, (_, index) => ({ atMs: index * 100, chars: 1 })),
  'growing bursts': Array.from({ length: 8 }, (_, index) => ({ atMs: index * 300, chars: 2 ** index * 10 })),
};

describe('an even pace (S27)', () => {
  for (const [name, bursts] of Object.entries(BURSTS)) {
    for (const frameMs of [8, 17, 50, 120]) {
      it(`${name}: no character waits a second, at a frame every ${frameMs} ms`, () => {
        expect(play(bursts, frameMs, 8000).longestMs).to.be.below(1000);
      });
    }
  }

  it('a burst is spread over its time, in equal steps', () => {
    const { shown } = play([{ atMs: 0, chars: 800 }], 16, 2000);
    const steps = shown.filter((chars) => chars > 0);
    expect(steps.length).to.be.greaterThan(40);
    expect(Math.max(...steps) - Math.min(...steps.slice(0, -1))).to.be.at.most(1);
  });

  it('shows nothing where nothing waits, and nothing in no time', () => {
    expect(paced(STANDING, 0, 16)).to.deep.equal({ chars: 0, pace: STANDING });
    expect(paced(STANDING, 100, 0).chars).to.equal(0);
  });
});
