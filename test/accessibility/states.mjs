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

const EVERY_PART = [
  QUESTION,
  answer(
    'a',
    [
      { type: 'tool-call', id: 't', name: 'search', argsText: '{"a":1}', args: { a: 1 }, result: [2], state: 'done' },
      { type: 'tool-call', id: 'u', name: 'pay', argsText: '{}', args: {}, state: 'failed' },
      words('An answer with parts.'),
      { type: 'file', url: 'https://files.example/report.pdf', name: 'report.pdf', mediaType: 'application/pdf' },
      { type: 'data', name: 'suggestions', data: ['And then?', 'Why?'] },
    ],
    {
      earlier: [answer('old', [words('An earlier one.')])],
      metrics: {
        ttfb: 1,
        ttft: 2,
        duration: 3,
        chars: 4,
        deltas: 5,
        stalls: 0,
        retries: 0,
        usage: { input: 6, output: 7 },
      },
    },
  ),
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
  'every part, version and figure': {
    html: html(
      'endpoint="/answer" heading="Help" feedback timestamps avatars show-usage downloadable handoff-url="/people" max-length="20"',
    ),
    act: async (chat) => {
      await set(EVERY_PART)(chat);
      await chat.press('input');
      await chat.page.keyboard.type('A question of 20 ch.');
      await chat.read((root) => {
        for (const details of root.querySelectorAll('details')) details.open = true;
      });
    },
  },
  'editing, and a word on a rating': {
    html: html('endpoint="/answer" feedback'),
    act: async (chat) => {
      await set(LISTS)(chat);
      await chat.press('feedback-down');
      await chat.untilHas('comment-form');
      await chat.press('edit-button');
      await chat.untilHas('edit-form');
    },
  },
  'further up, offline': {
    html: html('endpoint="/answer"'),
    act: async (chat) => {
      await set([QUESTION, answer('a', [words(LONG)])])(chat);
      await chat.until((root) => root.querySelector('[part~="log"]').scrollTop > 100, 'it is at its end');
      await chat.read((root) => {
        root.querySelector('[part~="log"]').scrollTop = 0;
        Object.defineProperty(navigator, 'onLine', { value: false });
        window.dispatchEvent(new Event('offline'));
      });
      await chat.untilHas('jump-button');
    },
  },
  'a diagnosis for developers': {
    html: html('endpoint="/refuse" debug'),
    act: async (chat) => {
      await chat.ask('Plans?');
      await chat.untilHas('diagnosis');
    },
  },
  'a sidebar': { html: html('mode="sidebar" open endpoint="/answer" heading="Help"'), act: set(LISTS) },
  'a call-out': { html: html('mode="floating" call-out="May I help?" endpoint="/answer"') },
  'files, voice and commands': {
    html: html(
      `attachments voice endpoint="/answer" commands='[{"name":"plans","description":"Compare the plans","text":"Compare."}]'`,
    ).replace('<head>', '<head><script src="/stream-chat-composer.js" defer></script>'),
    act: async (chat) => {
      await chat.untilHas('file-input');
      await chat.read((root) => {
        const picked = new DataTransfer();
        picked.items.add(new File(['hello'], 'note.txt', { type: 'text/plain' }));
        picked.items.add(new File([], 'empty.txt', { type: 'text/plain' }));
        const input = root.querySelector('[part~="file-input"]');
        input.files = picked.files;
        input.dispatchEvent(new Event('change'));
      });
      await chat.untilHas('picked-file');
      await chat.press('input');
      await chat.page.keyboard.type('/');
      await chat.untilHas('command');
    },
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
    // Not destroyed: a connection that is reset may lose what was written.
    setTimeout(() => response.socket.end(), 200);
  },
};
