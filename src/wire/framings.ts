import { ChatError } from '../chat/errors.ts';
import type { Framing, WireMessage } from './message.ts';

/** One JSON value per line; the last line may lack its line end. */
export function ndjsonFraming(maxChars: number): Framing {
  let rest = '';
  const lines = (text: string): WireMessage[] =>
    text
      .split(/\r\n?|\n/)
      .filter((line) => line.trim() !== '')
      .map((data) => ({ data }));
  return {
    feed(text) {
      rest += text;
      const end = Math.max(rest.lastIndexOf('\n'), rest.endsWith('\r') ? -1 : rest.lastIndexOf('\r'));
      if (end < 0) {
        bound(rest, maxChars);
        return [];
      }
      const whole = rest.slice(0, end);
      rest = rest.slice(end + 1);
      return lines(whole);
    },
    end: () => lines(rest),
  };
}

/** The whole body is one JSON value. */
export function jsonFraming(maxChars: number): Framing {
  let body = '';
  return {
    feed(text) {
      body += text;
      bound(body, maxChars);
      return [];
    },
    end: () => (body.trim() === '' ? [] : [{ data: body, isWhole: true }]),
  };
}

/** The bytes are the answer. */
export function textFraming(): Framing {
  return { feed: (text) => (text === '' ? [] : [{ data: text, isText: true }]), end: () => [] };
}

function bound(text: string, maxChars: number): void {
  if (text.length > maxChars) throw new ChatError('too-large', `A message of the stream is larger than ${maxChars} characters.`);
}
