import type { ChatEvent } from '../chat/events.ts';
import type { WireMessage } from '../wire/message.ts';
import { errorEvent, finishEvent, objectOf, onUnreadable, parsePayload, stringOf, usageOf, type Decoder, type Json, type Protocol } from './protocol.ts';

const TEXT_KEYS = ['content', 'token', 'text', 'delta', 'answer', 'response', 'chunk', 'output', 'message', 'data', 'reply', 'result', 'completion'] as const;
const STATE_KEYS = ['done', 'error', 'thinking', 'status', 'progress', 'function_result', 'finish_reason', 'finishReason'] as const;

/**
 * Home-made JSON (S2, S5): text under one of the usual keys, `{"done": true}`, `{"error": …}`, `{"thinking": …}`, or one JSON
 * object that is the whole answer. Ends with `done`, a finish reason or `[DONE]`; a whole JSON body is complete by itself.
 */
export const json: Protocol = {
  name: 'json',
  matches: (_message, value) => typeof value === 'string' || textOf(objectOf(firstOf(value))) !== undefined || isState(objectOf(value)),
  open: () => new JsonDecoder(),
  body: ({ messages, text, conversationId, model }) => ({
    message: text,
    messages: messages.map(({ role, content }) => ({ role, content })),
    conversation_id: conversationId,
    stream: true,
    ...(model && { model }),
  }),
};

class JsonDecoder implements Decoder {
  push({ event, data }: WireMessage): ChatEvent[] {
    if (data === '[DONE]') return [finishEvent('stop')];
    const payload = parsePayload(data);
    if (payload.kind !== 'json') return onUnreadable(payload, data);
    if (typeof payload.json === 'string') return [{ type: 'text', delta: payload.json }];
    const value = objectOf(firstOf(payload.json));
    if (event === 'error' || value['error'] || value['type'] === 'error') {
      const delta = stringOf(value['content']);
      return [...(delta ? [{ type: 'text', delta } as const] : []), errorEvent(value)];
    }
    const result: ChatEvent[] = [];
    const line = stringOf(value['thinking']) ?? stringOf(value['status']) ?? stringOf(value['progress']);
    const delta = textOf(value);
    if (line !== undefined && delta === undefined) result.push({ type: 'status', text: line });
    if (value['function_result'] !== undefined) result.push({ type: 'tool-result', id: 'function', result: value['function_result'] });
    if (delta) result.push({ type: 'text', delta });
    const usage = usageOf(value['usage']);
    if (usage) result.push({ type: 'usage', usage, mode: 'set' });
    const reason = stringOf(value['finish_reason']) ?? stringOf(value['finishReason']);
    const isDone = value['done'] === true || value['type'] === 'done' || event === 'done' || event === 'end';
    if (reason !== undefined || isDone) result.push(finishEvent(reason ?? 'stop'));
    return result;
  }

  end(): ChatEvent[] {
    return [];
  }
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
