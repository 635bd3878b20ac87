/** Longest time that a text waits to be revealed, in ms: below a second, with room for a slow frame (S27). */
const LONGEST_WAIT_MS = 800;

/** How fast a waiting text is revealed. */
export interface Pace {
  /** Characters per ms; never slower as long as something waits, so that no text waits longer than the one before it. */
  readonly rate: number;
  /** The part of a character that a frame has left over. */
  readonly rest: number;
}

export const STANDING: Pace = { rate: 0, rest: 0 };

/**
 * How much of a waiting text is revealed now, so that a burst reads like an even stream.
 * @param waitingChars - what arrived and is not shown.
 * @param elapsedMs - since the last call, or since the text began to wait.
 */
export function paced(
  { rate, rest }: Pace,
  waitingChars: number,
  elapsedMs: number,
): { readonly chars: number; readonly pace: Pace } {
  const faster = Math.max(rate, waitingChars / LONGEST_WAIT_MS);
  const due = rest + faster * elapsedMs;
  const chars = Math.min(waitingChars, Math.floor(due));
  return { chars, pace: chars === waitingChars ? STANDING : { rate: faster, rest: due - chars } };
}
