import { expect } from '@open-wc/testing';
import { ChatHarness } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

const PEOPLE = 'mailto:people@example.org';

describe('talking to a person', () => {
  async function withLink(
    attributes: Record<string, string>,
  ): Promise<{ chat: ChatHarness; link: HTMLAnchorElement | null }> {
    const chat = await ChatHarness.mount({ attributes });
    return { chat, link: chat.part('handoff-button') as HTMLAnchorElement | null };
  }

  it('has a link in the header where the site names a place', async () => {
    const { link } = await withLink({ 'handoff-url': PEOPLE });
    expect(link!.getAttribute('href')).to.equal(PEOPLE);
    expect(link!.getAttribute('aria-label')).to.equal('Talk to a person');
    expect(link!.rel).to.include('noopener');
  });

  it('has none without a place, or with one that is no address to follow', async () => {
    for (const url of ['', 'javascript:alert(1)', 'data:text/html,x']) {
      const { link } = await withLink({ 'handoff-url': url, heading: 'Help' });
      expect(link === null, url).to.equal(true);
    }
  });

  it('tells the page, which may keep the place from opening', async () => {
    const { chat, link } = await withLink({ 'handoff-url': PEOPLE });
    let isLeaving: boolean | undefined;
    // The test stays on its page either way.
    chat.element.addEventListener('click', (event) => {
      isLeaving = !event.defaultPrevented;
      event.preventDefault();
    });
    link!.click();
    expect(isLeaving).to.equal(true);
    chat.element.addEventListener('chat-handoff', (event) => event.preventDefault());
    link!.click();
    expect(isLeaving).to.equal(false);
    const [first] = chat.events.filter(({ type }) => type === 'chat-handoff');
    expect(first!.detail).to.deep.equal({ reason: 'visitor', messages: [] });
  });

  it('is asked for by a back end with data of that name', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url, { attributes: { protocol: 'vercel' } });
    await chat.ask('I want my money back');
    const lines = [
      { type: 'start' },
      { type: 'data-handoff', data: { queue: 'refunds' } },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'A colleague will help.' },
      { type: 'text-end', id: '1' },
      { type: 'finish' },
    ].map((line) => `data: ${JSON.stringify(line)}\n\n`);
    await stream.write(`${lines.join('')}data: [DONE]\n\n`);
    await chat.untilStatus('complete');
    const event = chat.events.find(({ type }) => type === 'chat-handoff')!;
    expect(event.detail).to.deep.equal({
      reason: 'back-end',
      messages: chat.element.messages,
      data: { queue: 'refunds' },
    });
  });
});
