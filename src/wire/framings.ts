import { ChatError } from '../chat/errors.ts';
import type { Framing, WireMessage } from './message.ts';

/**
 * One JSON value per line; the last line may lack its line end, but half a value is none.
 * @param isSure - the content type says so: else one line alone is a whole body.
 */
export function ndjsonFraming(maxChars: number, isSure: boolean): Framing {
  let rest = '';
  let count = 0;
  const take = (text: string): WireMessage[] => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    const messages = lines.filter((line) => line.trim() !== '').map((data) => ({ data }));
    if (messages.length === 0) bound(rest, maxChars);
    count += messages.length;
    return messages;
  };
  return {
    feed: take,
    end: () => {
      const messages: WireMessage[] = take('\n').filter(({ data }) => !isHalfJson(data));
      return isSure || count > 1 ? messages : [...messages, WHOLE];
    },
  };
}

/** The end of a body that is whole by itself. */
const WHOLE: WireMessage = { data: '', isWhole: true };

/**
 * JSON over several lines: one value, or a list whose elements count one by one as they arrive. A list that was closed, and a
 * value that stands alone, are whole.
 */
export function jsonFraming(maxChars: number): Framing {
  let isList = false;
  let rest = '';
  /** Place in `rest` that is looked at next, and what it is in. */
  let place = 0;
  let depth = 0;
  let isString = false;
  let count = 0;
  let isClosed = false;
  const feed = (text: string): WireMessage[] => {
    const messages: WireMessage[] = [];
    rest += text;
    for (; place < rest.length; place++) {
      const char = rest[place]!;
      if (isString) {
        if (char === '\\') place++;
        else if (char === '"') isString = false;
      } else if (char === '"') isString = true;
      else if (char === '{' || char === '[') {
        depth++;
        if (count === 0 && depth === 1 && char === '[' && !isList) {
          isList = true;
          depth = 0;
          rest = rest.slice(place + 1);
          place = -1;
        }
      } else if (char === '}' || char === ']') {
        depth--;
        if (depth < 0) isClosed = true;
        if (depth === 0) {
          messages.push({ data: rest.slice(0, place + 1).replace(/^[\s,]+/, '') });
          rest = rest.slice(place + 1);
          place = -1;
          count++;
        }
      }
    }
    bound(rest, maxChars);
    return messages;
  };
  return {
    feed,
    end: () => {
      if (isClosed) return [WHOLE];
      if (isList) return [];
      if (rest.trim() !== '') return [{ data: rest, isWhole: true }];
      return count === 1 ? [WHOLE] : [];
    },
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
