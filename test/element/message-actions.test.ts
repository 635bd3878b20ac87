import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Message } from '../../src/element.ts';
import { ChatHarness, delta, DONE } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

/** 14 November 2026, 09:41 here. */
const MORNING = new Date(2026, 10, 14, 9, 41).getTime();
const DAY_MS = 86_400_000;

const message = (id: string, role: 'user' | 'assistant', text: string, createdAt = MORNING): Message => ({
  id,
  role,
  parts: [{ type: 'text', text, revision: 0 }],
  status: 'complete',
  createdAt,
});

const conversation = [message('q', 'user', 'How long?'), message('a', 'assistant', 'Two **days**.')];

async function mount(attributes: Record<string, string | true> = {}, messages = conversation): Promise<ChatHarness> {
  const chat = await ChatHarness.mount({ attributes });
  chat.element.setMessages(messages);
  await chat.element.updateComplete;
  return chat;
}

describe('rating an answer', () => {
  it('is offered where the page wants it, and for answers only', async () => {
    const chat = await mount();
    expect(chat.parts('feedback-up')).to.deep.equal([]);
    chat.element.feedback = true;
    await chat.element.updateComplete;
    expect(chat.parts('feedback-up').length).to.equal(1);
  });

  it('tells the page which answer, stays pressed, and can be taken back', async () => {
    const chat = await mount({ feedback: true });
    chat.press('feedback-up');
    await chat.until(() => chat.part('feedback-up')!.ariaPressed === 'true');
    chat.press('feedback-up');
    await chat.until(() => chat.part('feedback-up')!.ariaPressed === 'false');
    const told = chat.events.filter(({ type }) => type === 'chat-feedback').map(({ detail }) => detail);
    expect(told).to.deep.equal([
      { message: conversation[1], value: 'up' },
      { message: conversation[1], value: 'none' },
    ]);
  });

  it('takes a few words along, by keyboard alone', async () => {
    const chat = await mount({ feedback: true });
    chat.part('feedback-down')!.focus();
    await sendKeys({ press: 'Enter' });
    await chat.until(() => chat.part('comment-input') !== null);
    await sendKeys({ press: 'Tab' });
    expect(chat.root.activeElement).to.equal(chat.part('comment-input'));
    await sendKeys({ type: 'Wrong day' });
    await sendKeys({ press: 'Enter' });
    await chat.until(() => chat.part('comment-form') === null);
    expect(chat.events.at(-1)).to.deep.equal({
      type: 'chat-feedback',
      detail: { message: conversation[1], value: 'down', comment: 'Wrong day' },
    });
    await chat.until(() => chat.root.activeElement === chat.part('feedback-down'));
  });

  it('stands without words', async () => {
    const chat = await mount({ feedback: true });
    chat.press('feedback-down');
    await chat.until(() => chat.part('comment-form') !== null);
    chat.press('comment-cancel-button');
    await chat.until(() => chat.part('comment-form') === null);
    expect(chat.part('feedback-down')!.ariaPressed).to.equal('true');
  });
});

describe('editing a question', () => {
  it('asks it anew; what followed is gone', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url);
    await chat.ask('How lang?');
    await stream.write(delta('What?') + DONE);
    await chat.untilStatus('complete');
    chat.press('edit-button');
    await chat.until(() => chat.root.activeElement === chat.part('edit-input'));
    const field = chat.part('edit-input') as HTMLTextAreaElement;
    expect(field.value).to.equal('How lang?');
    field.value = 'How long?';
    await sendKeys({ press: 'Enter' });
    await stream.write(delta('Two days.') + DONE);
    await chat.untilAnswer('Two days.');
    expect(chat.messages().map(({ text }) => text)).to.deep.equal(['How long?', 'Two days.']);
  });

  it('Escape leaves everything as it was, and gives the focus back', async () => {
    const chat = await mount();
    chat.press('edit-button');
    await chat.until(() => chat.root.activeElement === chat.part('edit-input'));
    (chat.part('edit-input') as HTMLTextAreaElement).value = 'Something else';
    await sendKeys({ press: 'Escape' });
    await chat.until(() => chat.part('edit-form') === null);
    expect(chat.messages().map(({ text }) => text)).to.deep.equal(['How long?', 'Two days.']);
    await chat.until(() => chat.root.activeElement === chat.part('edit-button'));
  });

  it('words that the page keeps from leaving stay in the form, and what followed the question stays too', async () => {
    const chat = await mount({ endpoint: '/nowhere' });
    chat.element.addEventListener('chat-before-send', (event) => event.preventDefault());
    chat.press('edit-button');
    await chat.until(() => chat.part('edit-input') !== null);
    (chat.part('edit-input') as HTMLTextAreaElement).value = 'How far?';
    chat.press('edit-submit-button');
    await chat.element.updateComplete;
    expect(chat.element.messages).to.deep.equal(conversation);
    expect((chat.part('edit-input') as HTMLTextAreaElement | null)?.value).to.equal('How far?');
  });

  it('an empty question is not asked', async () => {
    const chat = await mount();
    chat.press('edit-button');
    await chat.until(() => chat.part('edit-input') !== null);
    (chat.part('edit-input') as HTMLTextAreaElement).value = '  ';
    chat.press('edit-submit-button');
    await chat.element.updateComplete;
    expect(chat.element.messages).to.deep.equal(conversation);
    expect(chat.part('edit-form')).not.to.equal(null);
  });

  it('is not offered where nothing can be asked', async () => {
    for (const attribute of ['read-only', 'disabled'])
      expect((await mount({ [attribute]: true })).part('edit-button'), attribute).to.equal(null);
  });
});

describe('times and names', () => {
  it('timestamps say the time below each message in the reader’s way, and the day between days', async () => {
    const chat = await mount({ timestamps: true, lang: 'en-GB' }, [
      message('y', 'user', 'One', Date.now() - DAY_MS),
      message('t', 'assistant', 'Two', Date.now()),
      message('u', 'user', 'Three', Date.now()),
    ]);
    expect(chat.parts('date').map(({ textContent }) => textContent)).to.deep.equal(['yesterday', 'today']);
    const stamp = chat.part('timestamp') as HTMLTimeElement;
    expect(stamp.textContent).to.match(/^\d\d:\d\d$/);
    expect(Date.parse(stamp.dateTime)).to.equal(chat.element.messages[0]!.createdAt);
    chat.element.timestamps = false;
    await chat.element.updateComplete;
    expect(chat.parts('timestamp')).to.deep.equal([]);
    expect(chat.parts('date')).to.deep.equal([]);
  });

  it('a lang that is none, and a time that is none, break nothing', async () => {
    const chat = await mount({ timestamps: true, lang: '§$%' }, [
      message('a', 'user', 'One', NaN),
      message('b', 'assistant', 'Two', Infinity),
      message('c', 'user', 'Three', MORNING),
    ]);
    expect(chat.parts('timestamp').length).to.equal(1);
    expect(chat.messages().length).to.equal(3);
  });

  it('avatars show who speaks, once per turn', async () => {
    const chat = await mount({ avatars: true, heading: 'Linden' }, [
      ...conversation,
      message('b', 'assistant', 'Or three.'),
    ]);
    expect(chat.parts('name').map(({ textContent }) => textContent)).to.deep.equal(['Linden']);
    expect(chat.part('avatar')!.textContent.trim()).to.equal('L');
    chat.element.user = { name: 'Mira', avatar: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' };
    await chat.element.updateComplete;
    expect(chat.parts('name').map(({ textContent }) => textContent)).to.deep.equal(['Mira', 'Linden']);
    expect((chat.part('avatar-image') as HTMLImageElement).src).to.match(/^data:image\/gif/);
  });
});

describe('quoting', () => {
  it('puts selected words of the transcript into the field, before the draft', async () => {
    const chat = await mount();
    chat.element.draft = 'Really?';
    const root = chat.root as ShadowRoot & { getSelection?: () => Selection };
    const selection = root.getSelection?.() ?? document.getSelection()!;
    selection.selectAllChildren(chat.part('paragraph')!);
    await chat.until(() => chat.part('quote-button') !== null);
    chat.press('quote-button');
    await chat.until(() => chat.input.value === '> Two days.\n\nReally?');
    expect(chat.root.activeElement).to.equal(chat.input);
    await chat.until(() => chat.part('quote-button') === null);
  });
});

describe('reading further up', () => {
  it('the way to the end says how many answers came meanwhile', async () => {
    const chat = await mount({}, [message('q', 'user', 'Go'), message('a', 'assistant', 'Line.\n\n'.repeat(80))]);
    await chat.until(() => chat.log.scrollHeight > chat.log.clientHeight + 300);
    await chat.until(() => chat.log.scrollTop > 100);
    chat.log.scrollTop = 0;
    await chat.until(() => chat.part('jump-button') !== null);
    chat.element.addMessage(message('b', 'assistant', 'News'));
    await chat.until(() => chat.part('jump-button')?.textContent.trim() === '1');
    expect(chat.part('jump-button')!.ariaLabel).to.equal('Jump to the latest text. 1 new message');
    expect(chat.element.unread).to.equal(1);
    chat.press('jump-button');
    await chat.until(() => chat.element.unread === 0 && chat.part('jump-button') === null);
  });
});

describe('copying a message', () => {
  it('says that it did, for a moment', async () => {
    const chat = await mount();
    const own = navigator.clipboard.writeText.bind(navigator.clipboard);
    let copied = '';
    let heard = '';
    Object.assign(chat.element, { ariaNotify: (words: string) => (heard = words) });
    navigator.clipboard.writeText = (text) => Promise.resolve(void (copied = text));
    try {
      chat.parts('copy-button').at(-1)!.click();
      await chat.until(() => chat.parts('copy-button').at(-1)!.ariaLabel === 'Copied');
    } finally {
      navigator.clipboard.writeText = own;
    }
    expect(copied).to.equal('Two **days**.');
    expect(heard).to.equal('Copied');
  });

  it('or only its code, which the name of the button says', async () => {
    const chat = await mount();
    chat.element.setMessages([message('c', 'assistant', '```js\nlet a;\n```')]);
    await chat.until(() => chat.part('code-copy-button') !== null);
    const own = navigator.clipboard.writeText.bind(navigator.clipboard);
    let copied = '';
    navigator.clipboard.writeText = (text) => Promise.resolve(void (copied = text));
    try {
      expect(chat.part('code-copy-button')!.ariaLabel).to.equal('Copy js code');
      chat.press('code-copy-button');
      await chat.until(() => chat.part('code-copy-button')!.ariaLabel === 'Copied');
      await chat.until(() => chat.part('code-copy-button')!.ariaLabel === 'Copy js code');
    } finally {
      navigator.clipboard.writeText = own;
    }
    expect(copied.trim()).to.equal('let a;');
  });

  it('by selecting it takes none of the words of its controls along', async () => {
    const chat = await mount();
    chat.element.setMessages([message('c', 'assistant', 'Say:\n\n```js\nlet a;\n```')]);
    await chat.until(() => chat.part('code-block') !== null);
    expect(getComputedStyle(chat.part('code-header')!).userSelect).to.equal('none');
    const selection = getSelection()!;
    selection.selectAllChildren(chat.part('content')!);
    const selected = selection.toString();
    selection.removeAllRanges();
    // Firefox copies what is selected in a shadow tree, and tells a script that it is nothing.
    if (selected !== '') expect(selected.split(/\s*\n\s*/)).to.deep.equal(['Say:', 'let a;']);
  });
});
