import type { Message } from '../chat/conversation.ts';
import type { Translation } from '../i18n/translation.ts';
import { timeText } from './dates.ts';

/** A pause that is worth a time of day, in ms: shorter ones are over by the time they are read. */
const MIN_PAUSE_MS = 60_000;

/** When a server that asks for a long pause may be asked again, as a time of day; nothing where it names none. */
export function retryAfterText({ createdAt, metrics, error }: Message, strings: Translation): string | undefined {
  if (!error?.retryAfterMs || error.retryAfterMs < MIN_PAUSE_MS) return undefined;
  const time = timeText(createdAt + (metrics?.duration ?? 0) + error.retryAfterMs, strings.locale);
  return time ? strings.tryAfter(time) : undefined;
}
