import type { Message, MessageError, MessageMetrics, Part } from './conversation.ts';
import { withoutHalves } from './surrogates.ts';
import { hasContent } from './versions.ts';

const EMPTY: MessageError = { type: 'empty', message: 'The answer was empty.', retryable: true };
const TRUNCATED: MessageError = {
  type: 'truncated',
  message: 'The answer ended without its end mark.',
  retryable: true,
};

/**
 * The state in which an answer ends: the first error wins; an answer of which nothing arrived has failed, and one without an end
 * mark is interrupted.
 */
export function ended(
  { keptChars: _chars, keptParts: _parts, firstRevision: _revision, ...message }: Message,
  status: 'stopped' | undefined,
  metrics: MessageMetrics | undefined,
): Message {
  const isSomething = hasContent(message);
  const isEmpty = !isSomething && (message.finishReason ?? 'stop') === 'stop';
  const error = message.error ?? (isEmpty ? EMPTY : message.finishReason ? undefined : TRUNCATED);
  const isComplete = !status && !error;
  const parts = message.parts.filter((part) => part.type !== 'status').map((part) => settled(part, isComplete));
  const base = { ...message, parts, ...(metrics && { metrics }) };
  if (status) return { ...base, status };
  if (error) return { ...base, error, status: isSomething ? 'interrupted' : 'failed' };
  const isWaiting = parts.some(
    (part) => part.type === 'tool-call' && part.where === 'client' && part.state === 'running',
  );
  // A whole answer takes the place of those that broke off.
  const { earlier: all = [], ...rest } = base;
  const earlier = all.filter((version) => version.status === 'complete' || version.status === 'stopped');
  return {
    ...rest,
    ...(earlier.length > 0 && { earlier }),
    status: 'complete',
    finishReason: isWaiting && message.finishReason === 'stop' ? 'tool-calls' : message.finishReason!,
  };
}

/** Nothing is open in an answer that has ended, but for calls that the page answers. */
function settled(part: Part, isComplete: boolean): Part {
  if (part.type === 'tool-call') {
    const hasArgs = part.args !== undefined || part.argsText === '';
    const isClosed = part.where === 'server' || part.approval || !isComplete || !hasArgs;
    const isOpen = part.state === 'running' && part.approval !== 'requested' && isClosed;
    // A call without arguments often says so by sending none.
    const isBare = isComplete && hasArgs && part.args === undefined;
    if (!isOpen && !isBare) return part;
    return {
      ...part,
      ...(isBare && { args: {} }),
      ...(isOpen && { state: isComplete && hasArgs ? 'done' : 'failed' }),
    };
  }
  if (part.type !== 'text' && part.type !== 'reasoning') return part;
  const whole = withoutHalves(part.text);
  if (whole === part.text) return part;
  // At its end a half was never drawn; elsewhere the text is another one now.
  return { ...part, text: whole, revision: part.text.startsWith(whole) ? part.revision : part.revision + 1 };
}
