import { expect } from '@open-wc/testing';
import type { Message } from '../../src/chat/conversation.ts';
import { transcript } from '../../src/chat/transcript.ts';

const message = (role: Message['role'], ...texts: string[]): Message => ({
  id: role,
  role,
  parts: [
    { type: 'reasoning', text: 'unsaid', revision: 0 },
    ...texts.map((text) => ({ type: 'text', text, revision: 0 }) as const),
  ],
  status: 'complete',
  createdAt: 0,
});
const messages = [message('user', 'Why?'), message('assistant', 'Be', 'cause.'), message('system', 'Note')];

describe('the transcript of a conversation', () => {
  it('is markdown with a heading per message', () => {
    expect(transcript(messages, 'markdown')).to.equal('## You\n\nWhy?\n\n## Assistant\n\nBecause.\n\nNote\n');
  });

  it('is text with a name per message', () => {
    expect(transcript(messages, 'text')).to.equal('You: Why?\n\nAssistant: Because.\n\nNote\n');
  });

  it('is JSON that gives the messages back', () => {
    expect(JSON.parse(transcript(messages, 'json'))).to.deep.equal(messages);
  });

  it('is empty for an empty conversation', () => {
    expect(transcript([], 'markdown')).to.equal('');
    expect(transcript([], 'text')).to.equal('');
  });
});
