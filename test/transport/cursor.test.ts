import { expect } from '@open-wc/testing';
import { Cursor } from '../../src/transport/cursor.ts';
import type { WireMessage } from '../../src/wire/message.ts';

const event = (id: string | undefined, data: string): WireMessage => ({ data, ...(id !== undefined && { id }) });
const control = (rest: Partial<WireMessage>): WireMessage => ({ data: '', isControl: true, ...rest });

describe('the cursor of a stream (R-18)', () => {
  it('is the newest id, of blocks without data too', () => {
    const cursor = new Cursor();
    cursor.take([event('1', 'a'), event(undefined, 'b')]);
    expect(cursor.id).to.equal('1');
    cursor.take([control({ id: '7' })]);
    expect(cursor.id).to.equal('7');
  });

  it('lets everything through in the order of arrival while nothing broke', () => {
    const messages = [event('3', 'a'), event('1', 'b'), event('1', 'b')];
    expect(new Cursor().take(messages)).to.deep.equal({ messages, isRestart: false });
  });

  it('drops after a break what was there, and survives a connection that brings nothing', () => {
    const cursor = new Cursor();
    cursor.take([event('1', 'a'), event('2', 'b')]);
    cursor.resume();
    cursor.resume();
    expect(cursor.id).to.equal('2');
    expect(cursor.take([event('1', 'a')]).messages).to.deep.equal([]);
    expect(cursor.take([event('2', 'b'), event('3', 'c')]).messages).to.deep.equal([event('3', 'c')]);
  });

  it('knows another answer by other words under a known id, and gives all of it', () => {
    const cursor = new Cursor();
    cursor.take([event('1', 'a'), event('2', 'b')]);
    cursor.resume();
    expect(cursor.take([event('1', 'a')]).isRestart).to.equal(false);
    expect(cursor.take([event('2', 'x'), event('3', 'y')])).to.deep.equal({
      messages: [event('1', 'a'), event('2', 'x'), event('3', 'y')],
      isRestart: true,
    });
    expect(cursor.id).to.equal('3');
  });

  it('takes a stream without ids after a break for another answer', () => {
    const cursor = new Cursor();
    cursor.take([event('1', 'a')]);
    cursor.resume();
    expect(cursor.take([event(undefined, 'x')]).isRestart).to.equal(true);
  });

  it('keeps the wait that a server asks for between half a second and 30 s (R-20)', () => {
    const cursor = new Cursor();
    for (const [retryMs, expected] of [
      [1, 500],
      [4000, 4000],
      [999_999, 30_000],
    ] as const) {
      cursor.take([control({ retryMs })]);
      expect(cursor.retryMs).to.equal(expected);
    }
  });
});

describe('what a cursor records, and another one recalls (R-18)', () => {
  const done = event(undefined, '[DONE]');
  const numbered = ['a', 'b', 'c'].map((delta, index) =>
    event(undefined, JSON.stringify({ sequence_number: index, delta })),
  );
  const chunks = ['start', 'a', 'b', 'c'].map((data) => event(undefined, JSON.stringify(data)));
  const named = ['a', 'b', 'c'].map((data, index) => event(String(index), data));

  for (const [kind, stream] of [
    ['event ids', named],
    ['numbers in the payload', numbered],
    ['neither', chunks],
  ] as const) {
    it(`of a stream with ${kind}, cut behind any message: all of it again gives the rest, nothing twice`, () => {
      for (let cut = 1; cut <= stream.length; cut++) {
        const before = new Cursor();
        before.take(stream.slice(0, cut));
        const after = new Cursor();
        after.recall(before.recorded!);
        expect(after.recorded).to.deep.equal(stream.slice(0, cut));
        after.resume();
        const taken = after.take([...stream, done]);
        expect(taken).to.deep.equal({ messages: [...stream.slice(cut), done], isRestart: false });
      }
    });
  }

  it('of a stream with numbers, the newest is the mark', () => {
    const cursor = new Cursor();
    cursor.take(numbered);
    expect([cursor.id, cursor.mark]).to.deep.equal(['', '2']);
  });

  it('knows another answer in a stream without ids by its first other words', () => {
    const cursor = new Cursor();
    cursor.take(chunks.slice(0, 3));
    cursor.resume();
    const other = [chunks[0]!, event(undefined, '"other"')];
    expect(cursor.take(other)).to.deep.equal({ messages: other, isRestart: true });
    expect(cursor.recorded).to.deep.equal(other);
  });

  it('keeps nothing of plain text, nor of more than half a million characters', () => {
    const plain = new Cursor();
    plain.take([{ data: 'words', isText: true }]);
    expect(plain.recorded).to.equal(undefined);
    const long = new Cursor();
    long.take([event('1', 'x'.repeat(500_000))]);
    expect(long.recorded?.length).to.equal(1);
    long.take([event('2', 'y')]);
    expect(long.recorded).to.equal(undefined);
  });
});
