import { expect } from '@open-wc/testing';
import { ChatError } from '../../src/chat/errors.ts';
import { BodyReader } from '../../src/wire/body.ts';
import type { WireMessage } from '../../src/wire/message.ts';
import { byteChunkings } from '../support/chunkings.ts';
import { BODY_CASES, REFUSED_BODIES } from './body-cases.ts';

const bytesOf = (body: string): Uint8Array => new TextEncoder().encode(body);

/** The messages of a body, pieces of plain text joined. */
function read(chunks: readonly Uint8Array[], type: string, maxChars?: number): WireMessage[] {
  const reader = new BodyReader(type, maxChars);
  const messages = [...chunks.flatMap((chunk) => reader.feed(chunk)), ...reader.end()];
  const pieces = messages.filter(({ isText }) => isText);
  if (pieces.length === 0) return messages;
  expect(pieces.length, 'nothing but text').to.equal(messages.length);
  return [{ data: pieces.map(({ data }) => data).join(''), isText: true }];
}

function errorOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof ChatError ? error.type : String(error);
  }
}

describe('reading a body (law 4, R-01, R-02)', () => {
  for (const { name, type, body, messages } of BODY_CASES) {
    it(`reads ${name} (${type || 'no type'}) the same in every chunking`, () => {
      for (const { name: cut, chunks } of byteChunkings(bytesOf(body))) {
        expect(read(chunks, type), cut).to.deep.equal(messages);
      }
    });
  }

  for (const { type, body } of REFUSED_BODIES) {
    it(`refuses ${JSON.stringify(body.slice(0, 20))} of type ${type || 'none'} in every chunking`, () => {
      for (const { name, chunks } of byteChunkings(bytesOf(body))) {
        expect(
          errorOf(() => read(chunks, type)),
          name,
        ).to.equal('content-type');
      }
    });
  }

  it('takes nothing for an answer that may still turn out to be a page', () => {
    const reader = new BodyReader('text/plain');
    expect([...'<!doctype'].flatMap((letter) => reader.feed(bytesOf(letter)))).to.deep.equal([]);
  });

  it('gives the messages of a line at once where the type says so', () => {
    expect(new BodyReader('application/x-ndjson').feed(bytesOf('{"a":1}\n{'))).to.deep.equal([{ data: '{"a":1}' }]);
  });

  it('drops half a character at the end (R-25)', () => {
    expect(read([bytesOf('data: a\n\ndata: b😀').slice(0, -2)], 'text/event-stream')).to.deep.equal([
      { data: 'a' },
      { data: 'b' },
    ]);
    expect(read([bytesOf('ab😀').slice(0, -1)], 'text/plain')).to.deep.equal([{ data: 'ab', isText: true }]);
  });

  describe('bounds (R-21)', () => {
    const long = 'x'.repeat(200);
    for (const [name, type, body] of [
      ['an event', 'text/event-stream', `data: ${long}`],
      ['an event of many lines', 'text/event-stream', 'data: xxxxxxxxx\n'.repeat(20)],
      ['a line', 'application/x-ndjson', `{"a":"${long}`],
      ['a JSON body', 'application/json', `{\n"a":"${long}`],
      ['a JSON body in one line', 'application/json', `{"a":"${long}`],
    ] as const) {
      it(`stops at ${name} that is too large`, () => {
        for (const { name: cut, chunks } of byteChunkings(bytesOf(body))) {
          expect(
            errorOf(() => read(chunks, type, 100)),
            cut,
          ).to.equal('too-large');
        }
      });
    }

    it('keeps what was complete before it', () => {
      const reader = new BodyReader('text/event-stream', 100);
      expect(reader.feed(bytesOf(`data: a\n\ndata: ${long}`))).to.deep.equal([{ data: 'a' }]);
      expect(errorOf(() => reader.feed(bytesOf('more')))).to.equal('too-large');
    });

    it('does not bound the whole of a stream', () => {
      expect(read([bytesOf('data: xxxxxxxxx\n\n'.repeat(50))], 'text/event-stream', 100)).to.have.lengthOf(50);
      expect(read([bytesOf(long)], 'text/plain', 100)[0]!.data).to.equal(long);
    });
  });
});
