import { expect } from '@open-wc/testing';
import { text, type Message } from '../../src/chat/conversation.ts';
import { readMessages, readSnapshot, snapshotJson, type Snapshot } from '../../src/chat/snapshot.ts';
import { transcript } from '../../src/chat/transcript.ts';

const message = (id: string, words = id, more: Partial<Message> = {}): Message => ({
  id,
  role: 'user',
  parts: [{ type: 'text', text: words, revision: 0 }],
  status: 'complete',
  createdAt: 1,
  ...more,
});
const snapshot = (messages: readonly Message[], more: Partial<Snapshot> = {}): Snapshot => ({
  version: 1,
  conversationId: 'c',
  messages,
  draft: '',
  open: false,
  ...more,
});
const stored = (given: Snapshot, maxChars = 1e6): Snapshot => readSnapshot(JSON.parse(snapshotJson(given, maxChars)))!;

describe('a snapshot (R-29)', () => {
  it('gives back what was written, whatever stands in it', () => {
    const words = ['', 'Grüße 東京 👩‍🚀', '"quotes" and \\', '</script>', '\u2028\u0000', '\ud83d'];
    const given = snapshot(
      words.map((word, index) => message(`m${index}`, word)),
      { draft: '"\n', open: true, place: { id: 'm1', top: -12 } },
    );
    expect(stored(given)).to.deep.equal(given);
    expect(stored(snapshot([]))).to.deep.equal(snapshot([]));
  });

  it('keeps every field of a message', () => {
    const answer = message('a', 'So far', {
      role: 'assistant',
      status: 'interrupted',
      error: { type: 'network', message: 'lost', retryable: true },
      metrics: { ttfb: 1, ttft: 2, duration: 3, chars: 6, deltas: 1, stalls: 0, retries: 0 },
      parts: [
        { type: 'tool-call', id: 't', name: 'look', argsText: '{}', args: {}, where: 'server', state: 'done' },
        { type: 'text', text: 'So far', revision: 2, block: 'b' },
      ],
    });
    expect(stored(snapshot([answer])).messages).to.deep.equal([answer]);
  });

  it('gives back how far an answer was read, and ids of the back end; what is none of that is left out', () => {
    const recording = { id: 'a', before: [], wire: [{ data: '{"content":"So"}', id: '1' }] };
    const given = snapshot([message('a')], { recording, ids: { task: 't', sequence: 3 } });
    expect(stored(given)).to.deep.equal(given);
    for (const other of [1, 'words', { id: 'a' }, { ...recording, wire: [1] }, { ...recording, before: {} }])
      expect(readSnapshot({ ...given, recording: other })!.recording).to.equal(undefined);
    expect(readSnapshot({ ...given, ids: { task: 't', run: {} } })!.ids).to.deep.equal({ task: 't' });
  });

  it('rather loses a recording than messages', () => {
    const wire = [{ data: 'x'.repeat(600) }];
    const given = snapshot([message('a')], { recording: { id: 'a', before: [], wire } });
    const kept = stored(given, 1000);
    expect([kept.messages.length, kept.recording]).to.deep.equal([1, undefined]);
  });

  describe('is bounded', () => {
    it('at every bound: never longer, always JSON, and only the oldest messages are missing', () => {
      const messages = Array.from({ length: 6 }, (_, index) => message(`m${index}`, 'é"'.repeat(index * 3)));
      const given = snapshot(messages, { draft: 'half a thought' });
      const whole = snapshotJson(given, 1e6).length;
      const smallest = snapshotJson({ ...given, messages: [] }, 1e6).length;
      let previous = 0;
      for (let bound = smallest; bound <= whole; bound++) {
        const json = snapshotJson(given, bound);
        expect(json.length).to.be.at.most(bound);
        const kept = stored(given, bound).messages;
        expect(kept).to.deep.equal(messages.slice(messages.length - kept.length));
        expect(kept.length).to.be.at.least(previous);
        previous = kept.length;
      }
      expect(previous).to.equal(messages.length);
    });

    it('and keeps the draft when no message fits', () => {
      expect(stored(snapshot([message('m', 'long'.repeat(100))], { draft: 'A thought' }), 200)).to.deep.equal(
        snapshot([], { draft: 'A thought' }),
      );
    });
  });

  it('serialises a message once, however often it is written', () => {
    let times = 0;
    const counted = { ...message('m'), toJSON: () => (times++, message('m')) };
    for (let write = 0; write < 3; write++) expect(stored(snapshot([counted])).messages).to.have.lengthOf(1);
    expect(times).to.equal(1);
  });
});

describe('what is stored is read', () => {
  it('from an older version: a bare list of messages becomes a snapshot', () => {
    const messages = [message('q', 'Why?'), message('a', 'So.', { role: 'assistant' })];
    expect(readSnapshot(messages)).to.deep.equal(snapshot(messages, { conversationId: '' }));
    expect(readSnapshot(JSON.parse(transcript(messages, 'json')))?.messages.map(text)).to.deep.equal(['Why?', 'So.']);
  });

  it('never from a newer version, which would be overwritten', () => {
    expect(() => readSnapshot({ ...snapshot([]), version: 2 })).to.throw(RangeError, 'newer version, 2');
  });

  it('as nothing when it is no snapshot', () => {
    for (const value of [undefined, null, 0, 'text', true, {}, { version: '1' }, { messages: [] }])
      expect(readSnapshot(value), JSON.stringify(value)).to.equal(undefined);
  });

  it('with defaults for fields of the wrong kind', () => {
    const odd = { version: 1, conversationId: 3, messages: {}, draft: null, open: 'yes', place: { id: 1, top: '2' } };
    expect(readSnapshot(odd)).to.deep.equal(snapshot([], { conversationId: '' }));
  });

  it('without messages that could not be shown', () => {
    const good = message('good');
    const bad = [
      null,
      'text',
      {},
      { ...good, id: 7 },
      { ...good, role: 'root' },
      { ...good, role: ['user'] },
      { ...good, status: undefined },
      { ...good, parts: 'text' },
      { ...good, parts: [null] },
      { ...good, parts: [{ type: 'text', text: {} }] },
      { ...good, parts: [{ text: 'no type' }] },
    ];
    expect(readMessages([...bad, good])).to.deep.equal([good]);
    expect(readMessages({ length: 1 })).to.deep.equal([]);
  });

  it('without reaching any prototype', () => {
    const hostile: unknown = JSON.parse(
      '{"version":1,"__proto__":{"polluted":true},"messages":[{"__proto__":{"id":"x"}}]}',
    );
    expect(readSnapshot(hostile)?.messages).to.deep.equal([]);
    expect('polluted' in {}).to.equal(false);
  });
});
