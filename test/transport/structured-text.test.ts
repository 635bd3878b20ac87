import { expect } from '@open-wc/testing';
import { byteChunkings } from '../support/chunkings.ts';
import { outcome, travel } from '../support/road.ts';
import { StructuredText } from '../../src/transport/structured-text.ts';
import type { ChatEvent } from '../../src/chat/events.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const NDJSON = 'application/x-ndjson';

/** Every field of it holds something that could be taken for the answer. */
const OBJECT = {
  title: '"answer": "no"',
  'a"b': { answer: 'nor this' },
  list: [{ answer: 'nor this' }, 'x', 1, null, true],
  answer: 'Line one.\n**Zwölf** "Boxkämpfer" \\ \u2028 😀 {[:,]} é',
  reply: { parts: [{ text: 'zero' }, { text: 'one' }] },
  sure: 0.5,
};
const COMPACT = JSON.stringify(OBJECT);
const PRETTY = JSON.stringify(OBJECT, undefined, 2);
const ASCII = COMPACT.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The deltas of a model, each of these many characters. */
function openai(text: string, size: number): string {
  const deltas = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
  const lines = deltas.map((content) => JSON.stringify({ choices: [{ index: 0, delta: { content } }] }));
  return [...lines, JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })]
    .map((line) => `data: ${line}\n\n`)
    .join('');
}

/** The texts that are shown after each piece, when a text comes in pieces of one character. */
function growth(text: string, field: string): string[] {
  const reader = new StructuredText(field);
  let shown = '';
  return [...text].map((delta) => {
    for (const event of reader.read({ type: 'text', delta })) if (event.type === 'text') shown += event.delta;
    return shown;
  });
}

describe('structured output (S12)', () => {
  for (const [name, json] of Object.entries({ COMPACT, PRETTY, ASCII })) {
    it(`shows its field alone, however the JSON is written and cut: ${name}`, () => {
      for (let size = 1; size <= 12; size++) {
        const { text, status, data } = travel([bytesOf(openai(json, size))], {
          protocol: 'auto',
          answerField: 'answer',
        });
        expect({ text, status, data }, `pieces of ${size}`).to.deep.equal({
          text: OBJECT.answer,
          status: 'complete',
          data: ['structured-output'],
        });
      }
    });
  }

  it('is the same at every cut of the bytes', () => {
    for (const { name, chunks } of byteChunkings(bytesOf(openai(PRETTY, 7)), 5))
      expect(travel(chunks, { protocol: 'auto', answerField: 'answer' }).text, name).to.equal(OBJECT.answer);
  });

  it('takes a body that is nothing but JSON, at every cut', () => {
    for (const contentType of ['text/plain', 'application/json', ''])
      for (const { name, chunks } of byteChunkings(bytesOf(PRETTY), 5))
        expect(
          travel(chunks, { protocol: 'text', contentType, answerField: 'answer' }).text,
          `${contentType} ${name}`,
        ).to.equal(OBJECT.answer);
  });

  it('shows each character of the field with its own piece, and nothing before it', () => {
    const [before, after] = ['{"mood": "glad", "answer": "', '", "sure": 1}'];
    const shown = growth(`${before}Hi there${after}`, 'answer');
    expect(shown.slice(0, before.length).every((text) => text === '')).to.equal(true);
    expect(shown.slice(before.length, before.length + 8)).to.deep.equal([
      'H',
      'Hi',
      'Hi ',
      'Hi t',
      'Hi th',
      'Hi the',
      'Hi ther',
      'Hi there',
    ]);
    expect(shown.at(-1)).to.equal('Hi there');
  });

  it('finds a field by its path, also in a list', () => {
    expect(growth(COMPACT, 'reply.parts.1.text').at(-1)).to.equal('one');
    expect(growth(COMPACT, 'a"b.answer').at(-1)).to.equal('nor this');
    expect(growth(COMPACT, 'reply').at(-1)).to.equal('');
  });

  it('takes off the fence that some models put around it', () => {
    expect(growth('\n```json\n{"answer": "Hi"}\n```\n', 'answer').at(-1)).to.equal('Hi');
  });

  it('leaves an answer that is no JSON as it is', () => {
    for (const text of ['I cannot say {that}.', 'A `code` {"answer": "x"}', ' \n No.'])
      expect(travel([bytesOf(openai(text, 2))], { protocol: 'auto', answerField: 'answer' }).text).to.equal(text);
  });

  it('keeps what is there of JSON that is cut off or broken, and never its wire text', () => {
    for (const json of ['{"answer": "Half', '{"answer": "Half\\u00', '{"answer": "Half" "x": }', '{"answer": "Half"]'])
      expect(travel([bytesOf(openai(json, 3))], { protocol: 'auto', answerField: 'answer' }).text, json).to.equal(
        'Half',
      );
  });

  it('takes a whole text instead of the pieces before it', () => {
    const reader = new StructuredText('answer');
    const events = [
      { type: 'text', delta: '{"answer": "Wro' },
      { type: 'text-set', text: '{"answer": "Right"}', scope: 'message' },
    ] satisfies ChatEvent[];
    const { text, data } = outcome(events.flatMap((event) => reader.read(event)));
    expect({ text, data }).to.deep.equal({ text: 'Right', data: ['structured-output'] });
  });

  it('of a back end in lines is the same', () => {
    const lines = [{ content: '{"answ' }, { content: 'er": "Hi"}' }, { done: true }];
    const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const { text, status } = travel([bytesOf(body)], { protocol: 'auto', contentType: NDJSON, answerField: 'answer' });
    expect({ text, status }).to.deep.equal({ text: 'Hi', status: 'complete' });
  });

  it('without a field named, JSON is shown as the answer that it is', () => {
    expect(travel([bytesOf(openai('{"answer": "Hi"}', 4))], { protocol: 'auto' }).text).to.equal('{"answer": "Hi"}');
  });
});
