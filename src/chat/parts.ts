import { MAX_ANSWER_CHARS, messageError, text as textOf, type Message, type Part } from './conversation.ts';
import { ChatError } from './errors.ts';
import type { ChatEvent } from './events.ts';

type Fold<Type extends ChatEvent['type']> = (message: Message, event: Extract<ChatEvent, { type: Type }>) => Message;
type ToolCall = Extract<Part, { type: 'tool-call' }>;
type Written = Extract<Part, { type: 'text' | 'reasoning' }>;

/**
 * A message after one event. An event that says nothing about the message gives the same object.
 * After an error nothing counts any more: what arrived stays as it is.
 */
export function foldEvents(message: Message, events: readonly ChatEvent[]): Message {
  let folded = message;
  for (const event of events) {
    const fold = folded.error ? undefined : (FOLDS[event.type] as Fold<ChatEvent['type']> | undefined);
    if (fold) folded = fold(folded, event);
  }
  return folded;
}

const FOLDS: { readonly [Type in ChatEvent['type']]?: Fold<Type> } = {
  text: (message, { delta, block }) => append(message, 'text', delta, block),
  reasoning: (message, { delta, block }) => append(message, 'reasoning', delta, block),
  'text-set': (message, { text, block, scope }) => replace(message, 'text', text, block, scope === 'message'),
  'reasoning-set': (message, { text, block }) => replace(message, 'reasoning', text, block, false),
  step: (message) => ({ ...message, keptParts: withoutStatus(message).length }),
  reset: (message, { scope, block }) => {
    if (scope === 'step') return withoutStep(message);
    if (scope === 'block') return withoutBlock(message, block);
    // The place of the text stays: other text in it has to show another revision.
    const place = message.parts.find((part) => part.type === 'text');
    const kept = textOf(message).slice(0, message.keptChars ?? 0);
    return { ...message, parts: place ? [{ ...place, text: kept, revision: place.revision + 1 }] : [] };
  },
  'tool-start': (message, { id, name, where, providerData }) => {
    const parts = withoutStatus(message);
    const { keptParts } = message;
    const call: ToolCall = {
      type: 'tool-call',
      id,
      name: name ?? '',
      argsText: '',
      where: where ?? 'server',
      state: 'running',
      ...(providerData && { providerData }),
      ...(keptParts && !parts.slice(keptParts).some(isCall) && { startsStep: true }),
    };
    return parts.some((part) => isCall(part) && part.id === id)
      ? updateTool(message, id, (old) => ({
          ...old,
          name: name ?? old.name,
          ...(providerData && { providerData: { ...old.providerData, ...providerData } }),
        }))
      : open(message, [...parts, call]);
  },
  'tool-args': (message, { id, delta }) =>
    updateTool(message, id, (call) => ({ ...call, ...parsed(call.argsText + delta) })),
  'tool-args-set': (message, { id, args }) => updateTool(message, id, (call) => ({ ...call, args })),
  'tool-result': (message, { id, result, error, preliminary }) =>
    updateTool(message, id, (call) => ({
      ...call,
      ...(result !== undefined && { result }),
      ...(error !== undefined && { error }),
      state: preliminary ? 'running' : error === undefined ? 'done' : 'failed',
    })),
  'tool-approval': (message, { id, state }) =>
    updateTool(message, id, (call) => ({
      ...call,
      approval: state,
      ...(state === 'denied' && { state: 'failed' }),
    })),
  source: (message, { type, ...source }) => {
    const isKnown = message.parts.some(
      (part) => part.type === type && (source.url ? part.url === source.url : part.title === source.title),
    );
    return isKnown ? message : open(message, [...message.parts, { type, ...source }]);
  },
  file: (message, event) => open(message, [...message.parts, event]),
  data: (message, event) => {
    const others = message.parts.filter(
      (part) => part.type !== 'data' || event.id === undefined || part.name !== event.name || part.id !== event.id,
    );
    return { ...message, parts: [...others, event] };
  },
  status: (message, { text, key, done }) => {
    const others = message.parts.filter((part) => part.type !== 'status' || part.key !== key);
    return open(message, done ? others : [...others, { type: 'status', text, ...(key !== undefined && { key }) }]);
  },
  suggestions: (message, { items }) =>
    FOLDS.data!(message, { type: 'data', name: 'suggestions', id: 'suggestions', data: items }),
  finish: (message, { reason, detail, raw }) => {
    const finishDetail = detail ?? (reason === 'other' ? raw : undefined);
    return message.finishReason ? message : { ...message, finishReason: reason, ...(finishDetail && { finishDetail }) };
  },
  error: (message, { error }) => ({ ...message, error: messageError(error) }),
};

function isCall(part: Part): part is ToolCall {
  return part.type === 'tool-call';
}

/** Something arrived that is shown. */
function open(message: Message, parts: readonly Part[]): Message {
  return { ...message, parts, status: message.status === 'pending' ? 'streaming' : message.status };
}

function withoutStatus({ parts }: Message): readonly Part[] {
  return parts.some(({ type }) => type === 'status') ? parts.filter(({ type }) => type !== 'status') : parts;
}

/** Where a part is gone, another one is drawn in its place: it has to show another revision. */
function withoutBlock(message: Message, block: string | undefined): Message {
  const isOf = (part: Part): boolean => 'block' in part && part.block === block;
  const from = message.parts.findIndex(isOf);
  if (from < 0) return message;
  const rest = message.parts.slice(from).filter((part) => !isOf(part));
  const moved = rest.map((part) => ('revision' in part ? { ...part, revision: part.revision + 1 } : part));
  return { ...message, parts: [...message.parts.slice(0, from), ...moved] };
}

function withoutStep(message: Message): Message {
  const parts = withoutStatus(message);
  const revisions = parts.map((part) => ('revision' in part ? part.revision : 0));
  return { ...message, parts: parts.slice(0, message.keptParts), firstRevision: Math.max(0, ...revisions) + 1 };
}

function append(message: Message, type: 'text' | 'reasoning', delta: string, block: string | undefined): Message {
  if (delta === '') return message;
  const parts = type === 'text' ? withoutStatus(message) : message.parts;
  let room = MAX_ANSWER_CHARS;
  for (const part of parts) if ('revision' in part) room -= part.text.length;
  const index = parts.findLastIndex((part) => part.type === type && part.block === block);
  const part = parts[index] as Written | undefined;
  // Without a block name, text behind something else is a piece of its own.
  const isOpen = part && (block !== undefined || index === parts.length - 1 || !isVisible(parts.slice(index + 1)));
  const text = delta.slice(0, room);
  const next = open(
    message,
    isOpen
      ? parts.with(index, { ...part, text: part.text + text })
      : [...parts, { type, text, revision: message.firstRevision ?? 0, ...(block !== undefined && { block }) }],
  );
  return text === delta
    ? next
    : { ...next, error: messageError(new ChatError('too-large', 'The answer is too long.')) };
}

function isVisible(parts: readonly Part[]): boolean {
  return parts.some(({ type }) => type === 'tool-call' || type === 'reasoning' || type === 'text');
}

function replace(
  message: Message,
  type: Written['type'],
  given: string,
  block: string | undefined,
  isWhole: boolean,
): Message {
  // A continuation keeps what stood before it.
  const kept = isWhole ? textOf(message).slice(0, message.keptChars ?? 0) : '';
  const text = kept && given.startsWith(kept) ? given : kept + given;
  const isTarget = (part: Part): boolean => part.type === type && (isWhole || part.block === block);
  const old = message.parts.find(isTarget) as Written | undefined;
  if (!old) return append(message, type, text, block);
  if (old.text === text && message.parts.filter(isTarget).length === 1) return message;
  const isGrowth = text.startsWith(old.text);
  const next = { ...old, text: text.slice(0, MAX_ANSWER_CHARS), revision: isGrowth ? old.revision : old.revision + 1 };
  const parts = message.parts
    .filter((part) => part === old || !isTarget(part))
    .map((part) => (part === old ? next : part));
  return open(message, parts);
}

function updateTool(message: Message, id: string, update: (call: ToolCall) => ToolCall): Message {
  const index = message.parts.findLastIndex((part) => isCall(part) && part.id === id);
  if (index < 0) {
    const call: ToolCall = { type: 'tool-call', id, name: '', argsText: '', where: 'server', state: 'running' };
    return open(message, [...message.parts, update(call)]);
  }
  return { ...message, parts: message.parts.with(index, update(message.parts[index] as ToolCall)) };
}

/** Arguments are parsed once they are complete JSON: never before a closing bracket, as trying costs time at every piece. */
function parsed(argsText: string): { argsText: string; args?: unknown } {
  if (!/[}\]]\s*$/.test(argsText.slice(-9))) return { argsText };
  try {
    return { argsText, args: JSON.parse(argsText) as unknown };
  } catch {
    return { argsText };
  }
}
