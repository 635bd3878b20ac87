import { page, SCRIPT_TAG } from '../hostile/site.mjs';

const QUESTION = {
  id: 'q',
  role: 'user',
  parts: [{ type: 'text', text: 'Plans?', revision: 0 }],
  status: 'complete',
  createdAt: 0,
};
const answer = (id, parts, more = {}) => ({ id, role: 'assistant', parts, status: 'complete', createdAt: 0, ...more });
const words = (text) => ({ type: 'text', text, revision: 0 });

const LONG = Array.from(
  { length: 30 },
  (_, i) => `## Part ${i}\n\nA paragraph with a [link](https://example.com/${i}).\n`,
).join('\n');

const LISTS = [
  QUESTION,
  answer('a', [
    { type: 'reasoning', text: 'Let me think.', revision: 0 },
    { type: 'tool-call', id: 't', name: 'search', argsText: '{}', args: {}, state: 'done' },
    words('- [x] done\n- [ ] open\n\n1. one\n2. two\n\n> quote\n\n![A picture](https://example.com/a.png)'),
    { type: 'source', url: 'https://example.com/source', title: 'A source' },
  ]),
];

const html = (attributes = '', children = '') =>
  page(SCRIPT_TAG, `<main><h1>Host</h1><stream-chat max-retries="0" ${attributes}>${children}</stream-chat></main>`);

const set = (messages) => (chat) =>
  chat.read((_root, list) => void document.querySelector('stream-chat').setMessages(list), messages);

/** The states of a chat: a page, what is done on it, and how large its window is. */
export const STATES = {
  closed: { html: html('mode="floating" endpoint="/answer"') },
  empty: {
    html: html(
      `endpoint="/answer" heading="Help" disclaimer="A machine answers." suggestions='["One","Two"]' greeting="Hello **you**"`,
    ),
  },
  streaming: {
    html: html('endpoint="/open"'),
    act: async (chat) => {
      await chat.ask('Plans?');
      await chat.untilAnswer('streaming');
    },
  },
  waiting: {
    html: html('endpoint="/silent"'),
    act: async (chat) => {
      await chat.ask('Plans?');
      await chat.untilAnswer('pending');
    },
  },
  'code and table': {
    html: html('endpoint="/answer" feedback timestamps'),
    act: async (chat) => {
      await chat.ask('Plans?');
      await chat.untilAnswer('complete');
    },
  },
  'lists, reasoning, tools and sources': { html: html('endpoint="/answer"'), act: set(LISTS) },
  long: { html: html('endpoint="/answer"'), act: set([QUESTION, answer('a', [words(LONG)])]) },
  error: {
    html: html('endpoint="/refuse"'),
    act: async (chat) => {
      await chat.ask('Plans?');
      await chat.untilAnswer('failed');
    },
  },
  interrupted: {
    html: html('endpoint="/cut-later"'),
    act: async (chat) => {
      await chat.ask('Plans?');
      await chat.untilAnswer('interrupted');
    },
  },
  'waiting to retry': {
    html: html('endpoint="/busy" max-retries="2"').replace('max-retries="0" ', ''),
    act: async (chat) => {
      await chat.ask('Plans?');
      await chat.until(() => document.querySelector('stream-chat').status === 'retrying', 'it waits');
    },
  },
  'no endpoint': {
    html: html(''),
    act: async (chat) => {
      await chat.ask('Plans?');
      await chat.untilAnswer('failed');
    },
  },
  popup: { html: html('mode="floating" open endpoint="/answer" heading="Help"'), act: set(LISTS) },
  'a popup on a phone': {
    html: html('mode="floating" open endpoint="/answer"'),
    act: set(LISTS),
    width: 320,
    height: 640,
  },
  'read-only': { html: html('read-only endpoint="/answer"'), act: set(LISTS) },
  disabled: { html: html('disabled endpoint="/answer"') },
  '320 × 256': {
    html: html('endpoint="/answer" mode="fullscreen" heading="Help"'),
    act: set(LISTS),
    width: 320,
    height: 256,
  },
};

/** What the states need of a server. */
export const ENDPOINTS = {
  '/silent': () => undefined,
  '/refuse': (_request, response) =>
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":"Members only."}'),
  '/busy': (_request, response) => response.writeHead(503, { 'retry-after': '20' }).end(),
  '/cut-later': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"content":"Half an answer"}\n\n');
    setTimeout(() => response.destroy(), 200);
  },
};
