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
