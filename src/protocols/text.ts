import type { ChatEvent } from '../chat/events.ts';
import type { WireMessage } from '../wire/message.ts';
import { errorEvent, finishEvent, parsePayload, type Decoder, type Protocol } from './protocol.ts';

/**
 * Plain text (S6): every payload is text, also `42` and `{"a":1}`; only `[DONE]` and events named `error`, `done` or `end` are
 * control. The end of the body is the end of the answer.
 */
export const text: Protocol = {
  name: 'text',
  matches: ({ data }, json) =>
    json === undefined || json === null || typeof json === 'number' || typeof json === 'boolean' || data === '',
  open: () => new TextDecoderState(),
  body: ({ text: message, messages, conversationId, model }) => ({
    message,
    messages: messages.map(({ role, content }) => ({ role, content })),
    conversation_id: conversationId,
    ...(model && { model }),
  }),
};

class TextDecoderState implements Decoder {
  push({ event, data, isText }: WireMessage): ChatEvent[] {
    if (isText) return [{ type: 'text', delta: data }];
    if (data === '[DONE]' || event === 'done' || event === 'end') return [finishEvent('stop')];
    if (event === 'error') return [errorEvent(parsePayload(data).json ?? data)];
    return data === '' ? [] : [{ type: 'text', delta: data }];
  }

  end(): ChatEvent[] {
    return [finishEvent('stop')];
  }
}
