import type { Message } from './conversation.ts';
import type { BackendIds } from './events.ts';
import { isMessage } from './message-input.ts';
import { readRecording, type Recording } from './recording.ts';

/** What is kept of a chat over page loads. A request, its headers and a token are never part of it (E-12). */
export interface Snapshot {
  /** Of this schema; see `readSnapshot`. */
  readonly version: 1;
  /** The id under which the back end knows the conversation. */
  readonly conversationId: string;
  /** What the back end called its work; a later request may have to say it again. */
  readonly ids?: BackendIds;
  readonly messages: readonly Message[];
  /** What stands in the text field. */
  readonly draft: string;
  /** The panel of a floating chat is open. */
  readonly open: boolean;
  /** The visitor has opened the chat before, or sent its call-out away. */
  readonly isGreeted?: boolean;
  /** What the reader sees first; absent for a reader at the end. */
  readonly place?: Place;
  /** How far the newest answer was read, where a later page may get back to it. */
  readonly recording?: Recording;
}

/** A place in the transcript that holds at any width: a message, and how far its top is below the upper edge, in CSS pixels. */
export interface Place {
  readonly id: string;
  readonly top: number;
}

type Stored = Partial<Record<keyof Snapshot, unknown>>;

/**
 * How each version of the schema becomes the next. Version 0 is a bare list of messages, as `transcript('json')` gives it
 * and a server may keep it.
 */
const MIGRATIONS: readonly ((stored: Stored) => Stored)[] = [(messages) => ({ version: 1, messages })];

/**
 * A snapshot from what was stored, by whichever version. What is no snapshot is undefined, what is no message is left out:
 * another script of the page may have written there.
 * @throws RangeError if a newer version wrote it, which must not be overwritten.
 */
export function readSnapshot(value: unknown): Snapshot | undefined {
  const version = Array.isArray(value) ? 0 : fieldsOf(value).version;
  if (typeof version !== 'number') return undefined;
  if (version > MIGRATIONS.length) throw new RangeError(`A newer version, ${version}, is stored.`);
  let stored = value as Stored;
  for (const migrate of MIGRATIONS.slice(version)) stored = migrate(stored);
  const { id, top } = fieldsOf<Place>(stored.place);
  const recording = readRecording(stored.recording);
  return {
    version: 1,
    conversationId: textOr(stored.conversationId),
    ...(stored.ids !== undefined && { ids: readIds(stored.ids) }),
    messages: readMessages(stored.messages),
    draft: textOr(stored.draft),
    open: stored.open === true,
    ...(stored.isGreeted === true && { isGreeted: true }),
    ...(typeof id === 'string' && typeof top === 'number' && { place: { id, top } }),
    ...(recording && { recording }),
  };
}

/** The ids among anything. */
export function readIds(value: unknown): BackendIds {
  const isId = ([, id]: readonly [string, unknown]): boolean => typeof id === 'string' || typeof id === 'number';
  return Object.fromEntries(Object.entries(Object(value) as object).filter(isId)) as BackendIds;
}

/** The messages of a list of anything. */
export function readMessages(value: unknown): readonly Message[] {
  return Array.isArray(value) ? value.filter(isMessage) : [];
}

/**
 * A snapshot as JSON of at most `maxChars` characters, which are UTF-16 code units: a recording that would take more than half of
 * it is left out, then the oldest messages. A message that was written before is not serialised again.
 */
export function snapshotJson({ messages, recording, ...rest }: Snapshot, maxChars: number): string {
  const recorded = recording ? `,"recording":${JSON.stringify(recording)}` : '';
  const head = JSON.stringify(rest).slice(0, -1) + (recorded.length * 2 > maxChars ? '' : recorded);
  const kept: string[] = [];
  let room = maxChars - head.length - ',"messages":[]}'.length;
  for (const message of messages.toReversed()) {
    const json = messageJson(message);
    room -= json.length + 1;
    if (room < -1) break;
    kept.unshift(json);
  }
  return `${head},"messages":[${kept.join()}]}`;
}

const written = new WeakMap<Message, string>();

function messageJson(message: Message): string {
  const json = written.get(message) ?? JSON.stringify(message, withoutBytes);
  written.set(message, json);
  return json;
}

/** The bytes of one file would take the room of the whole conversation: what is kept of it is its name, size and thumbnail. */
function withoutBytes(key: string, value: unknown): unknown {
  return key === 'url' && typeof value === 'string' && value.startsWith('data:') ? '' : value;
}

function fieldsOf<Kind = Snapshot>(value: unknown): Partial<Record<keyof Kind, unknown>> {
  return Object(value) as Partial<Record<keyof Kind, unknown>>;
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
