import { expect } from '@open-wc/testing';
import {
  emptyConversation,
  MAX_ANSWER_CHARS,
  reduce,
  text,
  type Conversation,
  type ConversationFact,
  type Message,
  type Part,
} from '../../src/chat/conversation.ts';
import { ChatError } from '../../src/chat/errors.ts';
import type { ChatEvent } from '../../src/chat/events.ts';
import { textChunkings } from '../support/chunkings.ts';

const question: Message = {
  id: 'q',
  role: 'user',
  parts: [{ type: 'text', text: 'Why?', revision: 0 }],
  status: 'complete',
  createdAt: 1,
};
const start: ConversationFact = { type: 'start', id: 'a', at: 2 };
const happened = (...events: ChatEvent[]): ConversationFact => ({ type: 'events', id: 'a', events });
const end: ConversationFact = { type: 'end', id: 'a' };
const fold = (...facts: ConversationFact[]): Conversation => facts.reduce(reduce, emptyConversation);
const answerOf = ({ messages }: Conversation): Message => messages.at(-1)!;
/** The answer after these events, still open. */
const after = (...events: ChatEvent[]): Message =>
  answerOf(fold({ type: 'add', message: question }, start, happened(...events)));
/** The answer after these events and its end. */
const finished = (...events: ChatEvent[]): Message => answerOf(fold(start, happened(...events), end));
const delta = (words: string, block?: string): ChatEvent => ({ type: 'text', delta: words, ...(block && { block }) });
const stop: ChatEvent = { type: 'finish', reason: 'stop' };
const failure = (words: string): ChatEvent => ({ type: 'error', error: new ChatError('provider', words) });
const part = (words: string, revision = 0, more: object = {}): Part => ({
  type: 'text',
  text: words,
  revision,
  ...more,
});

describe('the fold of a conversation', () => {
  describe('facts', () => {
    it('adds, starts, cuts off and clears', () => {
      const conversation = fold({ type: 'add', message: question }, start);
      expect(conversation.messages).to.deep.equal([
        question,
        { id: 'a', role: 'assistant', parts: [], status: 'pending', createdAt: 2 },
      ]);
      expect(reduce(conversation, { type: 'truncate', from: 1 }).messages).to.deep.equal([question]);
      expect(reduce(conversation, { type: 'clear' }).messages).to.have.lengthOf(0);
    });

    it('takes messages of an earlier page as they are, and goes on from there', () => {
      const earlier = fold({ type: 'add', message: question }, start).messages;
      const conversation = reduce(fold({ type: 'add', message: question }), { type: 'restore', messages: earlier });
      expect(conversation.messages).to.equal(earlier);
      expect(reduce(conversation, { type: 'restore', messages: earlier })).to.equal(conversation);
      expect(text(answerOf(reduce(conversation, happened(delta('on')))))).to.equal('on');
    });

    it('keeps the identity of messages that a fact does not touch', () => {
      const before = fold({ type: 'add', message: question }, start);
      const next = reduce(before, happened(delta('a')));
      expect(next).to.not.equal(before);
      expect(next.messages[0]).to.equal(before.messages[0]);
      expect(next.messages[1]).to.not.equal(before.messages[1]);
    });

    const still = fold(
      { type: 'add', message: question },
      start,
      happened(delta('Hi'), { type: 'source', url: 'https://a.example/' }),
    );
    const nothing: [string, ConversationFact][] = [
      ['an unknown event', happened({ type: 'telepathy' } as unknown as ChatEvent)],
      ['an event named like a property of all objects', happened({ type: 'constructor' } as unknown as ChatEvent)],
      ['an empty delta', happened(delta(''))],
      ['no events', happened()],
      ['usage and ids', happened({ type: 'usage', usage: { total: 1 }, mode: 'set' }, { type: 'meta', model: 'm' })],
      ['a source that is known', happened({ type: 'source', url: 'https://a.example/' })],
      ['text that is what is there', happened({ type: 'text-set', text: 'Hi', scope: 'message' })],
      ['events for a message that is not there', { type: 'events', id: 'x', events: [delta('a')] }],
      ['the end of a message that is not there', { type: 'end', id: 'x' }],
      ['cutting behind the end', { type: 'truncate', from: 2 }],
    ];
    for (const [name, fact] of nothing) {
      it(`gives the same object for ${name}`, () => expect(reduce(still, fact)).to.equal(still));
    }

    it('gives the same object for clearing nothing', () => {
      expect(reduce(emptyConversation, { type: 'clear' })).to.equal(emptyConversation);
    });

    it('gives the same conversation whenever the same facts are replayed, however they are batched', () => {
      const events: ChatEvent[] = [
        { type: 'status', text: 'Searching' },
        { type: 'reasoning', delta: 'Hm' },
        ...textChunkings('Some *words* 👩‍🚀', 1)[1]!.chunks.map((chunk) => delta(chunk)),
        { type: 'tool-start', id: 't', name: 'f' },
        { type: 'tool-args', id: 't', delta: '{"a":1}' },
        delta('more'),
        stop,
      ];
      const whole = fold(start, happened(...events), end);
      expect(fold(start, ...events.map((event) => happened(event)), end)).to.deep.equal(whole);
      expect(fold(start, happened(...events), end)).to.deep.equal(whole);
    });

    it('changes nothing that it was given', () => {
      const frozen = fold(start, happened(delta('a')));
      Object.freeze(frozen.messages);
      Object.freeze(frozen.messages[0]);
      Object.freeze(frozen.messages[0]!.parts);
      frozen.messages[0]!.parts.forEach(Object.freeze);
      reduce(reduce(frozen, happened(delta('b'), { type: 'text-set', text: 'c', scope: 'message' }, stop)), end);
      expect(text(frozen.messages[0]!)).to.equal('a');
    });
  });

  describe('text', () => {
    const cases: [string, ChatEvent[], Part[]][] = [
      ['joins deltas', [delta('a'), delta('b')], [part('ab')]],
      [
        'begins a new part behind a tool call',
        [delta('a'), { type: 'tool-start', id: 't' }, delta('b')],
        [part('a'), part('b')],
      ],
      ['goes on behind a source', [delta('a'), { type: 'source', url: 'u' }, delta('b')], [part('ab')]],
      [
        'keeps blocks apart',
        [delta('a', '1'), delta('b', '2'), delta('c', '1')],
        [part('ac', 0, { block: '1' }), part('b', 0, { block: '2' })],
      ],
      [
        'keeps the revision where the whole text grew',
        [delta('a'), { type: 'text-set', text: 'ab', scope: 'message' }],
        [part('ab', 0)],
      ],
      [
        'counts a revision where text was replaced',
        [delta('ab'), { type: 'text-set', text: 'cd', scope: 'message' }],
        [part('cd', 1)],
      ],
      [
        'counts a revision where text got shorter',
        [delta('ab'), { type: 'text-set', text: 'a', scope: 'message' }],
        [part('a', 1)],
      ],
      ['sets text where there was none', [{ type: 'text-set', text: 'a', scope: 'message' }], [part('a')]],
      [
        'sets one block',
        [delta('a', '1'), delta('b', '2'), { type: 'text-set', text: 'c', block: '2', scope: 'block' }],
        [part('a', 0, { block: '1' }), part('c', 1, { block: '2' })],
      ],
      [
        'puts all text of a message into one part',
        [delta('a', '1'), delta('b', '2'), { type: 'text-set', text: 'ab!', scope: 'message' }],
        [part('ab!', 0, { block: '1' })],
      ],
      [
        'never shows other text under a revision used before',
        [delta('a'), { type: 'reset', scope: 'message' }, delta('b')],
        [part('b', 1)],
      ],
      [
        'throws one block away',
        [delta('a', '1'), delta('b', '2'), { type: 'reset', scope: 'block', block: '1' }],
        [part('b', 1, { block: '2' })],
      ],
      [
        'throws away what came since the last step, and nothing before it',
        [delta('a'), { type: 'step' }, { type: 'tool-start', id: 't' }, delta('b'), { type: 'reset', scope: 'step' }],
        [part('a')],
      ],
      [
        'never shows other text of a step under a revision used before',
        [{ type: 'step' }, delta('a', '1'), { type: 'reset', scope: 'step' }, delta('b', '1')],
        [part('b', 1, { block: '1' })],
      ],
      [
        'does not count lines of progress as parts of a step',
        [{ type: 'status', text: 'x' }, { type: 'step' }, delta('a'), delta('b'), { type: 'reset', scope: 'step' }],
        [],
      ],
      [
        'takes a line of progress away when text comes',
        [{ type: 'status', text: 'Searching' }, delta('a')],
        [part('a')],
      ],
      [
        'replaces a line of progress',
        [
          { type: 'status', text: 'One' },
          { type: 'status', text: 'Two' },
        ],
        [{ type: 'status', text: 'Two' }],
      ],
      [
        'removes a line of progress that is done',
        [
          { type: 'status', text: 'One', key: 'k' },
          { type: 'status', text: '', key: 'k', done: true },
        ],
        [],
      ],
      [
        'replaces data of the same name and id',
        [
          { type: 'data', name: 'n', id: '1', data: 1 },
          { type: 'data', name: 'n', id: '1', data: 2 },
        ],
        [{ type: 'data', name: 'n', id: '1', data: 2 }],
      ],
    ];
    for (const [name, events, parts] of cases) {
      it(name, () => {
        const actual = after(...events).parts.filter(({ type }) => type !== 'tool-call' && type !== 'source');
        expect(actual).to.deep.equal(parts);
      });
    }

    it('is drawn from the first piece on', () => {
      expect(after().status).to.equal('pending');
      expect(after(delta('a')).status).to.equal('streaming');
      expect(after({ type: 'status', text: 'Searching' }).status).to.equal('streaming');
    });

    it('ends at 1,000,000 characters, and says so (R-21)', () => {
      const half = 'x'.repeat(MAX_ANSWER_CHARS / 2);
      const exact = after(delta(half), delta(half));
      expect(exact.error).to.equal(undefined);
      for (const events of [
        [delta(half), delta(half), delta('y')],
        [delta(`${half}${half}y`)],
        [delta(half, '1'), delta(`${half}y`, '2')],
      ]) {
        const message = answerOf(fold(start, happened(...events, delta('z')), end));
        expect(text(message).length).to.equal(MAX_ANSWER_CHARS);
        expect(text(message)).to.match(/x$/);
        expect(message).to.include({ status: 'interrupted' });
        expect(message.error?.type).to.equal('too-large');
      }
    });
  });

  describe('errors and ends', () => {
    const cut: ChatEvent = { type: 'error', error: new ChatError('network', 'Gone') };
    const cases: [string, ChatEvent[], object][] = [
      ['text and a finish', [delta('a'), stop], { status: 'complete', finishReason: 'stop' }],
      [
        'a length limit',
        [delta('a'), { type: 'finish', reason: 'length' }],
        { status: 'complete', finishReason: 'length' },
      ],
      [
        'an unknown finish',
        [delta('a'), { type: 'finish', reason: 'other' }],
        { status: 'complete', finishReason: 'other' },
      ],
      [
        'a filter before any text',
        [{ type: 'finish', reason: 'content-filter' }],
        { status: 'complete', finishReason: 'content-filter' },
      ],
      ['text and no finish', [delta('a')], { status: 'interrupted', error: 'truncated' }],
      ['text and a lost connection', [delta('a'), cut], { status: 'interrupted', error: 'network' }],
      ['a lost connection alone', [cut], { status: 'failed', error: 'network' }],
      [
        'progress and a lost connection',
        [{ type: 'status', text: 'One' }, cut],
        { status: 'failed', error: 'network' },
      ],
      ['nothing', [], { status: 'failed', error: 'empty' }],
      ['a finish alone', [stop], { status: 'failed', finishReason: 'stop', error: 'empty' }],
      ['two errors', [delta('a'), failure('One'), cut], { status: 'interrupted', error: 'provider' }],
      ['an error and a finish', [delta('a'), failure('One'), stop], { status: 'interrupted', error: 'provider' }],
      [
        'two finishes',
        [delta('a'), { type: 'finish', reason: 'length' }, stop],
        { status: 'complete', finishReason: 'length' },
      ],
    ];
    for (const [name, events, expected] of cases) {
      it(`ends after ${name} as it should`, () => {
        const { status, finishReason, error } = finished(...events);
        expect({ status, ...(finishReason && { finishReason }), ...(error && { error: error.type }) }).to.deep.equal(
          expected,
        );
      });
    }

    it('keeps what arrived before an error and nothing that comes after it (law 5)', () => {
      expect(text(finished(delta('a'), failure('Broke'), delta('b')))).to.equal('a');
    });

    it('says of an error what is known of it', () => {
      const error = new ChatError('rate-limit', 'Slowly', { httpStatus: 429, retryAfterMs: 5000 });
      expect(finished({ type: 'error', error }).error).to.deep.equal({
        type: 'rate-limit',
        message: 'Slowly',
        retryable: true,
        httpStatus: 429,
        retryAfterMs: 5000,
      });
    });

    it('keeps what arrived when the visitor stopped it', () => {
      const message = answerOf(fold(start, happened(delta('a')), { type: 'end', id: 'a', status: 'stopped' }));
      expect(message).to.deep.include({ status: 'stopped', parts: [part('a')] });
      expect(message.error).to.equal(undefined);
    });

    it('takes lines of progress away at the end', () => {
      expect(finished(delta('a'), { type: 'status', text: 'Late' }, stop).parts).to.deep.equal([part('a')]);
    });

    it('never ends with half a surrogate pair (R-25)', () => {
      expect(finished(delta('a\ud83d'), stop).parts).to.deep.equal([part('a')]);
      expect(finished(delta('a\ud83d'), delta('\ude00'), stop).parts).to.deep.equal([part('a😀')]);
      expect(finished({ type: 'reasoning', delta: 'b\ud83d' }, stop).parts).to.deep.equal([
        { type: 'reasoning', text: 'b', revision: 0 },
      ]);
      expect(finished(delta('\ude00a'), stop).parts, 'drawn before, so replaced').to.deep.equal([part('a', 1)]);
    });
  });

  describe('tool calls (S14)', () => {
    const call = (where: 'client' | 'server'): ChatEvent => ({
      type: 'tool-start',
      id: 't',
      name: 'get_weather',
      where,
    });

    it('parses arguments once they are complete', () => {
      const [first, second] = ['{"city":{"name"', ':"Riga"}}'].map((piece): ChatEvent => ({
        type: 'tool-args',
        id: 't',
        delta: piece,
      }));
      expect(after(call('client'), first!).parts[0])
        .to.deep.include({ argsText: '{"city":{"name"' })
        .and.not.have.property('args');
      expect(after(call('client'), first!, second!).parts[0]).to.deep.include({
        args: { city: { name: 'Riga' } },
        state: 'running',
      });
    });

    it('takes a result or an error', () => {
      expect(after(call('server'), { type: 'tool-result', id: 't', result: 7 }).parts[0]).to.include({
        result: 7,
        state: 'done',
      });
      expect(after(call('server'), { type: 'tool-result', id: 't', error: 'No' }).parts[0]).to.include({
        error: 'No',
        state: 'failed',
      });
    });

    it('shows a call of which only the arguments or the result arrived', () => {
      expect(after({ type: 'tool-args', id: 'x', delta: '{}' }).parts[0]).to.deep.include({
        id: 'x',
        name: '',
        args: {},
      });
      expect(after({ type: 'tool-result', id: 'x', result: 1 }).parts[0]).to.include({ id: 'x', state: 'done' });
    });

    it('does not begin the same call twice', () => {
      expect(after(call('client'), call('client')).parts).to.have.lengthOf(1);
    });

    it('finishes for a call that the page has to answer, whatever the server says', () => {
      expect(finished(call('client'), stop)).to.include({ status: 'complete', finishReason: 'tool-calls' });
      expect(finished(call('server'), stop)).to.include({ status: 'complete', finishReason: 'stop' });
      expect(finished(call('client'), { type: 'tool-result', id: 't', result: 1 }, stop).finishReason).to.equal('stop');
    });

    it('reads a call that never named an argument as one without arguments', () => {
      expect(finished(call('client'), stop).parts[0]).to.deep.include({ args: {}, state: 'running' });
      expect(finished(call('client'), failure('No')).parts[0]).to.not.have.property('args');
    });

    it('calls a call broken off whose arguments the length limit cut', () => {
      const args: ChatEvent = { type: 'tool-args', id: 't', delta: '{"city":' };
      expect(finished(call('client'), args, { type: 'finish', reason: 'length' })).to.deep.include({
        finishReason: 'length',
        parts: [
          { type: 'tool-call', id: 't', name: 'get_weather', argsText: '{"city":', where: 'client', state: 'failed' },
        ],
      });
    });

    it('keeps a call running behind a preliminary result', () => {
      const result = (value: number, preliminary: boolean): ChatEvent => ({
        type: 'tool-result',
        id: 't',
        result: value,
        preliminary,
      });
      expect(after(call('server'), result(1, true)).parts[0]).to.include({ result: 1, state: 'running' });
      expect(after(call('server'), result(1, true), result(2, false)).parts[0]).to.include({
        result: 2,
        state: 'done',
      });
    });

    it('says that a call waits for leave, and that it was refused', () => {
      const approval = (state: 'requested' | 'denied'): ChatEvent => ({ type: 'tool-approval', id: 't', state });
      expect(after(call('server'), approval('requested')).parts[0]).to.include({
        approval: 'requested',
        state: 'running',
      });
      expect(after(call('server'), approval('denied')).parts[0]).to.include({ approval: 'denied', state: 'failed' });
    });

    it('leaves no call running that nobody answers any more', () => {
      expect(finished(call('server'), stop).parts[0]).to.include({ state: 'done' });
      expect(finished(call('client'), stop).parts[0]).to.include({ state: 'running' });
      expect(finished(call('server'), failure('No')).parts[0]).to.include({ state: 'failed' });
      expect(finished(call('client'), failure('No')).parts[0]).to.include({ state: 'failed' });
    });
  });

  describe('a continuation (S25)', () => {
    const partial = fold(start, happened(delta('One, ')), end);
    const again = reduce(partial, { type: 'reopen', id: 'a' });

    it('goes on where the answer ended', () => {
      expect(answerOf(again)).to.not.have.any.keys('error', 'finishReason');
      const message = answerOf([happened(delta('two.'), stop), end].reduce(reduce, again));
      expect(message).to.deep.include({ status: 'complete', parts: [part('One, two.')] });
      expect(message).to.not.have.property('keptChars');
    });

    it('keeps what stood there when the server says the whole of its own answer', () => {
      const whole: ChatEvent = { type: 'text-set', text: 'two!', scope: 'message' };
      expect(text(answerOf(reduce(again, happened(delta('two'), whole, stop))))).to.equal('One, two!');
    });

    it('keeps what stood there when the server begins its own answer again', () => {
      const reset: ChatEvent = { type: 'reset', scope: 'message' };
      expect(text(answerOf(reduce(again, happened(delta('two'), reset, delta('three'), stop))))).to.equal('One, three');
    });

    it('keeps what stood there when nothing more comes', () => {
      expect(answerOf(reduce(reduce(again, happened(failure('No'))), end))).to.deep.include({
        status: 'interrupted',
        parts: [part('One, ')],
      });
    });
  });
});
