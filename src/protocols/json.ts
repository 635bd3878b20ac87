import type { ChatEvent } from '../chat/events.ts';
import {
  errorEvent,
  finishEvent,
  jsonDecoder,
  objectOf,
  stringOf,
  usageOf,
  type Json,
  type Protocol,
} from './protocol.ts';

const TEXT_KEYS = [
  'content',
  'token',
  'text',
  'delta',
  'answer',
  'response',
  'chunk',
  'output',
  'message',
  'data',
  'reply',
  'result',
  'completion',
] as const;
const STATE_KEYS = [
  'done',
  'error',
  'thinking',
  'status',
  'progress',
  'function_result',
  'finish_reason',
  'finishReason',
] as const;

/**
 * Home-made JSON (S2, S5): text under one of the usual keys, `{"done": true}`, `{"error": …}`, `{"thinking": …}`, or one JSON
 * object that is the whole answer. Ends with `done`, a finish reason or `[DONE]`; a whole JSON body is complete by itself.
 */
export const json: Protocol = {
  name: 'json',
  matches: (_message, value) =>
    typeof value === 'string' || textOf(objectOf(firstOf(value))) !== undefined || isState(objectOf(value)),
  open: () => {
    const unescape = lineEnds();
    return jsonDecoder((payload, event) => payloadEvents(payload, event, unescape));
  },
  body: ({ messages, text, conversationId, model }) => ({
    message: text,
    messages: messages.map(({ role, content }) => ({ role, content })),
    conversation_id: conversationId,
    stream: true,
    ...(model && { model }),
  }),
};

function payloadEvents(payload: unknown, event: string | undefined, unescape: (delta: string) => string): ChatEvent[] {
  if (typeof payload === 'string') return [{ type: 'text', delta: unescape(payload) }];
  const value = objectOf(firstOf(payload));
  const isError = value['error'] || value['type'] === 'error' || value['object'] === 'error';
  const found = isError ? stringOf(value['content']) : textOf(value);
  const line = stringOf(value['thinking']) ?? stringOf(value['status']) ?? stringOf(value['progress']);
  const usage = usageOf(value['usage']);
  const reason = value['finish_reason'] ?? value['finishReason'];
  const isDone = value['done'] === true || value['type'] === 'done' || event === 'done' || event === 'end';
  const result = value['function_result'];
  return [
    ...(line && found === undefined ? [{ type: 'status', text: line } as const] : []),
    ...(result === undefined ? [] : [{ type: 'tool-result', id: 'function', result } as const]),
    // What an event named `done` carries is the answer, not one more piece of it.
    ...(found
      ? [
          event === 'done'
            ? ({ type: 'text-set', text: found, scope: 'message' } as const)
            : ({ type: 'text', delta: unescape(found) } as const),
        ]
      : []),
    ...(usage ? [{ type: 'usage', usage, mode: 'set' } as const] : []),
    ...(isError ? [errorEvent(value)] : typeof reason === 'string' || isDone ? [finishEvent(reason ?? 'stop')] : []),
  ];
}

/**
 * Some servers write a line end as backslash and n a second time (S5). It is taken for one outside code, as long as the answer
 * has no real one, and not before a small letter: `\nabla` and `C:\new` are no line ends.
 */
function lineEnds(): (delta: string) => string {
  let hasRealOne = false;
  let isCode = false;
  return (delta) => {
    hasRealOne ||= delta.includes('\n');
    return delta.replace(/`|\\n(?![a-z])/g, (found) => {
      if (found === '`') isCode = !isCode;
      return found === '`' || isCode || hasRealOne ? found : '\n';
    });
  };
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : value;
}

function isState(value: Json): boolean {
  return STATE_KEYS.some((key) => key in value);
}

/** The text of an object: a string under a usual key, or one level deeper. */
function textOf(value: Json): string | undefined {
  for (const key of TEXT_KEYS) {
    const item = value[key];
    if (typeof item === 'string') return item;
    const inner = objectOf(item);
    for (const innerKey of ['content', 'text', 'message'] as const) {
      const text = stringOf(inner[innerKey]);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}
