import type { WireMessage } from '../../src/wire/message.ts';

export interface BodyCase {
  readonly name: string;
  readonly type: string;
  readonly body: string;
  /** Pieces of a plain text are joined into one. */
  readonly messages: readonly WireMessage[];
}

const sse = 'text/event-stream';
const data = (...payloads: string[]): WireMessage[] => payloads.map((payload) => ({ data: payload }));
const text = (whole: string): WireMessage[] => [{ data: whole, isText: true }];

const WHOLE: WireMessage = { data: '', isWhole: true };

/** Bodies and what is in them (R-01, R-02, R-10, S10; WHATWG HTML 9.2). */
export const BODY_CASES: readonly BodyCase[] = [
  { name: 'LF', type: sse, body: 'data: a\n\ndata: b\n\n', messages: data('a', 'b') },
  { name: 'CR', type: sse, body: 'data: a\r\rdata: b\r\r', messages: data('a', 'b') },
  { name: 'CRLF', type: sse, body: 'data: a\r\n\r\ndata: b\r\n\r\n', messages: data('a', 'b') },
  {
    name: 'mixed line ends',
    type: sse,
    body: 'data: a\r\n\ndata: b\r\r\ndata: c\n\r\n',
    messages: data('a', 'b', 'c'),
  },
  {
    name: 'a type with parameters and capitals',
    type: 'Text/Event-Stream; charset=utf-8',
    body: 'data: a\n\n',
    messages: data('a'),
  },
  { name: 'a byte order mark', type: sse, body: '\ufeffdata: a\n\n', messages: data('a') },
  { name: 'two byte order marks', type: sse, body: '\ufeff\ufeffdata: a\n\ndata: b\n\n', messages: data('b') },
  { name: 'comments', type: sse, body: ': hi\n\n:\ndata: a\n: data: no\n\n', messages: data('a') },
  { name: 'several data lines', type: sse, body: 'data: a\ndata\ndata:b\n\n', messages: data('a\n\nb') },
  { name: 'one leading space taken off', type: sse, body: 'data:a\n\ndata:  b\n\n', messages: data('a', ' b') },
  {
    name: 'event names and ids',
    type: sse,
    body: 'id: 7\nevent: token\ndata: a\n\ndata: b\n\n',
    messages: [{ event: 'token', id: '7', data: 'a' }, { data: 'b' }],
  },
  {
    name: 'unknown fields and retry',
    type: sse,
    body: 'retry: 10\nmessage:\nfoo: bar\ndata: a\n\n',
    messages: [{ data: '', retryMs: 10, isControl: true }, ...data('a')],
  },
  { name: 'events without data', type: sse, body: 'event: ping\n\ndata: a\n\n', messages: data('a') },
  { name: 'a missing last blank line', type: sse, body: 'data: a\n\ndata: b\n', messages: data('a', 'b') },
  { name: 'a missing last line end', type: sse, body: 'data: a\n\ndata: {"b":1}', messages: data('a', '{"b":1}') },
  { name: 'a last line that ends with CR', type: sse, body: 'data: a\r\n\r\ndata: b\r', messages: data('a', 'b') },
  { name: 'half JSON at the end', type: sse, body: 'data: {"a":1}\n\ndata: {"b":', messages: data('{"a":1}') },
  { name: 'half an end mark', type: sse, body: 'data: a\n\ndata: [DON', messages: data('a') },
  { name: 'characters of four bytes', type: sse, body: 'data: 👩‍👩‍👧‍👦 ü 日本\n\n', messages: data('👩‍👩‍👧‍👦 ü 日本') },
  {
    name: 'JSON over several lines of which one has its field (lenient)',
    type: sse,
    body: 'data: {\n  "a": 1\n}\n\ndata: {"b":2}\n\n',
    messages: data('{\n  "a": 1\n}', '{"b":2}'),
  },
  {
    name: 'unknown fields beside text',
    type: sse,
    body: 'message:\ndata: a\nword\n b: c\n\n',
    messages: data('a'),
  },
  {
    name: 'an error in a line of its own (lenient)',
    type: sse,
    body: 'data: {"a":1}\n\nerror: {"status":"INTERNAL"}\n\n',
    messages: [...data('{"a":1}'), { event: 'error', data: '{"status":"INTERNAL"}' }],
  },
  { name: 'no event at all', type: sse, body: ': one\n\n: two\n\n', messages: [] },

  {
    name: 'NDJSON',
    type: 'application/x-ndjson',
    body: '{"a":1}\n\n{"b":2}\r\n{"c":3}',
    messages: data('{"a":1}', '{"b":2}\r', '{"c":3}'),
  },
  {
    name: 'NDJSON with half a last line',
    type: 'application/jsonl',
    body: '{"a":1}\n{"b":',
    messages: data('{"a":1}'),
  },
  {
    name: 'NDJSON as application/json',
    type: 'application/json',
    body: '{"a":1}\n{"b":2}\n',
    messages: data('{"a":1}', '{"b":2}'),
  },
  { name: 'NDJSON without a type', type: '', body: '\ufeff{"a":1}\n{"b":2}\n', messages: data('{"a":1}', '{"b":2}') },
  {
    name: 'one JSON body',
    type: 'application/json',
    body: '{"a":\n [1]}\n',
    messages: [...data('{"a":\n [1]}'), WHOLE],
  },
  {
    name: 'one JSON body in one line',
    type: 'text/plain',
    body: ' {"a":1}\n',
    messages: [...data(' {"a":1}'), WHOLE],
  },
  {
    name: 'a JSON list',
    type: 'application/json',
    body: '[{"a":1},\n{"b":2}]',
    messages: [...data('{"a":1}', '{"b":2}'), WHOLE],
  },
  {
    name: 'a JSON list in one line',
    type: '',
    body: '[{"a":"}]"},{"b":[1,{"c":"\\""}]}]',
    messages: [...data('{"a":"}]"}', '{"b":[1,{"c":"\\""}]}'), WHOLE],
  },
  {
    name: 'a JSON list that was cut off',
    type: 'application/json',
    body: '[{\n"a":1}\n,{"b":2}\n,{"c',
    messages: data('{\n"a":1}', '{"b":2}'),
  },
  {
    name: 'JSON values over several lines',
    type: 'application/json',
    body: '{\n"a":1\n}\n{\n"b":2\n}\n',
    messages: data('{\n"a":1\n}', '{\n"b":2\n}'),
  },
  {
    name: 'lines of a code and JSON',
    type: 'text/plain',
    body: '0:"Hi"\nd:{"finishReason":"stop"}\n',
    messages: data('0:"Hi"', 'd:{"finishReason":"stop"}'),
  },
  { name: 'prose that begins with a code', type: 'text/plain', body: '1:{ one', messages: text('1:{ one') },
  { name: 'a JSON string', type: 'application/json', body: '"hello"', messages: [{ data: '"hello"', isWhole: true }] },

  { name: 'prose', type: 'text/plain', body: 'Hi\nthere ü', messages: text('Hi\nthere ü') },
  {
    name: 'prose that begins with "data: "',
    type: 'text/plain',
    body: 'data: is a plural.\n\nReally.',
    messages: text('data: is a plural.\n\nReally.'),
  },
  { name: 'prose that begins with a word of SSE', type: 'text/plain', body: 'identity', messages: text('identity') },
  {
    name: 'prose that begins with a bracket',
    type: 'text/plain',
    body: '[1] says so.\n{"a":1}\n',
    messages: text('[1] says so.\n{"a":1}\n'),
  },
  {
    name: 'prose that begins with a brace',
    type: 'text/plain',
    body: '{ x | x > 0 }\nis a set',
    messages: text('{ x | x > 0 }\nis a set'),
  },
  {
    name: 'prose that begins with a tag',
    type: 'text/plain',
    body: '<b>bold</b> and <html>',
    messages: text('<b>bold</b> and <html>'),
  },
  { name: 'prose that begins with a colon', type: '', body: ':smile: \nhello', messages: text(':smile: \nhello') },
  {
    name: 'prose that has SSE further down',
    type: 'text/plain',
    body: 'So:\n\ndata: {"a":1}\n\n',
    messages: text('So:\n\ndata: {"a":1}\n\n'),
  },
  { name: 'markdown', type: 'text/markdown', body: '{"a":1}\n# T', messages: text('{"a":1}\n# T') },
  {
    name: 'SSE as text/plain',
    type: 'text/plain',
    body: ': hi\n\ndata: {"a":1}\n\ndata: b\n\n',
    messages: data('{"a":1}', 'b'),
  },
  {
    name: 'SSE as text/plain, with an event name first',
    type: 'text/plain',
    body: '\nevent: token\ndata: a\n\n',
    messages: [{ event: 'token', data: 'a' }],
  },
  { name: 'SSE as application/json', type: 'application/json', body: 'data: [DONE]\n\n', messages: data('[DONE]') },
  {
    name: 'SSE without a type behind a long comment',
    type: '',
    body: `:${' '.repeat(1100)}\ndata: a\n\n`,
    messages: data('a'),
  },
  { name: 'nothing', type: 'text/plain', body: '', messages: [] },
  { name: 'white space', type: '', body: ' \n', messages: text(' \n') },
];

/** Bodies that are no answer: refused by their type or by how they begin. */
export const REFUSED_BODIES: readonly { readonly type: string; readonly body: string }[] = [
  { type: 'text/html', body: 'data: a\n\n' },
  { type: 'TEXT/HTML; charset=utf-8', body: '' },
  { type: 'application/xhtml+xml', body: '' },
  { type: 'image/png', body: '' },
  { type: 'audio/mpeg', body: '' },
  { type: 'application/pdf', body: '' },
  { type: 'application/vnd.amazon.eventstream', body: '' },
  { type: 'text/plain', body: '\n<!DOCTYPE html><title>Log in</title>' },
  { type: 'application/json', body: '<html lang="en"><body>' },
  { type: '', body: '\ufeff<html>' },
  { type: 'text/markdown', body: '<!doctype html>' },
];
