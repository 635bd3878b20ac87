import type { ConversationFact, Message } from './conversation.ts';

/** The messages with a new answer in its place. */
export function started(
  messages: readonly Message[],
  { id, at, after, replaces }: Extract<ConversationFact, { type: 'start' }>,
): readonly Message[] {
  const answer: Message = { id, role: 'assistant', parts: [], status: 'pending', createdAt: at };
  const old = messages.findIndex((message) => message.id === replaces);
  if (old >= 0) {
    const earlier = versions(messages[old]!).filter(hasContent);
    return messages.with(old, { ...answer, ...(earlier.length > 0 && { earlier }) });
  }
  const before = messages.findIndex((message) => message.id === after);
  return messages.toSpliced(before < 0 ? messages.length : before + 1, 0, answer);
}

/** All answers to the question that this one answers, each by itself. */
function versions({ earlier = [], later = [], ...shown }: Message): readonly Message[] {
  return [...earlier, shown, ...later];
}

/** One version further or back; an empty one that is left is gone. */
export function turned(message: Message, step: 1 | -1): Message {
  const all = versions(message);
  const shown = all[(message.earlier?.length ?? 0) + step];
  if (!shown) return message;
  const others = all.filter((version) => version === shown || hasContent(version));
  const index = others.indexOf(shown);
  const [earlier, later] = [others.slice(0, index), others.slice(index + 1)];
  return { ...shown, ...(earlier.length > 0 && { earlier }), ...(later.length > 0 && { later }) };
}

/** Has something arrived that is worth keeping? */
export function hasContent({ parts }: Message): boolean {
  return parts.some((part) => part.type !== 'status' && (part.type !== 'text' || part.text !== ''));
}
