/** One request as it leaves: everything that a site may still change in `chat-before-send`. */
export interface TransportRequest {
  url: string;
  method: 'POST' | 'GET';
  headers: Record<string, string>;
  body: Record<string, unknown>;
  credentials: 'omit' | 'same-origin' | 'include';
}

/** Time and timers, injectable so that tests need not wait. */
export interface Clock {
  /** ms since the epoch; goes on while the machine sleeps. */
  now(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};
