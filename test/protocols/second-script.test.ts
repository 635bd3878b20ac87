import { expect } from '@open-wc/testing';
import { travel } from '../support/road.ts';

/** One payload of formats that the first script knows by sight alone. */
const PAYLOADS: Readonly<Record<string, object>> = {
  dify: { event: 'message', task_id: 't', conversation_id: 'c', answer: 'Hi' },
  flowise: { event: 'token', data: 'Hi' },
  n8n: { type: 'item', content: 'Hi', metadata: { nodeId: 'n' } },
  cohere: { type: 'content-delta', index: 0, delta: { message: { content: { text: 'Hi' } } } },
  a2a: { jsonrpc: '2.0', result: { message: { parts: [{ text: 'Hi' }] } } },
  mastra: { type: 'text-delta', runId: 'r', from: 'AGENT', payload: { text: 'Hi' } },
};

describe('without the second script', () => {
  for (const [name, payload] of Object.entries(PAYLOADS)) {
    it(`auto recognises ${name}, names it and says which script is missing; nothing of the wire is shown`, () => {
      const bytes = new TextEncoder().encode(`data: ${JSON.stringify(payload)}\n\n`);
      const { text, status, error } = travel([bytes], { protocol: 'auto' });
      expect({ text, status }).to.deep.equal({ text: '', status: 'failed' });
      expect(error?.type).to.equal('unrecognized');
      expect(error?.message).to.contain(`"${name}"`).and.contain('stream-chat-protocols.js');
    });
  }
});
