import { createParser } from 'eventsource-parser';
import { isHalfJson, isJson, tooLarge } from './framings.ts';
import type { Framing, WireMessage } from './message.ts';

/** Most lines that one event is put together from. */
const MAX_STRAYS = 1000;

/**
 * Server-Sent Events by the standard (WHATWG HTML 9.2), with three leniencies where the standard reads nothing. An event whose
 * blank line is missing at the clean end of the body counts, because many servers forget it; half a JSON value does not. JSON over
 * several lines of which only the first has its `data:` is put together. A line `error: {…}` is an event of that name.
 * @param maxChars - largest event. @throws ChatError `too-large` from `feed` when an event outgrows it.
 */
export function sseFraming(maxChars: number): Framing {
  let messages: WireMessage[] = [];
  let isTooLarge = false;
  /** Lines of no known field since the last event. */
  let strays: string[] = [];
  const parser = createParser({
    maxBufferSize: maxChars,
    onEvent: ({ event, id, data }) => {
      const joined = strays.length > 0 && isHalfJson(data) ? [data, ...strays].join('\n') : data;
      strays = [];
      const whole = joined !== data && isJson(joined) ? joined : data;
      messages.push({ data: whole, ...(event !== undefined && { event }), ...(id !== undefined && { id }) });
    },
    onId: (id) => messages.push({ data: '', id, isControl: true }),
    onRetry: (retryMs) => messages.push({ data: '', retryMs, isControl: true }),
    onError: ({ type, field, value, line }) => {
      if (type === 'max-buffer-size-exceeded') isTooLarge = true;
      else if (field === 'error' && value?.startsWith('{')) messages.push({ event: field, data: value });
      else if (line && strays.length < MAX_STRAYS) strays.push(line);
    },
  });
  /** The parser gets whole lines: of a line in pieces it does not say what it was. */
  let open = '';
  /** A CR at the end may be the first half of a CRLF. */
  let endsWithCr = false;
  const wholeLines = (text: string): string => {
    const end = Math.max(text.lastIndexOf('\n'), text.slice(0, -1).lastIndexOf('\r')) + 1;
    const hasEnd = end > 0 || endsWithCr;
    const lines = hasEnd ? open + text.slice(0, end) : '';
    open = hasEnd ? text.slice(end) : open + text;
    endsWithCr = text.endsWith('\r');
    return lines;
  };
  const feed = (text: string): WireMessage[] => {
    const lines = text && wholeLines(text);
    try {
      if (open.length > maxChars) isTooLarge = true;
      if (lines) parser.feed(lines);
    } catch {
      // After an overflow the parser refuses everything.
      isTooLarge = true;
    }
    // An id comes before its event, which brings it along.
    const taken = messages.filter(({ isControl, id }, index) => !isControl || !id || messages[index + 1]?.id !== id);
    messages = [];
    // What was complete before the overflow counts; the next call throws.
    if (isTooLarge && taken.length === 0) throw tooLarge(maxChars);
    return taken;
  };
  return {
    keepsMark: true,
    feed,
    // A line end for the last line, then the blank line that closes the event.
    end: () => feed('\n\n').filter(({ data }) => !isHalfJson(data)),
  };
}
