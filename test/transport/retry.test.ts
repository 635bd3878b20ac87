import { expect } from '@open-wc/testing';
import { ChatError, type ErrorType } from '../../src/chat/errors.ts';
import { isRepeatable, retryAfterMs, retryDelayMs } from '../../src/transport/retry.ts';

const status = (httpStatus: number, more: object = {}): ChatError => new ChatError('http', '', { httpStatus, ...more });

describe('repeating a request by itself', () => {
  describe('statuses (R-06, R-09)', () => {
    for (const code of [408, 409, 425, 429, 500, 502, 503, 504, 529]) {
      it(`repeats after ${code}`, () => expect(isRepeatable(new Response('', { status: code }))).to.equal(true));
    }
    for (const code of [400, 401, 403, 404, 405, 410, 413, 415, 422]) {
      it(`does not repeat after ${code}`, () =>
        expect(isRepeatable(new Response('', { status: code }))).to.equal(false));
    }
    it('obeys x-should-retry', () => {
      expect(isRepeatable(new Response('', { status: 400, headers: { 'x-should-retry': 'true' } }))).to.equal(true);
      expect(isRepeatable(new Response('', { status: 500, headers: { 'x-should-retry': 'false' } }))).to.equal(false);
    });
  });

  describe('errors', () => {
    const cases: [string, ChatError, number | undefined][] = [
      ['no connection', new ChatError('network', ''), 500],
      ['no headers in time', new ChatError('timeout', ''), 500],
      ['a status that asks for it', status(503), 500],
      ['a status that does not', status(404, { retryable: false }), undefined],
      ['a wait that the server asks for', status(429, { retryAfterMs: 5000 }), 5000],
      ['a wait of nothing', status(503, { retryAfterMs: 0 }), 0],
      ['a wait of a minute', status(429, { retryAfterMs: 60_000 }), 60_000],
      ['a wait of more than a minute', status(429, { retryAfterMs: 60_001 }), undefined],
      ['an empty answer', new ChatError('empty', '', { httpStatus: 204 }), undefined],
      ['a redirect to another origin', status(200, { retryable: false }), undefined],
    ];
    for (const [name, error, delay] of cases) {
      it(`waits ${delay === undefined ? 'not at all: no repeat' : `${delay} ms`} after ${name}`, () => {
        expect(retryDelayMs(error, 1, 2, 0)).to.equal(delay);
      });
    }
    const never: ErrorType[] = [
      'no-endpoint',
      'offline',
      'content-type',
      'malformed',
      'too-large',
      'truncated',
      'provider',
      'aborted',
    ];
    for (const type of never) {
      it(`never repeats after "${type}"`, () =>
        expect(retryDelayMs(new ChatError(type, ''), 1, 2, 0)).to.equal(undefined));
    }
  });

  it('waits twice as long each time, 8 s at most, and up to a quarter less (R-07)', () => {
    const waits = (random: number): (number | undefined)[] =>
      [1, 2, 3, 4, 5, 6, 7].map((attempt) => retryDelayMs(new ChatError('network', ''), attempt, 7, random));
    expect(waits(0)).to.deep.equal([500, 1000, 2000, 4000, 8000, 8000, 8000]);
    expect(waits(1)).to.deep.equal([375, 750, 1500, 3000, 6000, 6000, 6000]);
  });

  it('gives up after as many repeats as are allowed', () => {
    const delays = [1, 2, 3].map((attempt) => retryDelayMs(status(500), attempt, 2, 0));
    expect(delays).to.deep.equal([500, 1000, undefined]);
    expect(retryDelayMs(status(500), 1, 0, 0)).to.equal(undefined);
  });

  describe('the wait that a server asks for', () => {
    const cases: [Record<string, string>, number | undefined][] = [
      [{}, undefined],
      [{ 'retry-after': '5' }, 5000],
      [{ 'retry-after': ' 0 ' }, 0],
      [{ 'retry-after': '1.5' }, 1500],
      [{ 'retry-after': '-5' }, undefined],
      [{ 'retry-after': 'soon' }, undefined],
      [{ 'retry-after': '' }, undefined],
      [{ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
      [{ 'retry-after-ms': '250', 'retry-after': '5' }, 250],
      [{ 'retry-after-ms': '', 'retry-after': '5' }, 5000],
      [{ 'retry-after-ms': 'x', 'retry-after': '5' }, 5000],
    ];
    for (const [headers, expected] of cases) {
      it(`reads ${JSON.stringify(headers)} as ${expected}`, () =>
        expect(retryAfterMs(new Headers(headers))).to.equal(expected));
    }
    it('reads a date to come', () => {
      const ms = retryAfterMs(new Headers({ 'retry-after': new Date(Date.now() + 10_000).toUTCString() }));
      expect(ms).to.be.within(8000, 10_000);
    });
  });
});
