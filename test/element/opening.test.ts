import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { ChatHarness, delta, DONE } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

function onPage(markup: string): HTMLElement {
  const place = document.createElement('div');
  place.innerHTML = markup;
  document.body.append(place);
  return place.firstElementChild as HTMLElement;
}

describe('opening from the page', () => {
  afterEach(() => document.body.replaceChildren());

  for (const mode of ['floating', 'sidebar'] as const) {
    it(`any element with data-stream-chat-open opens a ${mode} chat, and gets the focus back`, async () => {
      const opener = onPage('<button type="button" data-stream-chat-open><b>Ask us</b></button>');
      const chat = await ChatHarness.mount({ attributes: { mode } });
      opener.focus();
      opener.querySelector('b')!.click();
      await chat.until(() => chat.root.activeElement !== null && chat.root.activeElement === chat.input);
      expect(chat.element.open).to.equal(true);
      await sendKeys({ press: 'Escape' });
      await chat.until(() => chat.part('panel') === null);
      await chat.until(() => document.activeElement === opener);
    });
  }

  it('a link with it opens the chat instead of its page', async () => {
    const link = onPage('<a href="#elsewhere" data-stream-chat-open>Contact</a>');
    const chat = await ChatHarness.mount({ attributes: { mode: 'floating' } });
    link.click();
    await chat.until(() => chat.element.open);
    expect(location.hash).to.equal('');
  });

  it('of several chats the named one opens, and without a name the first', async () => {
    const [one, two] = [
      await ChatHarness.mount({ attributes: { mode: 'floating', id: 'one' } }),
      await ChatHarness.mount({ attributes: { mode: 'floating', id: 'two' } }),
    ];
    onPage('<button type="button" data-stream-chat-open="two">Two</button>').click();
    await two.until(() => two.element.open);
    expect(one.element.open).to.equal(false);
    onPage('<button type="button" data-stream-chat-open>Any</button>').click();
    await one.until(() => one.element.open);
  });

  it('an inline chat gets the focus', async () => {
    const chat = await ChatHarness.mount();
    onPage('<button type="button" data-stream-chat-open>Ask</button>').click();
    await chat.until(() => chat.root.activeElement === chat.input);
  });

  it('invoker commands show, hide and toggle it', async () => {
    const chat = await ChatHarness.mount({ attributes: { mode: 'floating', id: 'chat' } });
    const command = (name: string): void =>
      onPage(`<button type="button" commandfor="chat" command="${name}">${name}</button>`).click();
    command('--show');
    await chat.until(() => chat.element.open);
    command('--hide');
    await chat.until(() => !chat.element.open);
    command('--toggle');
    await chat.until(() => chat.element.open);
    command('--explode');
    await chat.element.updateComplete;
    expect(chat.element.open).to.equal(true);
  });

  it('takes no clicks of the page when it is gone', async () => {
    const chat = await ChatHarness.mount({ attributes: { mode: 'floating' } });
    chat.remove();
    onPage('<button type="button" data-stream-chat-open>Ask</button>').click();
    expect(chat.element.open).to.equal(false);
  });
});

describe('a closed chat', () => {
  for (const mode of ['floating', 'sidebar'] as const) {
    it(`in ${mode} mode covers nothing but its launcher, and draws no panel`, async () => {
      const chat = await ChatHarness.mount({
        attributes: { mode, greeting: 'Hello', suggestions: '["One"]' },
      });
      expect(chat.part('panel')).to.equal(null);
      const { width, height } = chat.element.getBoundingClientRect();
      expect([width, height]).to.deep.equal([56, 56]);
      const covered: Element[] = [];
      for (let x = 5; x < innerWidth; x += 20)
        for (let y = 5; y < innerHeight; y += 20)
          if (document.elementFromPoint(x, y) === chat.element) covered.push(chat.element);
      expect(covered.length).to.be.at.most(9);
    });
  }

  it('an open one takes no clicks beside its panel and launcher', async () => {
    const chat = await ChatHarness.mount({ attributes: { mode: 'floating', open: true } });
    const { left, bottom } = chat.part('panel')!.getBoundingClientRect();
    // Beside the launcher, below the panel.
    expect(document.elementFromPoint(left + 20, bottom + 30) === chat.element).to.equal(false);
    expect(document.elementFromPoint(left + 20, bottom - 30) === chat.element).to.equal(true);
  });

  it('counts what comes, says it on its launcher, and forgets it when opened', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url, { attributes: { mode: 'floating', open: true } });
    await chat.ask('Hello?');
    chat.element.hide();
    await chat.until(() => chat.part('panel') === null);
    await stream.write(delta('Hi') + DONE);
    await chat.until(() => chat.element.unread === 1);
    expect(chat.part('badge')?.textContent).to.equal('1');
    expect(chat.part('launcher')!.ariaLabel).to.equal('Open chat. 1 new message');
    chat.element.show();
    await chat.until(() => chat.element.unread === 0);
    expect(chat.part('badge')).to.equal(null);
    const counts = chat.events.filter(({ type }) => type === 'chat-unread').map(({ detail }) => detail);
    expect(counts).to.deep.equal([{ unread: 1 }, { unread: 0 }]);
  });

  it('takes a conversation that the page gives it as history, not as news', async () => {
    const chat = await ChatHarness.mount({ attributes: { mode: 'floating' } });
    const message = (id: string, role: 'user' | 'assistant') =>
      ({ id, role, parts: [{ type: 'text', text: id, revision: 0 }], status: 'complete', createdAt: 0 }) as const;
    chat.element.setMessages([message('a', 'user'), message('b', 'assistant')]);
    await chat.element.updateComplete;
    expect(chat.element.unread).to.equal(0);
    chat.element.addMessage(message('c', 'assistant'));
    await chat.until(() => chat.element.unread === 1);
  });

  it('shows its call-out until it is sent away', async () => {
    const chat = await ChatHarness.mount({ attributes: { mode: 'floating', 'call-out': 'Hello! Can I help?' } });
    expect(chat.part('call-out-text')?.textContent.trim()).to.equal('Hello! Can I help?');
    chat.press('call-out-close-button');
    await chat.until(() => chat.part('call-out') === null);
    expect(chat.element.open).to.equal(false);
  });

  it('opens by its call-out, which does not come back', async () => {
    const chat = await ChatHarness.mount({ attributes: { mode: 'floating', 'call-out': 'Hello!' } });
    chat.press('call-out-text');
    await chat.until(() => chat.part('panel') !== null);
    chat.element.hide();
    await chat.until(() => chat.part('panel') === null);
    expect(chat.part('call-out')).to.equal(null);
  });
});

describe('a sidebar', () => {
  it('stands along the side from top to bottom, and moves nothing of the page', async () => {
    const before = document.documentElement.scrollWidth;
    const chat = await ChatHarness.mount({ attributes: { mode: 'sidebar', open: true } });
    const panel = chat.part('panel')!;
    await Promise.all(panel.getAnimations().map(({ finished }) => finished));
    const { top, bottom, right } = panel.getBoundingClientRect();
    expect([top, bottom, right]).to.deep.equal([0, innerHeight, document.documentElement.clientWidth]);
    chat.element.position = 'start';
    await chat.element.updateComplete;
    expect(panel.getBoundingClientRect().left).to.equal(0);
    expect(document.documentElement.scrollWidth).to.equal(before);
  });
});
