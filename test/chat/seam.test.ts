import { expect } from '@open-wc/testing';
import { ChatError } from '../../src/chat/errors.ts';
import type { ChatEvent } from '../../src/chat/events.ts';
import { Seam } from '../../src/chat/seam.ts';
import { textChunkings } from '../support/chunkings.ts';

interface SeamCase {
  readonly name: string;
  readonly kept: string;
  readonly continuation: string;
  readonly joined: string;
}

const cases: readonly SeamCase[] = [
  { name: 'goes on as it is', kept: 'One, two', continuation: ', three', joined: 'One, two, three' },
  {
    name: 'says the last words once more',
    kept: 'The quick brown fox jumps',
    continuation: 'brown fox jumps over the dog.',
    joined: 'The quick brown fox jumps over the dog.',
  },
  {
    name: 'says the whole answer once more',
    kept: 'The quick brown fox',
    continuation: 'The quick brown fox jumps.',
    joined: 'The quick brown fox jumps.',
  },
  {
    name: 'begins with the word that was cut',
    kept: 'It is extraor',
    continuation: 'extraordinary',
    joined: 'It is extraordinary',
  },
  { name: 'goes on within the word', kept: 'It is extraor', continuation: 'dinary', joined: 'It is extraordinary' },
  { name: 'has a letter in common by chance', kept: 'He said hel', continuation: 'lo', joined: 'He said hello' },
  {
    name: 'repeats signs that belong there',
    kept: 'a\n}\n}\n',
    continuation: '}\n}\nend',
    joined: 'a\n}\n}\n}\n}\nend',
  },
  {
    name: 'begins like the middle of the answer',
    kept: 'one two three four five',
    continuation: 'two thrice',
    joined: 'one two three four fivetwo thrice',
  },
  {
    name: 'says nothing but what is there',
    kept: 'one two three four',
    continuation: 'three four',
    joined: 'one two three four',
  },
  { name: 'begins with the space that is there', kept: 'One, ', continuation: ' two', joined: 'One, two' },
  { name: 'begins with a line end of its own', kept: 'One\n', continuation: '\nTwo', joined: 'One\n\nTwo' },
  { name: 'is short and there already', kept: 'no', continuation: 'no', joined: 'nono' },
  {
    name: 'comes in another script',
    kept: '今日はとても良い天気です',
    continuation: 'とても良い天気ですね。',
    joined: '今日はとても良い天気ですね。',
  },
];

const said = (delta: string): ChatEvent => ({ type: 'text', delta });
const FINISH: ChatEvent = { type: 'finish', reason: 'stop' };
const BROKEN: ChatEvent = { type: 'error', error: new ChatError('network', 'The connection broke.') };

const textOf = (events: readonly ChatEvent[]): string =>
  events.map((event) => (event.type === 'text' ? event.delta : '')).join('');

describe('the seam of a continuation (S25)', () => {
  for (const { name, kept, continuation, joined } of cases) {
    it(`is right when it ${name}, however it is cut`, () => {
      for (const { name: cut, chunks } of textChunkings(continuation, 10)) {
        const seam = new Seam(kept);
        const fresh = [...chunks.map(said), FINISH].map((event) => textOf(seam.events([event]))).join('');
        expect(kept + fresh, cut).to.equal(joined);
      }
    });
  }

  it('holds nothing back once it is clear', () => {
    const seam = new Seam('The quick brown fox');
    expect(textOf(seam.events([said('brown ')]))).to.equal('');
    expect(textOf(seam.events([said('fox jumps')]))).to.equal(' jumps');
    expect(textOf(seam.events([said(' fox')]))).to.equal(' fox');
  });

  for (const end of [FINISH, BROKEN]) {
    it(`gives what it held back before the ${end.type}`, () => {
      const seam = new Seam('He took off');
      expect(seam.events([said('f'), end])).to.deep.equal([said(''), said('f'), end]);
    });
  }
});
