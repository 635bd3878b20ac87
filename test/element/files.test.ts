import { expect } from '@open-wc/testing';
import { ChatHarness, eventually } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface Body {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly metadata?: unknown;
}

describe('files that a page sends', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;

  const bodies = async (count: number): Promise<Body[]> => {
    const requests = await eventually(
      () => stream.requests(),
      ({ length }) => length === count,
      `${count} requests`,
    );
    return requests.map(({ body }) => JSON.parse(body) as Body);
  };
  const answer = async (): Promise<void> => {
    await stream.write('data: {"choices":[{"delta":{"content":"I see."},"finish_reason":"stop"}]}\n\n');
    await stream.end();
    await chat.untilStatus('complete');
  };

  beforeEach(async () => {
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url, { attributes: { protocol: 'openai' } });
  });

  it('send({text, files}) reads a file and sends it as the protocol has it', async () => {
    void chat.element.send({ text: 'What is it?', files: [new File(['hello'], 'note.txt', { type: 'text/plain' })] });
    await chat.until(() => chat.messages().length === 2);
    const [body] = await bodies(1);
    expect(body!.messages[0]!.content).to.deep.equal([
      { type: 'text', text: 'What is it?' },
      { type: 'file', file: { filename: 'note.txt', file_data: 'data:text/plain;base64,aGVsbG8=' } },
    ]);
    expect(chat.part('file-name')!.innerText.trim()).to.equal('note.txt');
    expect(chat.part('file-size')!.textContent).to.equal('5 byte');
  });

  it('takes addresses and blobs without a name or a type, also without words', async () => {
    void chat.element.send({
      text: '',
      files: [new Blob(['x']), { url: 'https://files.example/a.pdf', name: 'a.pdf', mediaType: 'application/pdf' }],
    });
    await chat.until(() => chat.messages().length === 2);
    const [body] = await bodies(1);
    expect(body!.messages[0]!.content).to.deep.equal([
      { type: 'file', file: { filename: '', file_data: 'data:application/octet-stream;base64,eA==' } },
      { type: 'file', file: { filename: 'a.pdf', file_data: 'https://files.example/a.pdf' } },
    ]);
    expect(chat.parts('file-name').map((name) => name.innerText.trim())).to.deep.equal([
      'application/octet-stream',
      'a.pdf files.example',
    ]);
    const link = chat.part('file-link') as HTMLAnchorElement;
    expect([link.href, link.rel]).to.deep.equal(['https://files.example/a.pdf', 'noopener noreferrer nofollow']);
    expect(chat.parts('content').length).to.equal(0);
  });

  it('a message of files alone has its time and its actions, but nothing to copy; Tab stops there', async () => {
    chat.element.timestamps = true;
    chat.element.setMessages(
      (['user', 'assistant'] as const).map((role) => ({
        id: role,
        role,
        parts: [{ type: 'file', url: PIXEL, name: 'a.png', mediaType: 'image/png' }],
        status: 'complete',
        createdAt: Date.UTC(2026, 10, 14),
      })),
    );
    await chat.until(() => chat.parts('message').length === 2);
    const buttons = chat
      .parts('message')
      .map((message) => [...message.querySelectorAll('time, button')].map((control) => control.getAttribute('part')));
    expect(buttons).to.deep.equal([
      ['timestamp', 'edit-button'],
      ['timestamp', 'regenerate-button'],
    ]);
    expect(chat.parts('edit-button').map(({ tabIndex }) => tabIndex)).to.deep.equal([-1]);
    expect(chat.parts('regenerate-button').map(({ tabIndex }) => tabIndex)).to.deep.equal([0]);
  });

  it('and where nothing can be asked, Tab stops at the newest message with words', async () => {
    chat.element.readOnly = true;
    chat.element.setMessages([
      {
        id: 'a',
        role: 'assistant',
        parts: [{ type: 'text', text: 'Hello', revision: 0 }],
        status: 'complete',
        createdAt: 0,
      },
      {
        id: 'b',
        role: 'assistant',
        parts: [{ type: 'file', url: PIXEL, name: 'a.png' }],
        status: 'complete',
        createdAt: 0,
      },
    ]);
    await chat.until(() => chat.parts('message').length === 2);
    expect(chat.parts('copy-button').map(({ tabIndex }) => tabIndex)).to.deep.equal([0]);
  });

  it('shows a picture whose bytes are here, and fetches none (law 8)', async () => {
    void chat.element.send({
      text: 'Look',
      files: [
        { url: PIXEL, name: 'dot.png', mediaType: 'image/png' },
        { url: 'https://files.example/b.png', name: 'b.png', mediaType: 'image/png' },
        { url: 'javascript:alert(1)', name: 'c.png', mediaType: 'image/png' },
      ],
    });
    await chat.until(() => chat.parts('file').length === 3);
    expect(
      chat.parts('file-image').map((image) => [image.getAttribute('src'), image.getAttribute('alt')]),
    ).to.deep.equal([[PIXEL, 'dot.png']]);
    expect(chat.parts('file-link').map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://files.example/b.png',
    ]);
    expect(chat.parts('file-name')).to.have.lengthOf(2);
  });

  it('keeps the files of earlier questions with the conversation, and of a question that is changed', async () => {
    void chat.element.send({ text: 'Look', files: [{ url: PIXEL, name: 'dot.png', mediaType: 'image/png' }] });
    await chat.until(() => chat.messages().length === 2);
    await answer();
    void chat.element.edit(chat.element.messages[0]!.id, 'Look again');
    await chat.until(() => chat.answer()?.status === 'pending');
    const [, second] = await bodies(2);
    expect(second!.messages).to.deep.equal([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look again' },
          { type: 'image_url', image_url: { url: PIXEL } },
        ],
      },
    ]);
  });

  it('rejects when a file cannot be read, and nothing is sent', async () => {
    const file = new File(['x'], 'gone.txt');
    const own = FileReader.prototype.readAsDataURL;
    FileReader.prototype.readAsDataURL = function fail(this: FileReader) {
      Object.defineProperty(this, 'error', { value: new DOMException('It is gone.', 'NotFoundError') });
      setTimeout(() => this.dispatchEvent(new ProgressEvent('error')));
    };
    try {
      const error: unknown = await chat.element
        .send({ text: 'Look', files: [file] })
        .catch((reason: unknown) => reason);
      expect(String(error)).to.equal('NotFoundError: It is gone.');
    } finally {
      FileReader.prototype.readAsDataURL = own;
    }
    expect(chat.messages()).to.deep.equal([]);
    expect(await bodies(0)).to.deep.equal([]);
  });

  it('metadata goes along, over what the context says, also when the question is asked again', async () => {
    chat.element.context = { page: '/help', plan: 'free' };
    void chat.element.send({ text: 'Hello', metadata: { plan: 'team' } });
    await chat.until(() => chat.messages().length === 2);
    await answer();
    void chat.element.regenerate();
    await chat.until(() => chat.answer()?.status === 'pending');
    for (const { metadata } of await bodies(2)) expect(metadata).to.deep.equal({ page: '/help', plan: 'team' });
  });

  it('names the files in what is downloaded', () => {
    chat.element.setMessages([
      {
        id: 'q',
        role: 'user',
        parts: [
          { type: 'text', text: 'Look', revision: 0 },
          { type: 'file', url: PIXEL, name: 'dot.png' },
        ],
        status: 'complete',
        createdAt: 0,
      },
    ]);
    expect(chat.element.transcript('text')).to.equal('You: Look\n[dot.png]\n');
  });
});

describe('files that are kept', () => {
  it('name, size and thumbnail, but not the bytes, which would take the room of the conversation', async () => {
    const stream = new SteppedStream();
    sessionStorage.clear();
    const chat = await ChatHarness.ask(stream.url, { attributes: { persist: 'session', 'storage-key': 'files' } });
    const file = {
      url: `data:text/plain;base64,${'eHh4'.repeat(2_000_000)}`,
      name: 'big.txt',
      size: 6_000_000,
      thumbnail: PIXEL,
    };
    void chat.element.send({ text: 'Look', files: [file] });
    await chat.until(() => chat.messages().length === 2);
    chat.remove();
    await new Promise((resolve) => setTimeout(resolve));
    const again = await ChatHarness.ask(stream.url, { attributes: { persist: 'session', 'storage-key': 'files' } });
    await again.until(() => again.messages().length > 0);
    expect(again.element.messages[0]!.parts[1]).to.deep.equal({ ...file, type: 'file', url: '' });
    expect(again.part('file-image')!.getAttribute('src')).to.equal(PIXEL);
    sessionStorage.clear();
  });
});
