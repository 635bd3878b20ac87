import { expect } from '@open-wc/testing';
import { changesBetween, interrupted, withChanges } from '../../src/chat/changes.ts';
import { text, type Message, type MessageStatus } from '../../src/chat/conversation.ts';
import { Random } from '../support/random.ts';

const message = (id: string, words = id, status: MessageStatus = 'complete'): Message => ({
  id,
  role: 'assistant',
  parts: words === '' ? [] : [{ type: 'text', text: words, revision: 0 }],
  status,
  createdAt: 1,
});
const ids = (messages: readonly Message[]): string => messages.map(({ id }) => id).join('');

/** A list after one random act of a visitor: something is added, changed or asked again in its place, or gone. */
function acted(messages: readonly Message[], random: Random, name: string): readonly Message[] {
  const index = random.integer(0, Math.max(0, messages.length - 1));
  const act = messages.length === 0 ? 'add' : random.pick(['add', 'add', 'behind', 'change', 'again', 'cut', 'clear']);
  if (act === 'add') return [...messages, message(name)];
  if (act === 'behind') return messages.toSpliced(index + 1, 0, message(name));
  // The first message of all is a question.
  if (act === 'again' && index > 0) return messages.with(index, message(name));
  if (act === 'change' || act === 'again') return messages.with(index, message(messages[index]!.id, name));
  return act === 'cut' ? messages.slice(0, index) : [];
}

describe('changes of a conversation', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => message(id)) as [Message, Message, Message];

  it('name what is new, what is another object, and what is gone', () => {
    const changed = message('b', 'other');
    expect(changesBetween([a, b], [changed, c])).to.deep.equal({
      messages: [changed, c],
      removed: ['a'],
      after: { c: 'b' },
    });
    expect(changesBetween([a, b], [a, b])).to.deep.equal({ messages: [], removed: [], after: {} });
    expect(changesBetween([], [])).to.deep.equal({ messages: [], removed: [], after: {} });
  });

  it('keep the place and the identity of what did not change', () => {
    const changed = message('a', 'other');
    const next = withChanges([a, b], { messages: [c, changed], removed: [] });
    expect(next).to.deep.equal([changed, b, c]);
    expect(next[1]).to.equal(b);
  });

  it('say nothing about messages they do not know', () => {
    expect(withChanges([a], { messages: [], removed: ['x'] })).to.deep.equal([a]);
  });

  it('made elsewhere give what is there, for any acts (law 9)', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = new Random(seed);
      let here: readonly Message[] = [];
      let told: readonly Message[] = [];
      let there: readonly Message[] = [];
      for (let step = 0; step < 30; step++) {
        here = acted(here, random, `${step}`);
        // Several acts are told at once.
        if (random.next() < 0.5) continue;
        there = withChanges(there, changesBetween(told, here));
        told = here;
        expect(there, `seed ${seed}, step ${step}`).to.deep.equal(here);
      }
    }
  });

  it('that cross on their way lose nothing: both tabs hold what either added', () => {
    const mine = changesBetween([a], [a, b]);
    const theirs = changesBetween([a], [a, c]);
    expect(ids(withChanges([a, b], theirs))).to.equal('acb');
    expect(ids(withChanges([a, c], mine))).to.equal('abc');
  });
});

describe('answers of a page that was left', () => {
  it('are interrupted with all their text, or failed without any (R-04)', () => {
    const messages = [message('a', 'So far', 'streaming'), message('b', '', 'pending'), message('c')];
    const [cut, empty, complete] = interrupted(messages, ['a', 'b', 'c']);
    expect(text(cut!)).to.equal('So far');
    expect(cut).to.include({ status: 'interrupted' });
    expect(cut!.error).to.deep.include({ type: 'truncated', retryable: true });
    expect(empty).to.include({ status: 'failed' });
    expect(empty!.error?.type).to.equal('truncated');
    expect(complete).to.equal(messages[2]);
  });

  it('leave a question that waited for its turn on screen', () => {
    const question: Message = { ...message('q', 'And?', 'pending'), role: 'user' };
    expect(interrupted([question], ['q'])).to.deep.equal([{ ...question, status: 'complete' }]);
  });

  it('stay open where somebody else writes them', () => {
    const messages = [message('a', 'So far', 'streaming')];
    expect(interrupted(messages, ['b'])).to.equal(messages);
  });
});
