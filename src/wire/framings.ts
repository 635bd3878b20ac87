import { ChatError } from '../chat/errors.ts';
import type { Framing, WireMessage } from './message.ts';

/** One JSON value per line; the last line may lack its line end, but half a value is none. */
export function ndjsonFraming(maxChars: number): Framing {
  let rest = '';
  const take = (text: string): WireMessage[] => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    const messages = lines.filter((line) => line.trim() !== '').map((data) => ({ data }));
    if (messages.length === 0) bound(rest, maxChars);
    return messages;
  };
  return { feed: take, end: () => take('\n').filter(({ data }) => !isHalfJson(data)) };
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

export function tooLarge(maxChars: number): ChatError {
  return new ChatError('too-large', `A message of the stream is larger than ${maxChars} characters.`);
}

/** @throws ChatError `too-large` */
export function bound(text: string, maxChars: number): void {
  if (text.length > maxChars) throw tooLarge(maxChars);
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a body that ended in the middle of a JSON object or list leaves. */
export function isHalfJson(data: string): boolean {
  return /^\s*[[{]/.test(data) && data !== '[DONE]' && !isJson(data);
}
