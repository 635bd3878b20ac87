import type { ChatEvent } from '../chat/events.ts';
import type { WireMessage } from '../wire/message.ts';
import { errorEvent, finishEvent } from './facts.ts';
import { modelOf, roles, type Decoder, type Protocol } from './protocol.ts';
import { jsonOf } from './values.ts';

/**
 * Plain text (S6): every payload is text, also `42` and `{"a":1}`; only `[DONE]` and events named `error`, `done` or `end` are
 * control. The end of the body is the end of the answer.
 */
export const text: Protocol = {
  name: 'text',
  open: () => new TextDecoderState(),
  body: (request) => ({
    message: request.text,
    messages: roles(request),
    conversation_id: request.conversationId,
    ...modelOf(request),
  }),
};

class TextDecoderState implements Decoder {
  push({ event, data, isText }: WireMessage): ChatEvent[] {
    if (isText) return [{ type: 'text', delta: data }];
    if (data === '[DONE]' || event === 'done' || event === 'end') return [finishEvent('stop')];
    if (event === 'error') return [errorEvent(jsonOf(data) ?? data)];
    return data === '' ? [] : [{ type: 'text', delta: data }];
  }

  end(): ChatEvent[] {
    return [finishEvent('stop')];
  }
}
