import { expect } from '@open-wc/testing';
import type { Message } from '../../src/element.ts';
import { ChatHarness } from '../support/chat-harness.ts';
import { layOutForPaper } from '../support/media.ts';

const message = (role: 'user' | 'assistant', text: string): Message => ({
  id: role,
  role,
  parts: [{ type: 'text', text, revision: 0 }],
  status: 'complete',
  createdAt: 0,
});

/** What the page was given to save while `act` ran. */
async function saved(act: () => void): Promise<{ name: string; text: string }> {
  let blob: Blob | undefined;
  let name = '';
  const create = URL.createObjectURL.bind(URL);
  const click = HTMLAnchorElement.prototype.click;
  URL.createObjectURL = (object) => create((blob = object as Blob));
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    name = this.download;
  };
  try {
    act();
  } finally {
    URL.createObjectURL = create;
    HTMLAnchorElement.prototype.click = click;
  }
  return { name, text: await blob!.text() };
}

describe('taking a conversation away', () => {
  let chat: ChatHarness;
  let undo = (): void => {};

  beforeEach(async () => {
    chat = await ChatHarness.mount({ attributes: { heading: 'Help: <Linden>', downloadable: true } });
    chat.element.setMessages([message('user', 'How long?'), message('assistant', 'Two **days**.\n\n'.repeat(60))]);
    await chat.element.updateComplete;
  });

  afterEach(() => undo());

  for (const [format, ending] of [
    ['markdown', 'md'],
    ['text', 'txt'],
    ['json', 'json'],
  ] as const) {
    it(`as ${format}`, async () => {
      const { name, text } = await saved(() => chat.element.download(format));
      expect(name).to.match(new RegExp(`^Help Linden \\d{4}-\\d\\d-\\d\\d\\.${ending}$`));
      expect(text).to.equal(chat.element.transcript(format));
    });
  }

  it('by its button, which an empty conversation does not have', async () => {
    const { text } = await saved(() => chat.press('download-button'));
    expect(text).to.include('Two **days**.');
    chat.element.clear();
    await chat.until(() => chat.part('download-button') === null);
  });

  it('on paper it is there as a whole, without what can be pressed', async () => {
    // A long answer is drawn over several frames.
    await chat.until(() => chat.parts('paragraph').length === 60);
    expect(chat.log.clientHeight).to.be.below(chat.log.scrollHeight);
    undo = layOutForPaper(chat.root);
    expect(chat.log.scrollHeight - chat.log.clientHeight).to.be.below(2);
    expect(chat.element.getBoundingClientRect().height).to.be.greaterThan(1500);
    for (const part of ['composer', 'copy-button', 'download-button'])
      expect(chat.part(part)!.getClientRects().length, part).to.equal(0);
  });
});
