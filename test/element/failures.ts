import type { ErrorType } from '../../src/chat/errors.ts';

/** What a back end answers, and what a visitor reads then. */
export interface FailureCase {
  readonly name: string;
  readonly answer: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** State in words, as the notice begins. */
  readonly title:
    'Message could not be sent' | 'No answer arrived' | 'Answer interrupted' | 'Too many requests' | 'Sign-in expired';
  readonly type: ErrorType;
  /** The server's own words, shown as text. */
  readonly words?: string;
  /** Text of the answer that stays. */
  readonly kept?: string;
}

const html = { 'content-type': 'text/html' };
const json = { 'content-type': 'application/json' };
const NOT_SENT = 'Message could not be sent';
const NO_ANSWER = 'No answer arrived';
const INTERRUPTED = 'Answer interrupted';

export const failures: readonly FailureCase[] = [
  {
    name: '404 with words',
    answer: { status: 404, headers: json, body: '{"error":{"message":"No such bot."}}' },
    title: NOT_SENT,
    type: 'http',
    words: 'No such bot.',
  },
  {
    name: '404 as a page',
    answer: { status: 404, headers: html, body: '<html><h1>Not found</h1></html>' },
    title: NOT_SENT,
    type: 'http',
    words: '404',
  },
  {
    name: '400 with a list of reasons',
    answer: { status: 400, headers: json, body: '{"detail":[{"msg":"too short"}]}' },
    title: NOT_SENT,
    type: 'http',
    words: 'too short',
  },
  { name: '500', answer: { status: 500 }, title: NOT_SENT, type: 'http', words: '500' },
  { name: '401', answer: { status: 401 }, title: 'Sign-in expired', type: 'unauthorized' },
  { name: '429', answer: { status: 429 }, title: 'Too many requests', type: 'rate-limit' },
  {
    name: 'an error whose words are markup',
    answer: { status: 403, headers: json, body: '{"message":"<img src=x>"}' },
    title: NOT_SENT,
    type: 'http',
    words: '<img src=x>',
  },
  {
    name: 'a page instead of a stream',
    answer: { headers: html, body: '<!doctype html><html><h1>Sign in</h1></html>' },
    title: NOT_SENT,
    type: 'content-type',
  },
  {
    name: 'a page that is called text',
    answer: { headers: { 'content-type': 'text/plain' }, body: '<!doctype html><html><h1>Sign in</h1></html>' },
    title: NOT_SENT,
    type: 'content-type',
  },
  {
    name: 'a picture',
    answer: { headers: { 'content-type': 'image/png' }, body: 'PNG' },
    title: NOT_SENT,
    type: 'content-type',
  },
  { name: 'an empty answer', answer: {}, title: NO_ANSWER, type: 'empty' },
  { name: 'comments only', answer: { body: ': keep-alive\n\n: keep-alive\n\n' }, title: NO_ANSWER, type: 'empty' },
  { name: '204', answer: { status: 204 }, title: NO_ANSWER, type: 'empty' },
  { name: 'an end mark alone', answer: { body: 'data: [DONE]\n\n' }, title: NO_ANSWER, type: 'empty' },
  {
    name: 'broken JSON from the start',
    answer: { body: 'data: {"content": "never en\n\n' },
    title: NO_ANSWER,
    type: 'malformed',
  },
  {
    name: 'broken JSON midway',
    answer: { body: 'data: {"content":"So far"}\n\ndata: {"content": "never en\n\n' },
    title: INTERRUPTED,
    type: 'malformed',
    kept: 'So far',
  },
  {
    name: 'a format that nobody knows',
    answer: { body: 'data: {"klingon":"Qapla"}\n\n' },
    title: NO_ANSWER,
    type: 'unrecognized',
  },
  {
    name: 'an error as the first event',
    answer: { body: 'event: error\ndata: {"message":"No model is free."}\n\n' },
    title: NOT_SENT,
    type: 'provider',
    words: 'No model is free.',
  },
  {
    name: 'half an event at the end',
    answer: { body: 'data: {"content":"So far"}\n\ndata: {"conte' },
    title: INTERRUPTED,
    type: 'truncated',
    kept: 'So far',
  },
];
