import type { Message } from '../../src/element.ts';
import { ChatHarness, type ChatSetup } from './chat-harness.ts';
import { SteppedStream } from './stream.ts';

const MARKDOWN = [
  '# Heading',
  'A `code` **strong** *em* ~~del~~ <kbd>K</kbd> H<sub>2</sub> [link](https://example.com) ![image](https://example.com/a.png)',
  '1. one\n2. two',
  '- [x] done\n- open',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '```js\nlet a;\n```',
  '> quote',
  '---',
  '<details><summary>More</summary>\n\nText\n\n</details>',
  '[bank.com](https://evil.example/)',
].join('\n\n');

const message = (id: string, role: 'user' | 'assistant', more: Partial<Message> = {}): Message => ({
  id,
  role,
  parts: [{ type: 'text', text: id, revision: 0 }],
  status: 'complete',
  createdAt: 0,
  ...more,
});

const rich: readonly Message[] = [
  message('q', 'user', {
    parts: [
      { type: 'text', text: 'q', revision: 0 },
      { type: 'file', url: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', name: 'a.gif' },
      { type: 'file', url: 'https://example.com/b.pdf', name: 'b.pdf', size: 5 },
    ],
  }),
  message('a', 'assistant', {
    parts: [
      { type: 'reasoning', text: 'Hm.', revision: 0 },
      { type: 'tool-call', id: 't', name: 'look_up', argsText: '{}', where: 'server', state: 'done' },
      {
        type: 'tool-call',
        id: 'u',
        name: 'add',
        argsText: '',
        args: { a: 1 },
        result: 2,
        where: 'client',
        state: 'done',
      },
      { type: 'text', text: MARKDOWN, revision: 0 },
      { type: 'file', url: 'https://example.com/a.pdf' },
      { type: 'source', url: 'https://example.com/a', title: 'A source' },
      { type: 'status', text: 'Looking' },
    ],
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
  }),
  message('r', 'user'),
  message('s', 'assistant', {
    status: 'interrupted',
    error: { type: 'http', message: 'Words of the server', retryable: true },
  }),
  message('u', 'user'),
  message('v', 'assistant', {
    earlier: [message('old', 'assistant')],
    parts: [
      { type: 'text', text: 'Yes.', revision: 0 },
      { type: 'data', name: 'suggestions', data: ['More?'] },
    ],
  }),
];

const EVERYTHING = {
  heading: 'Help',
  disclaimer: 'A machine answers.',
  timestamps: true,
  avatars: true,
  feedback: true,
  'show-usage': true,
  downloadable: true,
  'handoff-url': '/people',
  'max-length': '10',
} as const;

export interface Scene extends ChatSetup {
  readonly name: string;
  readonly act?: (chat: ChatHarness) => Promise<void>;
}

/** Together they draw everything that the element can draw. */
export const SCENES: readonly Scene[] = [
  {
    name: 'a conversation with all its parts',
    attributes: { ...EVERYTHING, mode: 'floating', open: true },
    properties: { draft: '123456789', user: { name: 'Mira', avatar: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' } },
    act: async (chat) => {
      chat.element.setMessages(rich);
      await chat.until(() => chat.part('suggestion') !== null && chat.part('table') !== null);
    },
  },
  {
    name: 'forms in messages',
    attributes: EVERYTHING,
    act: async (chat) => {
      chat.element.setMessages(rich.slice(0, 2));
      await chat.element.updateComplete;
      chat.press('edit-button');
      chat.press('feedback-up');
      await chat.until(() => chat.part('edit-form') !== null && chat.part('comment-form') !== null);
    },
  },
  {
    name: 'further up, with words selected',
    attributes: { greeting: 'Line.\n\n'.repeat(80) },
    act: async (chat) => {
      await chat.until(() => chat.log.scrollTop > 100);
      chat.log.scrollTop = 0;
      const root = chat.root as ShadowRoot & { getSelection?: () => Selection };
      (root.getSelection?.() ?? document.getSelection()!).selectAllChildren(chat.part('paragraph')!);
      await chat.until(() => chat.part('jump-button') !== null && chat.part('quote-button') !== null);
    },
  },
  {
    name: 'a closed chat with news',
    attributes: { mode: 'floating' },
    act: async (chat) => {
      chat.element.addMessage(message('news', 'assistant'));
      await chat.until(() => chat.part('badge') !== null);
    },
  },
  {
    name: 'a chat whose developer asks what is wrong',
    attributes: { endpoint: '/chat', debug: true },
    properties: { fetch: () => Promise.resolve(new Response('No', { status: 404 })) },
    act: async (chat) => {
      await chat.element.send('Why?');
      await chat.until(() => chat.part('diagnosis') !== null);
    },
  },
  { name: 'a call-out', attributes: { mode: 'sidebar', 'call-out': 'Hello' } },
  {
    name: 'a chat without a network',
    act: async (chat) => {
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
      window.dispatchEvent(new Event('offline'));
      await chat.until(() => chat.part('offline') !== null);
    },
  },
  {
    name: 'files, a problem and a list of commands',
    attributes: { attachments: true, voice: true, 'upload-url': '/nowhere', 'max-files': '2' },
    properties: { commands: [{ name: 'help', description: 'What this chat can do' }] },
    act: async (chat) => {
      const data = new DataTransfer();
      for (const name of ['a.txt', 'b.txt', 'c.txt']) data.items.add(new File(['x'], name));
      chat.log.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, composed: true }));
      chat.log.dispatchEvent(new DragEvent('dragenter', { dataTransfer: data, bubbles: true, composed: true }));
      await chat.type('/');
      await chat.until(() => chat.part('file-retry-button') !== null && chat.part('commands') !== null);
    },
  },
  {
    name: 'a file on its way',
    attributes: { attachments: true, 'upload-url': new SteppedStream().url },
    act: async (chat) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'a.txt'));
      chat.log.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, composed: true }));
      await chat.until(() => chat.part('picked-file-progress') !== null);
    },
  },
  { name: 'an empty chat', attributes: { suggestions: '["One"]', greeting: 'Hello' } },
];

export async function draw({ act, ...setup }: Scene): Promise<ChatHarness> {
  const chat = await ChatHarness.mount(setup);
  await act?.(chat);
  return chat;
}
