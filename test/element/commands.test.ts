import { expect } from '@open-wc/testing';
import { composer } from '../../src/composer/composer.ts';
import { StreamChat, type ChatCommand } from '../../src/element.ts';
import { ChatHarness, nextTask, warnings } from '../support/chat-harness.ts';

let done: string[] = [];
const COMMANDS: readonly ChatCommand[] = [
  { name: 'help', description: 'What this chat can do', text: 'What can you do?' },
  { name: 'hello', description: 'Greet' },
  { name: 'new', description: 'Begin anew', action: 'clear' },
  { name: 'page', action: (chat) => done.push(chat.localName) },
  {
    name: 'broken',
    action: () => {
      throw new Error('Not today');
    },
  },
  { name: 'unknown', action: 'remove' as 'clear' },
];

describe('commands in the composer', () => {
  let chat: ChatHarness;

  before(() => void (StreamChat.composer = composer));
  after(() => void (StreamChat.composer = null));
  beforeEach(async () => {
    done = [];
    chat = await ChatHarness.mount({ properties: { commands: COMMANDS } });
  });

  const shown = (): (string | null)[] => chat.parts('command-name').map(({ textContent }) => textContent);
  const chosen = (): string | null | undefined =>
    chat.parts('command').find(({ ariaSelected }) => ariaSelected === 'true')?.children[0]!.textContent;
  const press = async (key: string, init?: KeyboardEventInit): Promise<boolean> => {
    const isUsed = chat.key(key, init);
    await chat.element.updateComplete;
    await nextTask();
    return isUsed;
  };

  it('are listed behind a slash, and fewer with every letter', async () => {
    await chat.type('/');
    expect(shown()).to.deep.equal(['/help', '/hello', '/new', '/page', '/broken', '/unknown']);
    await chat.type('/he');
    expect(shown()).to.deep.equal(['/help', '/hello']);
    await chat.type('/he said');
    expect(shown()).to.deep.equal([]);
    await chat.type('1/2');
    expect(shown()).to.deep.equal([]);
  });

  it('have their words at one side, also where those of another script take two lines (I-03)', async () => {
    chat.element.dir = 'rtl';
    chat.element.style.setProperty('width', '240px');
    chat.element.commands = [{ name: 'help', description: 'What this chat can do for you, and what it cannot' }];
    await chat.type('/');
    const right = (part: string): number => Math.round(chat.part(part)!.getBoundingClientRect().right);
    expect(chat.part('command-description')!.getClientRects()[0]!.height).to.be.above(30);
    expect(getComputedStyle(chat.part('command-description')!).textAlign).to.equal('right');
    expect(right('command-description')).to.equal(right('command-name'));
  });

  it('are chosen by the arrow keys, which go round, and the field names the one that is chosen', async () => {
    await chat.type('/he');
    expect(chosen()).to.equal('/help');
    expect(await press('ArrowDown')).to.equal(true);
    expect(chosen()).to.equal('/hello');
    const option = chat.root.getElementById(chat.input.getAttribute('aria-activedescendant')!)!;
    expect(option.textContent.trim()).to.match(/^\/hello/);
    expect([option.role, option.parentElement!.role, chat.input.getAttribute('aria-controls')]).to.deep.equal([
      'option',
      'listbox',
      'commands',
    ]);
    await press('ArrowDown');
    expect(chosen()).to.equal('/help');
    await press('ArrowUp');
    expect(chosen()).to.equal('/hello');
    await chat.type('');
    expect(chat.input.hasAttribute('aria-activedescendant')).to.equal(false);
  });

  it('put their text into the field with Enter or Tab, and send nothing', async () => {
    for (const key of ['Enter', 'Tab']) {
      await chat.type('/hel');
      await press(key);
      expect(chat.input.value, key).to.equal('What can you do?');
      expect(chat.input.selectionStart, key).to.equal(16);
    }
    await chat.type('/hello');
    await press('Enter');
    expect(chat.input.value).to.equal('/hello ');
    expect(chat.messages()).to.deep.equal([]);
    await press('Enter');
    await chat.until(() => chat.messages()[0]?.text === '/hello');
  });

  it('are chosen by a click or a finger, and the focus stays in the field', async () => {
    await chat.type('/he');
    const option = chat.parts('command')[1]!;
    expect(option.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }))).to.equal(false);
    option.click();
    await chat.until(() => chat.input.value === '/hello ');
    expect(chat.root.activeElement?.className).to.equal('input');
  });

  it('go away with Escape until something else is typed, and a floating chat stays open', async () => {
    chat.element.mode = 'floating';
    chat.element.show();
    await chat.element.updateComplete;
    await chat.type('/he');
    expect(await press('Escape')).to.equal(true);
    expect(shown()).to.deep.equal([]);
    expect(chat.element.open).to.equal(true);
    await chat.type('/hel');
    expect(shown()).to.deep.equal(['/help', '/hello']);
  });

  it('leave keys alone that an input method or a modifier has', async () => {
    await chat.type('/he');
    await press('ArrowDown', { isComposing: true });
    await press('ArrowDown', { keyCode: 229 });
    await press('ArrowDown', { shiftKey: true });
    expect(chosen()).to.equal('/help');
  });

  it('do what the page or the chat can do', async () => {
    await chat.element.send('Hi');
    expect(chat.messages().length).to.equal(2);
    await chat.type('/new');
    await press('Enter');
    await chat.until(() => chat.messages().length === 0);
    await chat.type('/page');
    await press('Enter');
    expect(done).to.deep.equal(['stream-chat']);
    expect(chat.input.value).to.equal('');
  });

  it('that fail, or that nobody knows, are said on the console and cost nothing else', async () => {
    const said = await warnings(async () => {
      for (const name of ['/broken', '/unknown']) {
        await chat.type(name);
        await press('Enter');
      }
    });
    expect(said.map((words) => words.replace(/,.*/, ''))).to.deep.equal([
      '<stream-chat> went on without the command "/broken" of the page',
      '<stream-chat> knows no action "remove" for the command "/unknown".',
    ]);
    expect(chat.element.isConnected).to.equal(true);
  });

  it('stand in an attribute as JSON; what is none is no command, and one warning says so', async () => {
    const named = await ChatHarness.mount({ attributes: { commands: '[{"name":"faq"},{"no":1},7,null]' } });
    await named.type('/');
    expect(named.parts('command').length).to.equal(1);
    const said = await warnings(async () => {
      const broken = await ChatHarness.mount({ attributes: { commands: '{oops' } });
      await broken.type('/');
      expect(broken.parts('command').length).to.equal(0);
    });
    expect(said.length).to.equal(1);
  });

  it('of an absurd list stay within the panel, and the chosen one is in sight', async () => {
    chat.element.commands = Array.from({ length: 3000 }, (_, index) => ({
      name: `command-${index}`,
      description: 'x'.repeat(10_000),
    }));
    await chat.type('/');
    expect(chat.parts('command').length).to.equal(100);
    const list = chat.part('commands')!;
    const panel = chat.part('panel')!.getBoundingClientRect();
    expect(list.getBoundingClientRect().top).to.be.at.least(panel.top);
    expect(list.scrollWidth).to.be.at.most(list.clientWidth);
    await press('ArrowUp');
    const option = chat.parts('command').at(-1)!.getBoundingClientRect();
    expect(option.bottom).to.be.at.most(list.getBoundingClientRect().bottom);
  });

  it('are not there while the chat is disabled', async () => {
    chat.element.draft = '/';
    chat.element.disabled = true;
    await chat.element.updateComplete;
    expect(shown()).to.deep.equal([]);
  });
});
