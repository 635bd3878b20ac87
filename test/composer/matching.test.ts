import { expect } from '@open-wc/testing';
import { commandsOf, matching } from '../../src/composer/matching.ts';

const names = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name);

describe('commands', () => {
  it('of an absurd list are those with a name of one word, each once', () => {
    const absurd: unknown[] = [
      { name: 'help' },
      { name: '/help' },
      { name: '' },
      { name: 'two words' },
      { name: 3 },
      'text',
      null,
      undefined,
      [],
      { description: 'No name' },
      { name: 'odd', description: 7, text: {}, action: 5 },
      { name: 'x'.repeat(10_000), description: 'y'.repeat(10_000) },
    ];
    const list = commandsOf(absurd);
    expect(names(list)).to.deep.equal(['help', 'odd', 'x'.repeat(60)]);
    expect(list[1]).to.deep.equal({ name: 'odd' });
  });

  it('of what is no list are none', () => {
    for (const value of [undefined, null, 'help', 5, {}, { length: 2 }]) expect(commandsOf(value)).to.deep.equal([]);
  });

  it('are at most a hundred', () => {
    expect(commandsOf(Array.from({ length: 5000 }, (_, index) => ({ name: `c${index}` }))).length).to.equal(100);
  });

  it('are found by the beginning of their name first, then anywhere in it', () => {
    const list = commandsOf([{ name: 'unsubscribe' }, { name: 'Subscribe' }, { name: 'help' }]);
    expect(names(matching(list, '/'))).to.deep.equal(['unsubscribe', 'Subscribe', 'help']);
    expect(names(matching(list, '/SUB'))).to.deep.equal(['Subscribe', 'unsubscribe']);
    for (const draft of ['', 'help', ' /help', '/help me', '/nothing', 'a/help', '/he\nlp'])
      expect(names(matching(list, draft)), draft).to.deep.equal([]);
  });
});
