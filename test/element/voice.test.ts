import { expect } from '@open-wc/testing';
import { composer } from '../../src/composer/composer.ts';
import { StreamChat } from '../../src/element.ts';
import { ChatHarness, nextTask } from '../support/chat-harness.ts';

/** A browser that listens as the test says. */
class FakeRecognition extends EventTarget {
  static newest: FakeRecognition;
  lang = '';
  continuous = false;
  interimResults = false;
  state = 'new';

  constructor() {
    super();
    FakeRecognition.newest = this;
  }

  start(): void {
    this.state = 'started';
  }

  abort(): void {
    this.state = 'aborted';
    this.dispatchEvent(new Event('end'));
  }

  hear(...phrases: string[]): void {
    const results = phrases.map((transcript) => [{ transcript }]);
    this.dispatchEvent(Object.assign(new Event('result'), { results }));
  }

  fail(error: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { error }));
    this.dispatchEvent(new Event('end'));
  }
}

const NAMES = ['SpeechRecognition', 'webkitSpeechRecognition'] as const;
const page = globalThis as unknown as Record<string, unknown>;

describe('speaking instead of typing', () => {
  const own = NAMES.map((name) => page[name]);
  let chat: ChatHarness;

  before(() => void (StreamChat.composer = composer));
  after(() => {
    StreamChat.composer = null;
    NAMES.forEach((name, index) => (page[name] = own[index]));
  });

  beforeEach(async () => {
    page['SpeechRecognition'] = FakeRecognition;
    chat = await ChatHarness.mount({ attributes: { voice: true, lang: 'de-AT' } });
  });

  const start = async (): Promise<FakeRecognition> => {
    chat.press('voice-button');
    await chat.element.updateComplete;
    return FakeRecognition.newest;
  };
  const problem = (): string | undefined => chat.part('composer-problem-sentence')?.textContent ?? undefined;

  it('is offered only where the browser can listen', async () => {
    expect(chat.part('voice-button') !== null).to.equal(true);
    for (const name of NAMES) page[name] = undefined;
    const deaf = await ChatHarness.mount({ attributes: { voice: true } });
    expect(deaf.part('voice-button')).to.equal(null);
    page['webkitSpeechRecognition'] = FakeRecognition;
    const older = await ChatHarness.mount({ attributes: { voice: true } });
    expect(older.part('voice-button') !== null).to.equal(true);
  });

  it('is off unless the site wants it', async () => {
    const plain = await ChatHarness.mount();
    expect(plain.part('voice-button')).to.equal(null);
  });

  it('writes what is heard behind the draft, also before it is certain, and sends nothing', async () => {
    chat.element.draft = 'Hello,';
    const recognition = await start();
    expect([recognition.state, recognition.lang, recognition.interimResults]).to.deep.equal(['started', 'de-AT', true]);
    recognition.hear('where is');
    expect(chat.element.draft).to.equal('Hello, where is');
    recognition.hear('where is my', ' parcel');
    await chat.element.updateComplete;
    expect(chat.input.value).to.equal('Hello, where is my parcel');
    recognition.abort();
    await chat.element.updateComplete;
    expect(chat.messages()).to.deep.equal([]);
    expect(chat.part('voice-button')!.ariaLabel).to.equal('Speak');
  });

  it('says that it listens, and stops when pressed again', async () => {
    const recognition = await start();
    expect(chat.part('voice-button')!.ariaLabel).to.equal('Stop listening');
    chat.press('voice-button');
    await chat.element.updateComplete;
    expect(recognition.state).to.equal('aborted');
    recognition.hear('too late');
    expect(chat.element.draft).to.equal('');
  });

  it('ends when the visitor types, and what they typed stays', async () => {
    const recognition = await start();
    recognition.hear('where is');
    await chat.type('where is my hat');
    recognition.hear('where is my cat');
    expect(chat.element.draft).to.equal('where is my hat');
    expect(recognition.state).to.equal('aborted');
  });

  it('ends when the message is sent, and when the element goes away', async () => {
    const first = await start();
    first.hear('where is it');
    await chat.element.updateComplete;
    chat.key('Enter');
    await chat.until(() => chat.messages()[0]?.text === 'where is it');
    expect(first.state).to.equal('aborted');
    const second = await start();
    chat.element.remove();
    await nextTask();
    expect(second.state).to.equal('aborted');
  });

  const PROBLEMS: readonly (readonly [error: string, words: string])[] = [
    ['not-allowed', 'The microphone is not allowed. Allow it in the settings of your browser to speak.'],
    ['service-not-allowed', 'The microphone is not allowed. Allow it in the settings of your browser to speak.'],
    ['audio-capture', 'No microphone was found.'],
    ['no-speech', 'Nothing was heard.'],
    ['network', 'Speaking does not work right now.'],
    ['something-new', 'Speaking does not work right now.'],
  ];
  for (const [error, words] of PROBLEMS) {
    it(`says in a sentence why it ended: ${error}`, async () => {
      chat.element.draft = 'Kept';
      const recognition = await start();
      recognition.fail(error);
      await chat.element.updateComplete;
      expect(problem()).to.equal(words);
      expect(chat.part('voice-button')!.ariaLabel).to.equal('Speak');
      expect(chat.input.value).to.equal('Kept');
      chat.press('composer-problem-close-button');
      await chat.until(() => problem() === undefined);
    });
  }

  it('says so where the browser refuses at once', async () => {
    FakeRecognition.prototype.start = () => {
      throw new DOMException('No', 'InvalidStateError');
    };
    try {
      await start();
      expect(problem()).to.equal('Speaking does not work right now.');
    } finally {
      FakeRecognition.prototype.start = function start(this: FakeRecognition) {
        this.state = 'started';
      };
    }
  });
});
