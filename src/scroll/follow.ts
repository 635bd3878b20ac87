/** What a scroll container measures, in CSS pixels. */
export interface ScrollMetrics {
  readonly scrollTop: number;
  readonly clientHeight: number;
  readonly scrollHeight: number;
}

export interface FollowState {
  /** The reader is at the end and stays there as text arrives. */
  readonly following: boolean;
  readonly scrollTop: number;
}

/** Distance from the end, in CSS pixels, that still counts as being there. */
export const END_DISTANCE = 32;

/**
 * The state after a scroll event. Text that grows never detaches a reader; scrolling up does, at once and by however little;
 * coming back to the end attaches again.
 */
export function afterScroll(state: FollowState, { scrollTop, clientHeight, scrollHeight }: ScrollMetrics): FollowState {
  const distance = scrollHeight - clientHeight - scrollTop;
  const isUpwards = scrollTop < state.scrollTop - 1;
  // At the very end there is nothing left to scroll: a bounce or a shrinking document is no act of the reader.
  const following = distance <= 1 || (isUpwards ? false : distance <= END_DISTANCE || state.following);
  return following === state.following && scrollTop === state.scrollTop ? state : { following, scrollTop };
}

/** Is there anything below what the reader sees? */
export function hasMoreBelow({ scrollTop, clientHeight, scrollHeight }: ScrollMetrics): boolean {
  return scrollHeight - clientHeight - scrollTop > END_DISTANCE;
}
