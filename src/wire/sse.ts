import { createParser } from 'eventsource-parser';
import { ChatError } from '../chat/errors.ts';
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
    if (isTooLarge) throw new ChatError('too-large', `An event of the stream is larger than ${maxChars} characters.`);
    const taken = messages;
    messages = [];
    return taken;
  };
  return {
    feed,
    // A line end for the last line, then the blank line that closes the event.
    end: () => feed('\n\n').filter(({ data }) => !isHalfJson(data)),
  };
}

function isHalfJson(data: string): boolean {
  if (!/^\s*[[{]/.test(data) || data === '[DONE]') return false;
  try {
    JSON.parse(data);
    return false;
  } catch {
    return true;
  }
}
