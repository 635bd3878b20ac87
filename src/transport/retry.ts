import type { ChatError } from '../chat/errors.ts';

/** First wait and longest wait between tries, in ms; the random part takes up to a quarter off. */
const BASE_MS = 500;
const MAX_MS = 8000;
const JITTER = 0.25;
/** A server that asks for more than this, in ms, is not waited for in silence: the visitor decides. */
const MAX_RETRY_AFTER_MS = 60_000;

/** Is a status one that asks for a repeat? The server's own `x-should-retry` wins. */
export function isRepeatable({ status, headers }: Response): boolean {
  const own = headers.get('x-should-retry');
  return own === null ? status >= 500 || [408, 409, 425, 429].includes(status) : own === 'true';
}

/**
 * How long to wait before a request is repeated by itself. Only a request of which no response byte counts may be: no
 * connection, or a status that asks for it.
 * @param attempt - tries so far, from 1. @param random - in [0, 1).
 * @returns ms, or undefined if it must not be repeated.
 */
export function retryDelayMs(
  error: ChatError,
  attempt: number,
  maxRetries: number,
  random: number,
): number | undefined {
  if (attempt > maxRetries) return undefined;
  const { type, httpStatus, retryAfterMs, retryable } = error;
  const isConnection = type === 'network' || type === 'timeout';
  const isStatus = httpStatus !== undefined && httpStatus >= 300;
  if (!retryable || !(isConnection || isStatus)) return undefined;
  if (retryAfterMs !== undefined) return retryAfterMs <= MAX_RETRY_AFTER_MS ? retryAfterMs : undefined;
  return Math.min(MAX_MS, BASE_MS * 2 ** (attempt - 1)) * (1 - JITTER * random);
}

/** `retry-after-ms`, else `Retry-After` in seconds or as a date. */
export function retryAfterMs(headers: Headers): number | undefined {
  const exact = Number(headers.get('retry-after-ms') || Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value.trim())) return Number(value) * 1000;
  // Without a letter it is no HTTP date, though engines read one into "-5".
  const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
