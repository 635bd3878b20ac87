import { expect } from '@open-wc/testing';
import { StreamChat } from '../../src/element.ts';
import { ChatHarness } from '../support/chat-harness.ts';

const { translations } = StreamChat;

describe('the language of a chat (I-06)', () => {
  const root = document.documentElement;

  beforeEach(() => {
    translations.set('de', { placeholder: 'Frage stellen …', failed: { timeout: { title: 'Keine Antwort' } } });
    translations.set('ar', { placeholder: 'اكتب سؤالك…', direction: 'rtl' });
    translations.set('zh-Hans', { placeholder: '输入问题…' });
  });

  afterEach(() => {
    for (const name of ['de', 'ar', 'zh-Hans']) translations.delete(name);
    root.removeAttribute('lang');
    root.removeAttribute('dir');
  });

  const direction = (chat: ChatHarness): string => getComputedStyle(chat.part('log')!).direction;

  for (const [lang, placeholder] of [
    ['de', 'Frage stellen …'],
    ['de-AT', 'Frage stellen …'],
    ['zh-CN', '输入问题…'],
    ['zh', '输入问题…'],
    ['zh-TW', 'Ask a question…'],
    ['fr', 'Ask a question…'],
    ['not a language', 'Ask a question…'],
    ['', 'Ask a question…'],
  ] as const) {
    it(`is found for lang="${lang}"`, async () => {
      const chat = await ChatHarness.mount({ attributes: { lang } });
      expect(chat.input.placeholder).to.equal(placeholder);
    });
  }

  it('is English for each word that a translation lacks, also in its lists', async () => {
    const chat = await ChatHarness.mount({ attributes: { lang: 'de' } });
    expect(chat.input.ariaLabel).to.equal('Message');
    chat.element.endpoint = '';
    await chat.ask('Hello?');
    await chat.untilStatus('failed');
    expect(chat.notice()).to.match(/^Message could not be sent/);
  });

  it('is the one of the nearest element around it, beyond shadow roots', async () => {
    root.lang = 'fr';
    const host = document.createElement('div');
    host.lang = 'de';
    document.body.append(host);
    const parent = document.createElement('div');
    host.attachShadow({ mode: 'open' }).append(parent);
    const chat = await ChatHarness.mount({ parent });
    expect(chat.input.placeholder).to.equal('Frage stellen …');
    host.remove();
  });

  it('changes with the page, and with its own attribute', async () => {
    const chat = await ChatHarness.mount();
    root.lang = 'de';
    await chat.until(() => chat.input.placeholder === 'Frage stellen …');
    chat.element.lang = 'zh-Hans';
    await chat.until(() => chat.input.placeholder === '输入问题…');
  });

  it('comes below the words that the site gives, one by one', async () => {
    const strings = { placeholder: 'Was möchten Sie wissen?', interrupted: {} };
    const chat = await ChatHarness.mount({ attributes: { lang: 'de' }, properties: { strings } });
    expect(chat.input.placeholder).to.equal('Was möchten Sie wissen?');
  });

  it('brings its direction where the page has none, and follows a page that has one (I-03)', async () => {
    const chat = await ChatHarness.mount({ attributes: { lang: 'ar' } });
    expect(direction(chat)).to.equal('rtl');
    root.dir = 'ltr';
    await chat.until(() => direction(chat) === 'ltr');
    root.removeAttribute('dir');
    chat.element.lang = 'de';
    await chat.until(() => chat.input.placeholder === 'Frage stellen …');
    expect(direction(chat)).to.equal('ltr');
    chat.element.dir = 'rtl';
    await chat.until(() => direction(chat) === 'rtl');
  });
});
