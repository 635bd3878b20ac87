/**
 * What the gallery shows: per state the attributes, the messages, and what is done to the chat before its picture is taken.
 * Runs in the page; the answers are those of the demo.
 */
const AT = new Date(2026, 10, 14, 9, 41).getTime();
let nextId = 0;

const message = (role, text, more = {}) => ({
  id: `m${nextId++}`,
  role,
  parts: text === '' ? [] : [{ type: 'text', text, revision: 0 }],
  status: 'complete',
  createdAt: AT + nextId * 60_000,
  ...(role === 'assistant' && { finishReason: 'stop' }),
  ...more,
});
const you = (text, more) => message('user', text, more);
const it = (text, more) => message('assistant', text, more);
const error = (type, text = '') => ({ type, message: text, retryable: true });
const settle = () => new Promise((resolve) => setTimeout(resolve, 60));
const part = (chat, name) => chat.shadowRoot.querySelector(`[part~="${name}"]`);

/** A back end that writes these pieces and then nothing more, or its end. */
const answering =
  (pieces, isEnded = false) =>
  () =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const piece of pieces)
            controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify({ content: piece })}\n\n`));
          if (isEnded) {
            controller.enqueue(new TextEncoder().encode('data: {"done":true}\n\n'));
            controller.close();
          }
        },
      }),
      { headers: { 'content-type': 'text/event-stream' } },
    );

/** A picture of some size as a data address. */
function picture(width, height) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  const sky = context.createLinearGradient(0, 0, width, height);
  sky.addColorStop(0, '#f4b26b');
  sky.addColorStop(1, '#3d5a80');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  return canvas.toDataURL();
}

function drop(chat, files, type = 'drop') {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  part(chat, 'log').dispatchEvent(
    new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }),
  );
}

const SUGGESTIONS = [
  'How do I set up returns? Give me the steps.',
  'Compare the plans in a table.',
  'Show me code that checks the stock.',
];
const GREETING = "Hello! I'm the helper of **Linden**. Ask me anything, or try one of these.";
const BASE = { heading: 'Linden Help', endpoint: '/chat', disclaimer: 'Answers can be wrong. Check what matters.' };
const WITH_SOURCES = [
  { type: 'source', url: 'https://help.linden.example/returns', title: 'Sending something back' },
  { type: 'source', url: 'https://help.linden.example/refunds', title: 'When the money comes' },
];

export const states = {
  empty: { attributes: { ...BASE, greeting: GREETING, suggestions: JSON.stringify(SUGGESTIONS) } },
  typography: {
    attributes: BASE,
    messages: (text) => [you('How should I set up returns?'), it(text['typography'])],
    act: async (chat) => (part(chat, 'log').scrollTop = 0),
  },
  end: { attributes: BASE, messages: (text) => [you('How should I set up returns?'), it(text['typography'])] },
  versions: {
    attributes: { ...BASE, timestamps: '', feedback: '' },
    messages: (text) => {
      const question = you('Thanks!');
      const answer = it(text['thanks']);
      return [question, { ...answer, earlier: [{ ...answer, id: 'earlier' }] }];
    },
  },
  conversation: {
    attributes: { ...BASE, timestamps: '', feedback: '' },
    messages: (text) => [
      you('Hi there'),
      it(text['hello']),
      you('How long does a refund take, and what do I have to do for it? I paid by card, two weeks ago.'),
      it(text['returns'], { parts: [{ type: 'text', text: text['returns'], revision: 0 }, ...WITH_SOURCES] }),
      you('Thanks!'),
      it(text['thanks']),
    ],
  },
  code: { attributes: BASE, messages: (text) => [you('Show me code that checks the stock.'), it(text['code'])] },
  table: { attributes: BASE, messages: (text) => [you('Compare the plans in a table.'), it(text['table'])] },
  waiting: {
    attributes: BASE,
    act: async (chat) => {
      chat.fetch = () => new Promise(() => {});
      void chat.send('Are you there?');
    },
  },
  streaming: {
    attributes: BASE,
    act: async (chat, text) => {
      chat.fetch = answering([text['steps'].slice(0, 420)]);
      void chat.send('How do I set up returns?');
    },
  },
  thinking: {
    attributes: BASE,
    messages: () => [
      you('Why do my Monday parcels arrive late?'),
      it('', {
        parts: [
          {
            type: 'reasoning',
            text: 'Parcels of Friday evening wait for Monday.\n\nThen the hub is full.',
            revision: 0,
          },
          { type: 'tool-call', id: 't', name: 'parcel_history', argsText: '{}', where: 'server', state: 'done' },
          {
            type: 'text',
            text: 'They wait over the **weekend**: the hub sorts nothing from Friday evening.',
            revision: 0,
          },
          ...WITH_SOURCES,
        ],
      }),
    ],
    act: async (chat) => (part(chat, 'reasoning').open = true),
  },
  failed: {
    attributes: BASE,
    messages: () => [
      you('Are you there?'),
      it('', { status: 'failed', error: error('network'), finishReason: undefined }),
    ],
  },
  interrupted: {
    attributes: BASE,
    messages: (text) => [
      you('Tell me about delivery.'),
      it(text['delivery'].slice(0, 160), { status: 'interrupted', error: error('network'), finishReason: undefined }),
    ],
  },
  stopped: {
    attributes: BASE,
    messages: (text) => [
      you('Tell me about delivery.'),
      it(text['delivery'].slice(0, 160), { status: 'stopped', finishReason: undefined }),
    ],
  },
  jump: {
    attributes: BASE,
    messages: (text) => [you('A long guide, please.'), it(text['long'])],
    act: async (chat) => {
      part(chat, 'log').scrollTop = 300;
      await settle();
    },
  },
  editing: {
    attributes: { ...BASE, avatars: '', timestamps: '', feedback: '' },
    properties: { user: { name: 'Mira' } },
    messages: (text) => [you('How long does a refund take?'), it(text['thanks'])],
    act: async (chat) => {
      part(chat, 'edit-button').click();
      await settle();
    },
  },
  comment: {
    attributes: { ...BASE, avatars: '', timestamps: '', feedback: '' },
    properties: { user: { name: 'Mira' } },
    messages: (text) => [you('How long does a refund take?'), it(text['returns'])],
    act: async (chat) => {
      part(chat, 'feedback-down').click();
      await settle();
    },
  },
  followups: {
    attributes: BASE,
    messages: (text) => [
      you('How long does a refund take?'),
      it('', {
        parts: [
          { type: 'text', text: text['thanks'], revision: 0 },
          { type: 'data', name: 'suggestions', data: ['And how do I exchange it?', 'Show me the policy'] },
        ],
      }),
    ],
  },
  quote: {
    attributes: BASE,
    messages: (text) => [you('How long does a refund take?'), it(text['returns'])],
    act: async (chat) => {
      part(chat, 'log').scrollTop = 0;
      await settle();
      const paragraph = part(chat, 'paragraph');
      (chat.shadowRoot.getSelection?.() ?? getSelection()).selectAllChildren(paragraph);
      await settle();
    },
  },
  launcher: {
    attributes: { ...BASE, 'call-out': 'Hello! Are you sending something back? I can help with that.' },
    isOpen: false,
  },
  unread: {
    attributes: BASE,
    isOpen: false,
    act: async (chat) => {
      for (let n = 0; n < 3; n++) {
        chat.addMessage(it('News'));
        await chat.updateComplete;
      }
    },
  },
  draft: {
    attributes: { ...BASE, 'max-length': '120' },
    act: async (chat) => {
      chat.draft =
        'I ordered a lamp last week, and it arrived with a crack in its foot.\n\nCan I keep it and get a new foot?';
      await chat.updateComplete;
      chat.focus();
    },
  },
  files: {
    attributes: { ...BASE, attachments: '', voice: '', 'max-files': '3', accept: 'image/*,.pdf,.txt' },
    messages: (text) => [
      you('Does this lamp still have its guarantee?', {
        parts: [
          { type: 'file', url: picture(320, 200), name: 'lamp.png', mediaType: 'image/png', size: 48_200 },
          { type: 'file', url: '', name: 'invoice-2026-11.pdf', mediaType: 'application/pdf', size: 182_000 },
          { type: 'text', text: 'Does this lamp still have its guarantee?', revision: 0 },
        ],
      }),
      it(text['thanks']),
    ],
    act: async (chat) => {
      const photograph = await (await fetch(picture(640, 480))).blob();
      drop(chat, [
        new File([photograph], 'the crack in its foot.png', { type: 'image/png' }),
        new File(['x'.repeat(18_400)], 'order confirmation of the fourteenth of November.txt', { type: 'text/plain' }),
        new File(['x'], 'film.mov', { type: 'video/quicktime' }),
      ]);
      await new Promise((resolve) => setTimeout(resolve, 400));
    },
  },
  dropping: {
    attributes: { ...BASE, attachments: '' },
    messages: (text) => [you('How long does a refund take?'), it(text['returns'])],
    act: async (chat) => drop(chat, [new File(['x'], 'a.txt')], 'dragenter'),
  },
  commands: {
    attributes: {
      ...BASE,
      greeting: "Hello! I'm the helper of **Linden**. Ask me anything, or type `/` for what people ask most.",
      attachments: '',
      commands: JSON.stringify([
        { name: 'returns', description: 'How to send something back' },
        { name: 'refund', description: 'When the money comes, by card, by transfer, or as a voucher for another time' },
        { name: 'new', description: 'Begin a new conversation' },
      ]),
    },
    act: async (chat) => {
      chat.focus();
      chat.draft = '/';
      await chat.updateComplete;
    },
  },
  arabic: {
    attributes: { ...BASE, lang: 'ar', heading: 'مساعدة ليندن', disclaimer: 'قد تكون الإجابات خاطئة.', timestamps: '' },
    messages: (text) => [you('كيف أرجع الطلب؟'), it(text['arabic'])],
  },
  chinese: {
    attributes: { ...BASE, lang: 'zh-CN', heading: '椴树帮助', disclaimer: '回答可能有误。', timestamps: '' },
    messages: (text) => [you('怎么退货?'), it(text['chinese'])],
  },
};

/** Puts the chat of one picture on the page. */
export async function show({ state: name, mode, scheme, dir, isOpen = true, attributes = {}, theme, rootSize }, text) {
  const state = states[name];
  nextId = 0;
  document.documentElement.style.colorScheme = scheme;
  document.documentElement.dir = dir;
  document.documentElement.style.fontSize = rootSize ?? '';
  document.querySelector('stream-chat')?.remove();
  const chat = document.createElement('stream-chat');
  const all = { mode, 'color-scheme': scheme, ...state.attributes, ...attributes };
  for (const [key, value] of Object.entries(all)) chat.setAttribute(key, value);
  if (theme) chat.className = theme;
  Object.assign(chat, state.properties);
  document.querySelector('main').append(chat);
  if (state.messages) chat.setMessages(state.messages(text));
  if (isOpen && state.isOpen !== false && mode !== 'inline') chat.show();
  await chat.updateComplete;
  await settle();
  await state.act?.(chat, text);
  await settle();
  await Promise.allSettled(
    chat.shadowRoot
      .getAnimations()
      .map((animation) => (animation.effect.getTiming().iterations === Infinity ? undefined : animation.finished)),
  );
}
