import { isOpen, reduce, type Conversation, type ConversationFact, type Message } from './conversation.ts';
import { ChatError } from './errors.ts';

/** How a list of messages differs from an earlier one: what one tab tells another. */
export interface Changes {
  /** New messages, and new states of known ones. */
  readonly messages: readonly Message[];
  /** Ids of messages that are gone. */
  readonly removed: readonly string[];
  /** Behind which message a new one stands, both by id. Without it, it stands last. */
  readonly after?: Readonly<Record<string, string>>;
}

/** Compares by identity, as a message that did not change keeps its own. */
export function changesBetween(before: readonly Message[], now: readonly Message[]): Changes {
  const known = new Map(before.map((message) => [message.id, message]));
  const messages = now.filter((message) => known.get(message.id) !== message);
  const places = now.flatMap(({ id }, index) => (index > 0 && !known.has(id) ? [[id, now[index - 1]!.id]] : []));
  for (const { id } of now) known.delete(id);
  return { messages, removed: [...known.keys()], after: Object.fromEntries(places) as Record<string, string> };
}

/** The list after changes that were made to it or to a copy of it. */
export function withChanges(
  messages: readonly Message[],
  { messages: changed, removed, after = {} }: Changes,
): readonly Message[] {
  const next = messages.filter(({ id }) => !removed.includes(id));
  const indexOf = (id: string | undefined): number => next.findLastIndex((message) => message.id === id);
  for (const message of changed) {
    const index = indexOf(message.id);
    if (index >= 0) next[index] = message;
    else next.splice(indexOf(after[message.id]) + 1 || next.length, 0, message);
  }
  return next;
}

const LEFT = new ChatError('truncated', 'The page was left before the answer was complete.');

/**
 * Ends the open ones among the messages with these ids: nobody writes them any more. Their text stays. A question that waited
 * for its turn stays too.
 */
export function interrupted(messages: readonly Message[], ids: readonly string[]): readonly Message[] {
  let conversation: Conversation = { messages };
  for (const message of messages) {
    if (!isOpen(message) || !ids.includes(message.id)) continue;
    for (const fact of message.role === 'user' ? turn(message) : end(message))
      conversation = reduce(conversation, fact);
  }
  return conversation.messages;
}

function turn({ id }: Message): readonly ConversationFact[] {
  return [{ type: 'release', id }];
}

function end({ id }: Message): readonly ConversationFact[] {
  return [
    { type: 'events', id, events: [{ type: 'error', error: LEFT }] },
    { type: 'end', id },
  ];
}
