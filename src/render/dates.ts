const DAY_MS = 86_400_000;

/** How dates read in a language. */
interface DateWords {
  readonly time: Intl.DateTimeFormat;
  readonly full: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly relative: Intl.RelativeTimeFormat;
}

const words = new Map<string, DateWords>();

/** @param locale - BCP 47; what is none, or empty, is the browser's. */
function wordsOf(locale: string): DateWords {
  let found = words.get(locale);
  if (!found) {
    let tag: string | undefined;
    try {
      tag = Intl.getCanonicalLocales(locale)[0];
    } catch {
      tag = undefined;
    }
    found = {
      time: new Intl.DateTimeFormat(tag, { timeStyle: 'short' }),
      full: new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'short' }),
      day: new Intl.DateTimeFormat(tag, { dateStyle: 'long' }),
      relative: new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }),
    };
    words.set(locale, found);
  }
  return found;
}

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

export function isSameDay(one: number, other: number): boolean {
  return startOfDay(one) === startOfDay(other);
}

/** The time of day; `full` has the date too. @param at - ms since the epoch; what is no time is an empty text. */
export function timeText(at: number, locale: string, form: 'time' | 'full' = 'time'): string {
  return isTime(at) ? wordsOf(locale)[form].format(at) : '';
}

/** The day: "today" and "yesterday" in the reader's words, else the date. */
export function dayText(at: number, locale: string, now: number): string {
  if (!isTime(at)) return '';
  // Rounded: a day with a change of the clock is an hour longer or shorter.
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  return days === 0 || days === -1 ? wordsOf(locale).relative.format(days, 'day') : wordsOf(locale).day.format(at);
}

function isTime(at: number): boolean {
  return Math.abs(at) <= 8.64e15;
}
