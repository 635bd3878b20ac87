import { expect } from '@open-wc/testing';
import { composer } from '../../src/composer/composer.ts';
import { StreamChat } from '../../src/element.ts';
import { ChatHarness, eventually, warnings } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

const PIXEL = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);
const picture = (name = 'dot.png'): File => new File([PIXEL], name, { type: 'image/png' });
const note = (name = 'note.txt', size = 5): File => new File(['x'.repeat(size)], name, { type: 'text/plain' });

function transfer(files: readonly File[], text = ''): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  if (text) data.setData('text/plain', text);
  return data;
}

describe('files in the composer', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;

  before(() => void (StreamChat.composer = composer));
  after(() => void (StreamChat.composer = null));

  const mount = async (attributes: Readonly<Record<string, string | true>> = {}): Promise<void> => {
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url, {
      attributes: { attachments: true, protocol: 'vercel', heading: 'Help', ...attributes },
    });
  };
  beforeEach(() => mount());

  const pick = async (...files: File[]): Promise<void> => {
    const input = chat.part('file-input') as HTMLInputElement;
    Object.defineProperty(input, 'files', { value: transfer(files).files, configurable: true });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await chat.element.updateComplete;
  };
  const paste = (data: DataTransfer): boolean => {
    const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
    // Firefox takes none from a script.
    Object.defineProperty(event, 'clipboardData', { value: data });
    return !chat.input.dispatchEvent(event);
  };
  const drag = (type: string, target: Element, data: DataTransfer, relatedTarget?: Element): boolean =>
    !target.dispatchEvent(
      new DragEvent(type, {
        dataTransfer: data,
        bubbles: true,
        composed: true,
        cancelable: true,
        ...(relatedTarget && { relatedTarget }),
      }),
    );
  const states = (): (string | undefined)[] => chat.parts('picked-file').map(({ dataset }) => dataset['state']);
  const pickedNames = (): (string | null)[] => chat.parts('picked-file-name').map(({ textContent }) => textContent);
  const ready = (count: number): Promise<void> =>
    chat.until(() => states().length === count && states().every((state) => state === 'ready'), `${count} are ready`);
  const problems = (): (string | null)[] =>
    chat.parts('composer-problem-sentence').map(({ textContent }) => textContent);
  const isSendable = (): boolean => !(chat.part('send-button') as HTMLButtonElement).disabled;
  const sent = async (): Promise<unknown> => {
    const [request] = await eventually(
      () => stream.requests(),
      ({ length }) => length > 0,
      'a request',
    );
    const { messages } = JSON.parse(request!.body) as { messages: { parts: unknown }[] };
    return messages.at(-1)!.parts;
  };

  describe('by the button', () => {
    it('opens the browser’s own picker, with what is accepted', async () => {
      await mount({ accept: 'image/*,.pdf' });
      const input = chat.part('file-input') as HTMLInputElement;
      let isOpened = false;
      input.click = () => void (isOpened = true);
      chat.press('attach-button');
      expect([isOpened, input.accept, input.multiple, input.hidden]).to.deep.equal([true, 'image/*,.pdf', true, true]);
    });

    it('shows a picture small, and name and size of each', async () => {
      await pick(picture(), note('report.txt', 1500));
      await ready(2);
      await chat.until(() => chat.root.querySelector('img.picked-image') !== null);
      expect(pickedNames()).to.deep.equal(['dot.png', 'report.txt']);
      expect(chat.parts('picked-file-detail')[1]!.textContent).to.equal('1.5 kB');
      expect(chat.part('picked-files')!.ariaLabel).to.equal('Files to send');
    });

    it('sends them with the words, shows them in the message, and starts anew', async () => {
      await pick(picture(), note());
      await ready(2);
      await chat.ask('What is it?');
      await chat.until(() => chat.messages().length === 2);
      expect(await sent()).to.deep.equal([
        { type: 'text', text: 'What is it?' },
        {
          type: 'file',
          mediaType: 'image/png',
          filename: 'dot.png',
          url: `data:image/png;base64,${btoa(String.fromCharCode(...PIXEL))}`,
        },
        { type: 'file', mediaType: 'text/plain', filename: 'note.txt', url: 'data:text/plain;base64,eHh4eHg=' },
      ]);
      expect(chat.parts('picked-file').length).to.equal(0);
      expect(chat.part('file-image')!.getAttribute('alt')).to.equal('dot.png');
      expect(chat.part('file-name')!.textContent).to.equal('note.txt');
    });

    it('sends a file without words', async () => {
      expect(isSendable()).to.equal(false);
      await pick(note());
      await ready(1);
      expect(isSendable()).to.equal(true);
      chat.press('send-button');
      await chat.until(() => chat.messages().length === 2);
      expect(await sent()).to.have.lengthOf(1);
    });

    it('removes one before it is sent, and the focus goes into the text field', async () => {
      await pick(note('a.txt'), note('b.txt'));
      await ready(2);
      const remove = chat.parts('file-remove-button')[0]!;
      expect(remove.ariaLabel).to.equal('Remove a.txt');
      chat.element.focus();
      remove.click();
      await chat.until(() => pickedNames().join() === 'b.txt');
      await chat.ask('Go');
      expect(await sent()).to.have.lengthOf(2);
    });

    it('keeps files and draft when the page keeps the message from leaving', async () => {
      chat.element.addEventListener('chat-before-send', (event) => event.preventDefault(), { once: true });
      await pick(note());
      await ready(1);
      await chat.ask('Stay');
      expect(pickedNames()).to.deep.equal(['note.txt']);
      expect(chat.input.value).to.equal('Stay');
    });
  });

  describe('by pasting', () => {
    it('takes a picture', async () => {
      expect(paste(transfer([picture('image.png')]))).to.equal(true);
      await ready(1);
      expect(pickedNames()).to.deep.equal(['image.png']);
    });

    it('leaves words alone, also where a picture of them comes along', () => {
      expect(paste(transfer([], 'Words'))).to.equal(false);
      expect(paste(transfer([picture()], 'Cells of a table'))).to.equal(false);
      expect(chat.parts('picked-file').length).to.equal(0);
    });
  });

  describe('by dropping', () => {
    it('says where, and takes what falls on the panel', async () => {
      const log = chat.log;
      expect(drag('dragenter', log, transfer([note()]))).to.equal(true);
      expect(drag('dragover', log, transfer([note()]))).to.equal(true);
      await chat.until(() => chat.part('drop-hint')?.textContent === 'Drop files here');
      drag('dragleave', log, transfer([note()]), chat.part('header')!);
      await chat.element.updateComplete;
      expect(chat.part('drop-hint') !== null, 'still within the panel').to.equal(true);
      drag('drop', log, transfer([note()]));
      await ready(1);
      expect(chat.part('drop-hint')).to.equal(null);
    });

    it('takes its words back when the files leave', async () => {
      drag('dragenter', chat.log, transfer([note()]));
      await chat.until(() => chat.part('drop-hint') !== null);
      drag('dragleave', chat.log, transfer([note()]), document.body);
      await chat.until(() => chat.part('drop-hint') === null);
    });

    it('leaves text that is dragged, files beside the panel, and a chat without files to the browser', async () => {
      expect(drag('dragover', chat.input, transfer([], 'Words'))).to.equal(false);
      expect(drag('dragover', document.body, transfer([note()]))).to.equal(false);
      expect(drag('drop', document.body, transfer([note()]))).to.equal(false);
      chat.element.disabled = true;
      await chat.element.updateComplete;
      expect(drag('drop', chat.log, transfer([note()]))).to.equal(false);
      expect(chat.parts('picked-file').length).to.equal(0);
    });
  });

  describe('that cannot go along', () => {
    it('says of each why, in a sentence that can be sent away', async () => {
      await mount({ accept: 'text/*', 'max-file-size': '10', 'max-files': '2' });
      await pick(picture(), note('empty.txt', 0), note('huge.txt', 11), note('1.txt'), note('2.txt'), note('3.txt'));
      await ready(2);
      expect(problems()).to.deep.equal([
        'dot.png is not a kind of file that can be sent here.',
        'empty.txt is empty.',
        'huge.txt is larger than 10 byte.',
        'Only 2 files can go with one message.',
      ]);
      chat.press('composer-problem-close-button');
      await chat.until(() => problems().length === 0);
    });

    it('of thirty files takes ten, and says one sentence', async () => {
      await pick(...Array.from({ length: 30 }, (_, index) => note(`${index}.txt`)));
      await ready(10);
      expect(problems()).to.deep.equal(['Only 10 files can go with one message.']);
      const panel = chat.part('panel')!.getBoundingClientRect();
      expect(chat.input.getBoundingClientRect().bottom).to.be.at.most(panel.bottom);
      expect(chat.log.clientHeight).to.be.greaterThan(50);
    });

    it('of thirty wrong ones names three', async () => {
      await mount({ accept: '.pdf' });
      await pick(...Array.from({ length: 30 }, (_, index) => note(`${index}.txt`)));
      expect(problems().length).to.equal(4);
      expect(problems()[3]).to.equal('27 files more cannot be sent.');
    });

    it('is a huge file, which is not read', async () => {
      const huge = note('huge.iso');
      Object.defineProperty(huge, 'size', { value: 5e12 });
      await pick(huge);
      expect(problems()).to.deep.equal(['huge.iso is larger than 10 MB.']);
      expect(chat.parts('picked-file').length).to.equal(0);
    });

    it('is one whose reading fails: it says so, is not sent, and can be tried again', async () => {
      const own = FileReader.prototype.readAsDataURL;
      FileReader.prototype.readAsDataURL = function fail(this: FileReader) {
        setTimeout(() => this.dispatchEvent(new ProgressEvent('error')));
      };
      try {
        await pick(note('gone.txt'));
        await chat.until(() => states().join() === 'failed');
      } finally {
        FileReader.prototype.readAsDataURL = own;
      }
      expect(chat.part('picked-file-detail')!.textContent).to.equal('Could not be read');
      await chat.ask('Send it');
      expect(chat.messages()).to.deep.equal([]);
      chat.press('file-retry-button');
      await ready(1);
      expect(isSendable()).to.equal(true);
    });

    it('has a name of 10,000 characters, and stays in its place', async () => {
      await pick(note(`${'x'.repeat(10_000)}.txt`));
      await ready(1);
      const panel = chat.part('panel')!.getBoundingClientRect();
      expect(chat.part('picked-file')!.getBoundingClientRect().right).to.be.at.most(panel.right);
      expect(chat.part('picked-file')!.getBoundingClientRect().height).to.be.below(80);
    });

    it('is a picture that is none: without a thumbnail, but sent', async () => {
      await pick(new File(['not a picture'], 'broken.png', { type: 'image/png' }));
      await ready(1);
      expect(chat.root.querySelector('img')).to.equal(null);
    });
  });

  describe('to an upload endpoint', () => {
    let upload: SteppedStream;

    beforeEach(async () => {
      upload = new SteppedStream();
      await mount({ 'upload-url': upload.url });
      chat.element.headers = () =>
        Promise.resolve(new Headers({ 'X-Token': 'abc', 'Content-Type': 'application/json' }));
    });
    const respond = async (status: number, body: string, headers: Record<string, string> = {}): Promise<void> => {
      await upload.open({ status, headers });
      if (body) await upload.write(body);
      await upload.end();
    };

    it('posts a form with the file and the page’s headers, and sends the address', async () => {
      await pick(note('a.txt'));
      expect(isSendable()).to.equal(false);
      await respond(201, '{"url":"/files/1"}', { 'content-type': 'application/json' });
      await ready(1);
      const [request] = await upload.requests();
      expect(request!.method).to.equal('POST');
      expect(request!.headers['x-token']).to.equal('abc');
      expect(request!.headers['content-type']).to.match(/^multipart\/form-data; boundary=/);
      expect(request!.body).to.match(/name="file"; filename="a.txt"\r\nContent-Type: text\/plain\r\n\r\nxxxxx\r\n/);
      await chat.ask('Look');
      expect(await sent()).to.deep.equal([
        { type: 'text', text: 'Look' },
        {
          type: 'file',
          mediaType: 'text/plain',
          filename: 'a.txt',
          url: new URL('/files/1', location.href).href,
        },
      ]);
    });

    const ANSWERS: readonly (readonly [name: string, body: string, headers: Record<string, string>, path: string])[] = [
      ['a list', '[{"url":"https://files.example/1"}]', {}, 'https://files.example/1'],
      ['files', '{"files":[{"url":"https://files.example/2"}]}', {}, 'https://files.example/2'],
      ['data', '{"data":{"url":"https://files.example/3"}}', {}, 'https://files.example/3'],
      ['its text', 'https://files.example/4\n', {}, 'https://files.example/4'],
      ['a header', '', { location: 'https://files.example/5' }, 'https://files.example/5'],
    ];
    for (const [name, body, headers, path] of ANSWERS) {
      it(`finds the address in ${name}`, async () => {
        await pick(note());
        await respond(200, body, headers);
        await ready(1);
        await chat.ask('Look');
        expect(((await sent()) as { url?: string }[])[1]!.url).to.equal(path);
      });
    }

    const FAILURES: readonly (readonly [status: number, body: string, words: string])[] = [
      [413, '', 'Too large for the server'],
      [500, 'Oops', 'Could not be uploaded'],
      [503, '', 'Could not be uploaded'],
      [415, '{"error":"No"}', 'The server did not take it'],
      [200, '', 'Could not be uploaded'],
      [200, '{"ok":true}', 'Could not be uploaded'],
      [200, '{"url":"javascript:alert(1)"}', 'Could not be uploaded'],
      [200, '<!doctype html> <p>Sign in</p>', 'Could not be uploaded'],
    ];
    for (const [status, body, words] of FAILURES) {
      it(`says what went wrong after ${status} ${body}, and tries again when asked`, async () => {
        await pick(note());
        await respond(status, body);
        await chat.until(() => states().join() === 'failed');
        expect(chat.part('picked-file-detail')!.textContent).to.equal(words);
        expect(isSendable()).to.equal(false);
        chat.press('file-retry-button');
        await respond(200, '{"url":"/files/1"}');
        await ready(1);
      });
    }

    it('gives up an upload that does not go on (S21)', async () => {
      chat.element.idleTimeout = 30;
      await pick(note());
      await chat.until(() => states().join() === 'failed');
      expect(chat.part('picked-file-detail')!.textContent).to.equal('The upload took too long');
    });

    it('aborts the upload of a file that is removed, and of an element that goes away', async () => {
      await pick(note('a.txt'), note('b.txt'));
      await eventually(
        () => upload.requests(),
        ({ length }) => length === 2,
        'two uploads',
      );
      chat.press('file-remove-button');
      const closed = (count: number): Promise<unknown> =>
        eventually(
          () => upload.requests(),
          (requests) => requests.filter(({ closedByPage }) => closedByPage).length === count,
          `${count} closed`,
        );
      await closed(1);
      expect(states()).to.deep.equal(['loading']);
      chat.remove();
      await closed(2);
    });
  });

  it('says to a screen reader what came and went, and what went wrong', async () => {
    const said: string[] = [];
    Object.assign(chat.element, { ariaNotify: (words: string) => said.push(words) });
    await pick(note(), note('empty.txt', 0));
    await ready(1);
    chat.press('file-remove-button');
    await eventually(
      () => Promise.resolve(said.join(' ')),
      (words) => words.includes('removed'),
      'the announcement',
    );
    expect(said.join(' ')).to.equal('1 file added. empty.txt is empty. note.txt removed.');
  });

  it('is not there without the attribute, while disabled, and in a chat that is only read', async () => {
    for (const property of ['disabled', 'readOnly', 'attachments'] as const) {
      await mount();
      chat.element[property] = property !== 'attachments';
      await chat.element.updateComplete;
      expect(chat.part('attach-button'), property).to.equal(null);
    }
  });
});

describe('a page that asks for files without their script', () => {
  it('is told so once', async () => {
    const said = await warnings(async () => {
      const chat = await ChatHarness.mount({ attributes: { attachments: true } });
      await chat.type('One');
      await chat.type('Two');
      const other = await ChatHarness.mount({ attributes: { voice: true } });
      await other.type('Three');
      expect(chat.part('attach-button')).to.equal(null);
    });
    expect(said).to.deep.equal([
      '<stream-chat> needs stream-chat-composer.js for "attachments", "voice" and "commands".',
    ]);
  });
});
