import { MAX_ANSWER_CHARS, messageError, type Message, type Part } from './conversation.ts';
import { ChatError } from './errors.ts';
import type { ChatEvent } from './events.ts';

type Fold<Type extends ChatEvent['type']> = (message: Message, event: Extract<ChatEvent, { type: Type }>) => Message;
type ToolCall = Extract<Part, { type: 'tool-call' }>;

/**
 * A message after one event. An event that says nothing about the message gives the same object.
 * After an error nothing counts any more: what arrived stays as it is.
 */
export function foldEvent(message: Message, event: ChatEvent): Message {
  if (message.error) return message;
  const fold = FOLDS[event.type] as Fold<ChatEvent['type']> | undefined;
  return fold ? fold(message, event) : message;
}

const FOLDS: { readonly [Type in ChatEvent['type']]?: Fold<Type> } = {
  text: (message, { delta, block }) => append(message, 'text', delta, block),
  reasoning: (message, { delta, block }) => append(message, 'reasoning', delta, block),
  'text-set': (message, { text, block, scope }) => replace(message, 'text', text, block, scope === 'message'),
  'reasoning-set': (message, { text, block }) => replace(message, 'reasoning', text, block, false),
  reset: (message, { scope, block }) => {
    const parts = scope === 'block' ? message.parts.filter((part) => !('block' in part) || part.block !== block) : [];
    return { ...message, parts };
  },
  'tool-start': (message, { id, name, where }) => {
    const call: ToolCall = { type: 'tool-call', id, name: name ?? '', argsText: '', where: where ?? 'server', state: 'running' };
    const known = message.parts.some((part) => part.type === 'tool-call' && part.id === id);
    return known ? updateTool(message, id, (old) => ({ ...old, name: name ?? old.name })) : open(message, [...withoutStatus(message), call]);
  },
  'tool-args': (message, { id, delta }) => updateTool(message, id, (call) => ({ ...call, ...parsed(call.argsText + delta) })),
  'tool-args-set': (message, { id, args }) => updateTool(message, id, (call) => ({ ...call, args })),
  'tool-result': (message, { id, result, error }) =>
    updateTool(message, id, (call) => ({
      ...call,
      ...(result !== undefined && { result }),
      ...(error !== undefined && { error }),
      state: error === undefined ? 'done' : 'failed',
    })),
  source: (message, { type, ...source }) => {
    const isKnown = message.parts.some((part) => part.type === type && part.url === source.url && part.title === source.title);
    return isKnown ? message : open(message, [...message.parts, { type, ...source }]);
  },
  file: (message, event) => open(message, [...message.parts, event]),
  data: (message, event) => {
    const others = message.parts.filter((part) => part.type !== 'data' || event.id === undefined || part.name !== event.name || part.id !== event.id);
    return { ...message, parts: [...others, event] };
  },
  status: (message, { text, key, done }) => {
    const others = message.parts.filter((part) => part.type !== 'status' || part.key !== key);
    return open(message, done ? others : [...others, { type: 'status', text, ...(key !== undefined && { key }) }]);
  },
  finish: (message, { reason }) => (message.finishReason ? message : { ...message, finishReason: reason }),
  error: (message, { error }) => ({ ...message, error: messageError(error) }),
};

/** Something arrived that is shown. */
function open(message: Message, parts: readonly Part[]): Message {
  return { ...message, parts, status: message.status === 'pending' ? 'streaming' : message.status };
}

function withoutStatus({ parts }: Message): readonly Part[] {
  return parts.some(({ type }) => type === 'status') ? parts.filter(({ type }) => type !== 'status') : parts;
}

function append(message: Message, type: 'text' | 'reasoning', delta: string, block: string | undefined): Message {
  if (delta === '') return message;
  const parts = type === 'text' ? withoutStatus(message) : message.parts;
  const index = parts.findLastIndex((part) => part.type === type && part.block === block);
  const part = parts[index] as Extract<Part, { type: 'text' | 'reasoning' }> | undefined;
  // Without a block name, text behind something else is a piece of its own.
  const isOpen = part && (block !== undefined || index === parts.length - 1 || !isVisible(parts.slice(index + 1)));
  if (!isOpen) return open(message, [...parts, { type, text: delta, revision: 0, ...(block !== undefined && { block }) }]);
  const length = part.text.length + delta.length;
  if (type === 'text' && length > MAX_ANSWER_CHARS) {
    const rest = { ...part, text: part.text + delta.slice(0, Math.max(0, MAX_ANSWER_CHARS - part.text.length)) };
    return { ...open(message, parts.with(index, rest)), error: messageError(new ChatError('too-large', 'The answer is too long.')) };
  }
  return open(message, parts.with(index, { ...part, text: part.text + delta }));
}

function isVisible(parts: readonly Part[]): boolean {
  return parts.some(({ type }) => type === 'tool-call' || type === 'reasoning' || type === 'text');
}

function replace(message: Message, type: 'text' | 'reasoning', text: string, block: string | undefined, isWhole: boolean): Message {
  const isTarget = (part: Part): boolean => part.type === type && (isWhole || part.block === block);
  const old = message.parts.find(isTarget) as Extract<Part, { type: 'text' }> | undefined;
  if (!old) return append(message, type, text, block);
  if (old.text === text && message.parts.filter(isTarget).length === 1) return message;
  const isGrowth = text.startsWith(old.text);
  const next = { ...old, text: text.slice(0, MAX_ANSWER_CHARS), revision: isGrowth ? old.revision : old.revision + 1 };
  const parts = message.parts.filter((part) => part === old || !isTarget(part)).map((part) => (part === old ? next : part));
  return open(message, parts);
}

function updateTool(message: Message, id: string, update: (call: ToolCall) => ToolCall): Message {
  const index = message.parts.findLastIndex((part) => part.type === 'tool-call' && part.id === id);
  if (index < 0) {
    const call: ToolCall = { type: 'tool-call', id, name: '', argsText: '', where: 'server', state: 'running' };
    return open(message, [...message.parts, update(call)]);
  }
  return { ...message, parts: message.parts.with(index, update(message.parts[index] as ToolCall)) };
}

/** Arguments are parsed once they are complete JSON. */
function parsed(argsText: string): { argsText: string; args?: unknown } {
  try {
    return { argsText, args: JSON.parse(argsText) as unknown };
  } catch {
    return { argsText };
  }
}
