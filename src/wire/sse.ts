import { createParser } from 'eventsource-parser';
import { isHalfJson, tooLarge } from './framings.ts';
import type { Framing, WireMessage } from './message.ts';

/**
 * Server-Sent Events by the standard (WHATWG HTML 9.2), with one leniency: an event whose blank line is missing at the clean
 * end of the body counts, because many servers forget it; half a JSON value does not.
 * @param maxChars - largest event. @throws ChatError `too-large` from `feed` when an event outgrows it.
 */
export function sseFraming(maxChars: number): Framing {
  let messages: WireMessage[] = [];
  let isTooLarge = false;
  const parser = createParser({
    maxBufferSize: maxChars,
    onEvent: ({ event, id, data }) => {
      messages.push({ data, ...(event !== undefined && { event }), ...(id !== undefined && { id }) });
    },
    onId: (id) => messages.push({ data: '', id, isControl: true }),
    onRetry: (retryMs) => messages.push({ data: '', retryMs, isControl: true }),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') isTooLarge = true;
    },
  });
  const feed = (text: string): WireMessage[] => {
    try {
      parser.feed(text);
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
