import { expect } from '@open-wc/testing';
import { PROTOCOLS } from '../../src/protocols/index.ts';

describe('an answer that is gone on from', () => {
  it('is the last message; for Anthropic, which refuses it otherwise, without white space at its end', () => {
    const messages = [
      { role: 'user' as const, id: 'q', content: 'Why? ' },
      { role: 'assistant' as const, id: 'a', content: 'Because \n' },
    ];
    const sent = (name: string): unknown =>
      PROTOCOLS.get(name)!.body({ messages, text: 'Why? ', conversationId: 'c' })['messages'];
    expect(sent('anthropic')).to.deep.equal([
      { role: 'user', content: 'Why? ' },
      { role: 'assistant', content: 'Because' },
    ]);
    expect(sent('openai')).to.deep.equal([
      { role: 'user', content: 'Why? ' },
      { role: 'assistant', content: 'Because \n' },
    ]);
  });
});
