import { expect } from '@open-wc/testing';
import type { Message } from '../../src/chat/conversation.ts';
import { quoted, recall } from '../../src/chat/recall.ts';

const asked = (...texts: string[]): Message[] =>
  texts.flatMap((text, index) =>
    (['user', 'assistant'] as const).map((role) => ({
      id: `${role}${index}`,
      role,
      parts: [{ type: 'text', text: role === 'user' ? text : 'Answer', revision: 0 } as const],
      status: 'complete',
      createdAt: index,
    })),
  );

describe('bringing back earlier questions', () => {
  const messages = asked('One', 'Two', 'Two', 'Three');

  it('goes up from the newest to the oldest, past repetitions, and stops there', () => {
    const seen = [''];
    for (;;) {
      const next = recall(messages, seen.at(-1)!, -1);
      if (next === undefined) break;
      seen.push(next);
    }
    expect(seen).to.deep.equal(['', 'Three', 'Two', 'One']);
  });

  it('goes down again, to the empty field', () => {
    expect(recall(messages, 'One', 1)).to.equal('Two');
    expect(recall(messages, 'Three', 1)).to.equal('');
    expect(recall(messages, '', 1)).to.equal(undefined);
  });

  it('leaves a draft alone that the visitor wrote', () => {
    expect(recall(messages, 'A draft', -1)).to.equal(undefined);
    expect(recall([], '', -1)).to.equal(undefined);
  });
});

describe('a quotation', () => {
  it('marks every line and leaves room for the answer', () => {
    expect(quoted(' One\n\nTwo ', '')).to.equal('> One\n>\n> Two\n\n');
    expect(quoted('One', 'Draft')).to.equal('> One\n\nDraft');
  });
});
