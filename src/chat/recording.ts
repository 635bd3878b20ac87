import type { WireMessage } from '../wire/message.ts';
import { text, type Message, type Part } from './conversation.ts';

/**
 * An answer as it came so far: what a later page, or a later act, needs to get back to the same generation. Read again,
 * the same messages give the same answer, whatever its format.
 */
export interface Recording {
  /** Of the message that is written. */
  readonly id: string;
  /** What stood in it before, where it is continued. */
  readonly before: readonly Part[];
  readonly wire: readonly WireMessage[];
}

/** @returns a recording from what was stored; undefined for what is none. */
export function readRecording(value: unknown): Recording | undefined {
  const { id, before, wire } = Object(value) as Partial<Record<keyof Recording, unknown>>;
  const isRecording =
    typeof id === 'string' &&
    Array.isArray(before) &&
    Array.isArray(wire) &&
    wire.every((message) => typeof (Object(message) as { data?: unknown }).data === 'string');
  return isRecording ? (value as Recording) : undefined;
}

/** The message as it was before the recording began. What is drawn of it stays, as the same text comes again. */
export function rewound(message: Message, before: readonly Part[]): Message {
  const { error: _error, finishReason: _reason, finishDetail: _detail, keptChars: _chars, ...rest } = message;
  const { keptParts: _parts, firstRevision: _revision, ...begun } = rest;
  const kept = before.length > 0 && { keptChars: text({ parts: before }).length };
  return { ...begun, ...kept, parts: before, status: 'pending' };
}
