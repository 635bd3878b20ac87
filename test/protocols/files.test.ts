import { expect } from '@open-wc/testing';
import { PROTOCOLS, type ChatRequest, type RequestMessage } from '../../src/protocols/index.ts';
import { MORE_PROTOCOLS } from '../../src/protocols.ts';

const PICTURE = { url: 'data:image/png;base64,AAEC', mediaType: 'image/png', name: 'cat.png' };
const PAPER = { url: 'data:application/pdf;base64,AwQF', mediaType: 'application/pdf', name: 'my paper.v2.pdf' };
const NOTE = { url: 'data:text/plain;base64,w6QK', mediaType: 'text/plain', name: 'note.txt' };
const UPLOADED = { url: 'https://files.example/1.pdf', mediaType: 'application/pdf', name: '1.pdf' };
const SHOT = { url: 'https://files.example/2.jpg', mediaType: 'image/jpeg', name: '2.jpg' };
const QUESTION: RequestMessage = {
  role: 'user',
  id: 'q',
  content: 'What is it?',
  files: [PICTURE, PAPER, NOTE, UPLOADED, SHOT],
};

const words = { type: 'text', text: 'What is it?' };
/** What every format makes of Chat Completions' own pieces. */
const chat = [
  words,
  { type: 'image_url', image_url: { url: PICTURE.url } },
  { type: 'file', file: { filename: 'my paper.v2.pdf', file_data: PAPER.url } },
  { type: 'file', file: { filename: 'note.txt', file_data: NOTE.url } },
  { type: 'file', file: { filename: '1.pdf', file_data: UPLOADED.url } },
  { type: 'image_url', image_url: { url: SHOT.url } },
];
const google = [
  { text: 'What is it?' },
  { inlineData: { mimeType: 'image/png', data: 'AAEC' } },
  { inlineData: { mimeType: 'application/pdf', data: 'AwQF' } },
  { inlineData: { mimeType: 'text/plain', data: 'w6QK' } },
  { fileData: { mimeType: 'application/pdf', fileUri: UPLOADED.url } },
  { fileData: { mimeType: 'image/jpeg', fileUri: SHOT.url } },
];

/** Where the files stand in the body, and as what. */
const SHAPES: readonly (readonly [protocol: string, path: string, expected: unknown])[] = [
  ...['openai', 'auto', 'json', 'text', 'events', 'cohere', 'assistants'].map(
    (name) => [name, name === 'assistants' ? 'thread.messages.0.content' : 'messages.0.content', chat] as const,
  ),
  ['langgraph', 'input.messages.0.content', chat],
  ['langserve', 'input.messages.0.content', chat],
  [
    'responses',
    'input.0.content',
    [
      { type: 'input_text', text: 'What is it?' },
      { type: 'input_image', image_url: PICTURE.url },
      { type: 'input_file', filename: 'my paper.v2.pdf', file_data: PAPER.url },
      { type: 'input_file', filename: 'note.txt', file_data: NOTE.url },
      { type: 'input_file', file_url: UPLOADED.url },
      { type: 'input_image', image_url: SHOT.url },
    ],
  ],
  [
    'anthropic',
    'messages.0.content',
    [
      words,
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAEC' } },
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: 'AwQF' },
        title: 'my paper.v2.pdf',
      },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'ä\n' }, title: 'note.txt' },
      { type: 'document', source: { type: 'url', url: UPLOADED.url }, title: '1.pdf' },
      { type: 'image', source: { type: 'url', url: SHOT.url } },
    ],
  ],
  ['gemini', 'contents.0.parts', google],
  ['adk', 'newMessage.parts', google],
  [
    'vercel',
    'messages.0.parts',
    [
      words,
      ...[PICTURE, PAPER, NOTE, UPLOADED, SHOT].map(({ url, mediaType, name }) => ({
        type: 'file',
        mediaType,
        filename: name,
        url,
      })),
    ],
  ],
  [
    'ag-ui',
    'messages.0.content',
    [
      words,
      { type: 'image', source: { type: 'data', value: 'AAEC', mimeType: 'image/png' } },
      { type: 'document', source: { type: 'data', value: 'AwQF', mimeType: 'application/pdf' } },
      { type: 'document', source: { type: 'data', value: 'w6QK', mimeType: 'text/plain' } },
      { type: 'document', source: { type: 'url', value: UPLOADED.url, mimeType: 'application/pdf' } },
      { type: 'image', source: { type: 'url', value: SHOT.url, mimeType: 'image/jpeg' } },
    ],
  ],
  ['ollama', 'messages.0.images', ['AAEC', 'AwQF', 'w6QK']],
  [
    'bedrock',
    'messages.0.content',
    [
      { text: 'What is it?' },
      { image: { format: 'png', source: { bytes: 'AAEC' } } },
      { document: { format: 'pdf', name: 'my paper v2 pdf', source: { bytes: 'AwQF' } } },
      { document: { format: 'txt', name: 'note txt', source: { bytes: 'w6QK' } } },
      { document: { format: 'pdf', name: '1 pdf', source: { bytes: '' } } },
      { image: { format: 'jpeg', source: { bytes: '' } } },
    ],
  ],
  [
    'dify',
    'files',
    [
      { type: 'document', transfer_method: 'remote_url', url: UPLOADED.url },
      { type: 'image', transfer_method: 'remote_url', url: SHOT.url },
    ],
  ],
  [
    'flowise',
    'uploads',
    [
      { data: PICTURE.url, type: 'file', name: 'cat.png', mime: 'image/png' },
      { data: PAPER.url, type: 'file', name: 'my paper.v2.pdf', mime: 'application/pdf' },
      { data: NOTE.url, type: 'file', name: 'note.txt', mime: 'text/plain' },
      { data: UPLOADED.url, type: 'url', name: '1.pdf', mime: 'application/pdf' },
      { data: SHOT.url, type: 'url', name: '2.jpg', mime: 'image/jpeg' },
    ],
  ],
  [
    'a2a',
    'params.message.parts',
    [
      { text: 'What is it?' },
      { raw: 'AAEC', mediaType: 'image/png', filename: 'cat.png' },
      { raw: 'AwQF', mediaType: 'application/pdf', filename: 'my paper.v2.pdf' },
      { raw: 'w6QK', mediaType: 'text/plain', filename: 'note.txt' },
      { url: UPLOADED.url, mediaType: 'application/pdf', filename: '1.pdf' },
      { url: SHOT.url, mediaType: 'image/jpeg', filename: '2.jpg' },
    ],
  ],
  [
    'interactions',
    'input.0.content',
    [
      words,
      { type: 'image', data: 'AAEC', mime_type: 'image/png' },
      { type: 'document', data: 'AwQF', mime_type: 'application/pdf' },
      { type: 'document', data: 'w6QK', mime_type: 'text/plain' },
      { type: 'document', uri: UPLOADED.url, mime_type: 'application/pdf' },
      { type: 'image', uri: SHOT.url, mime_type: 'image/jpeg' },
    ],
  ],
  [
    'genkit',
    'data.messages.0.content',
    [
      { text: 'What is it?' },
      ...[PICTURE, PAPER, NOTE, UPLOADED, SHOT].map(({ url, mediaType }) => ({
        media: { url, contentType: mediaType },
      })),
    ],
  ],
  [
    'vercel-data',
    'messages.0.experimental_attachments',
    [PICTURE, PAPER, NOTE, UPLOADED, SHOT].map(({ url, name, mediaType }) => ({ url, name, contentType: mediaType })),
  ],
  [
    'mastra',
    'messages.0.content',
    [
      words,
      { type: 'image', image: PICTURE.url },
      { type: 'file', data: PAPER.url, mediaType: 'application/pdf', filename: 'my paper.v2.pdf' },
      { type: 'file', data: NOTE.url, mediaType: 'text/plain', filename: 'note.txt' },
      { type: 'file', data: UPLOADED.url, mediaType: 'application/pdf', filename: '1.pdf' },
      { type: 'image', image: SHOT.url },
    ],
  ],
];

const protocols = new Map([...PROTOCOLS, ...MORE_PROTOCOLS.map((protocol) => [protocol.name, protocol] as const)]);
const request = (messages: readonly RequestMessage[]): ChatRequest => ({
  messages,
  text: messages.at(-1)?.content ?? '',
  conversationId: 'c',
});
const body = (name: string, messages: readonly RequestMessage[]): unknown =>
  JSON.parse(JSON.stringify(protocols.get(name)!.body(request(messages))));
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (Object(inner) as Readonly<Record<string, unknown>>)[key], value);

describe('files of a question in the shape of a protocol', () => {
  for (const [name, path, expected] of SHAPES) {
    it(`${name}: ${path}`, () => {
      expect(at(body(name, [QUESTION]), path)).to.deep.equal(expected);
    });
  }

  for (const [name, path, expected] of SHAPES.filter(([, , list]) => Array.isArray(list) && list.length === 6)) {
    it(`${name}: a file without words is sent without an empty text`, () => {
      const [, ...files] = expected as unknown[];
      expect(at(body(name, [{ ...QUESTION, content: '' }]), path)).to.deep.equal(files);
    });
  }

  for (const [name] of protocols) {
    it(`${name}: a request without files, and one without messages, is as it always was`, () => {
      const { files: _files, ...plain } = QUESTION;
      expect(JSON.stringify(body(name, [plain]))).not.to.match(/file|image|upload|attachments":\[[^\]]|base64/i);
      expect(() => body(name, [])).not.to.throw();
    });
  }
});
