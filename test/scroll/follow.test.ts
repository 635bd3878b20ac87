import { expect } from '@open-wc/testing';
import { afterScroll, END_DISTANCE, hasMoreBelow, type FollowState } from '../../src/scroll/follow.ts';

const VIEW = 400;
const TEXT = 2000;
const END = TEXT - VIEW;
const at = (scrollTop: number, scrollHeight = TEXT): Parameters<typeof afterScroll>[1] => ({
  scrollTop,
  clientHeight: VIEW,
  scrollHeight,
});
const following: FollowState = { following: true, scrollTop: END };
const reading: FollowState = { following: false, scrollTop: 500 };

const CASES: readonly (readonly [
  name: string,
  before: FollowState,
  metrics: ReturnType<typeof at>,
  isFollowing: boolean,
])[] = [
  ['text that grew below does not detach', following, at(END, TEXT + 1000), true],
  ['scrolling up by two pixels detaches', following, at(END - 2), false],
  ['half a pixel is a rounding and does not', following, at(END - 0.5), true],
  ['scrolling up far detaches', following, at(0), false],
  ['scrolling down but not to the end stays detached', reading, at(900), false],
  ['coming close to the end attaches', reading, at(END - END_DISTANCE), true],
  ['almost close does not', reading, at(END - END_DISTANCE - 1), false],
  ['the very end attaches even upwards, as after a bounce', { following: false, scrollTop: END + 20 }, at(END), true],
  ['a document that shrank to its end keeps following', following, at(END - 300, TEXT - 300), true],
  ['a transcript without anything to scroll follows', reading, at(0, VIEW), true],
];

describe('afterScroll (S22, A-18)', () => {
  for (const [name, before, metrics, isFollowing] of CASES) {
    it(name, () => expect(afterScroll(before, metrics).following).to.equal(isFollowing));
  }

  it('remembers where the reader is', () => expect(afterScroll(reading, at(700)).scrollTop).to.equal(700));

  it('gives the same state when nothing changed', () => expect(afterScroll(reading, at(500))).to.equal(reading));
});

describe('hasMoreBelow', () => {
  it('is true beyond the distance that counts as the end', () => {
    expect(hasMoreBelow(at(END - END_DISTANCE))).to.equal(false);
    expect(hasMoreBelow(at(END - END_DISTANCE - 1))).to.equal(true);
  });
});
