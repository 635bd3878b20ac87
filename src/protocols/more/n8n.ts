import { errorEvent, finishEvent, text } from '../facts.ts';
import type { Decoder, Protocol } from '../protocol.ts';
import { at, firstAt, jsonOf, stringOf } from '../values.ts';

/** The chat trigger of n8n. One block for each run of a node; `end` ends one run, the end of the body the answer. */
export const n8n: Protocol = {
  name: 'n8n',
  open,
  body: ({ text: chatInput, conversationId }) => ({ action: 'sendMessage', sessionId: conversationId, chatInput }),
  headers: { Accept: 'text/plain' },
};

function open(): Decoder {
  return {
    push({ data, isText }) {
      const json = isText ? undefined : jsonOf(data);
      // A line that is no JSON is text.
      if (typeof json !== 'object' || json === null) return text(data);
      const type = at(json, 'type');
      if (type === 'error') return [errorEvent({ message: firstAt(json, 'content message error') })];
      if (type === 'begin' || type === 'end') return [];
      const block = `${String(at(json, 'metadata.nodeId'))}-${String(at(json, 'metadata.runIndex'))}`;
      if (type === 'item') return text(at(json, 'content'), block);
      return text(stringOf(firstAt(json, 'output text message 0.output 0.text 0.message')));
    },
    end: () => [finishEvent('stop')],
  };
}
