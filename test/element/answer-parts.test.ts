import { expect } from '@open-wc/testing';
import { ChatHarness } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

const sse = (...payloads: object[]): string =>
  payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`).join('');

/** A chat that was asked, and the stream of its answer. */
async function asked(attributes: Record<string, string | true> = {}): Promise<[ChatHarness, SteppedStream]> {
  const stream = new SteppedStream();
  const chat = await ChatHarness.ask(stream.url, { attributes });
  await chat.ask('Why?');
  return [chat, stream];
}

/** A chat after a whole answer. */
async function answered(body: string, attributes?: Record<string, string | true>): Promise<ChatHarness> {
  const [chat, stream] = await asked(attributes);
  await stream.write(body);
  await stream.end();
  await chat.until(() => chat.status() === 'idle' && chat.names().includes('chat-finish'));
  return chat;
}

const words = (element: HTMLElement | null): string => element?.innerText.replace(/\s+/g, ' ').trim() ?? '';

describe('what arrives is shown', () => {
  it('a tool with its state while it runs, then its arguments and its result on request (S14)', async () => {
    const [chat, stream] = await asked();
    await stream.write(
      sse(
        { type: 'start', messageId: 'm' },
        { type: 'tool-input-start', toolCallId: 't', toolName: 'get_weather', providerExecuted: true },
      ),
    );
    await chat.until(() => chat.part('tool-call') !== null);
    expect(words(chat.part('tool-call'))).to.equal('Calling get_weather…');
    await stream.write(
      sse(
        { type: 'tool-input-available', toolCallId: 't', toolName: 'get_weather', input: { city: 'Bonn' } },
        { type: 'tool-output-available', toolCallId: 't', output: { degrees: 21 } },
        { type: 'text-delta', id: '1', delta: 'It is warm.' },
        { type: 'finish' },
      ),
    );
    await chat.untilStatus('complete');
    const tool = chat.part('tool-call') as HTMLDetailsElement;
    expect(tool.open).to.equal(false);
    expect(words(tool)).to.equal('Called get_weather');
    tool.open = true;
    expect(JSON.parse(chat.part('tool-call-args')!.innerText)).to.deep.equal({ city: 'Bonn' });
    expect(JSON.parse(chat.part('tool-call-result')!.innerText)).to.deep.equal({ degrees: 21 });
    expect(chat.answer()!.text).to.equal('It is warm.');
  });

  it('a result that is a number or a truth value, and no empty ones', async () => {
    const call = (id: string, output: unknown): object[] => [
      { type: 'tool-input-available', toolCallId: id, toolName: 'count', input: {} },
      { type: 'tool-output-available', toolCallId: id, output },
    ];
    const chat = await answered(
      sse({ type: 'start', messageId: 'm' }, ...call('1', 0), ...call('2', false), ...call('3', {}), {
        type: 'finish',
      }),
    );
    expect(chat.parts('tool-call-result').map(({ textContent }) => textContent)).to.deep.equal(['0', 'false']);
    expect(chat.parts('tool-call-args')).to.have.lengthOf(0);
  });

  it('progress before the answer, gone with its first word (S15)', async () => {
    const [chat, stream] = await asked();
    await stream.write(sse({ thinking: 'Searching the knowledge base…' }));
    await chat.until(() => words(chat.part('status-line')) === 'Searching the knowledge base…');
    await stream.write(sse({ content: 'Found.' }, { done: true }));
    await chat.untilStatus('complete');
    expect(chat.part('status-line') === null).to.equal(true);
    expect(chat.answer()!.text).to.equal('Found.');
  });

  it('reasoning as a closed section that opens on request (S13)', async () => {
    const body = [{ reasoning_content: 'Let me see.' }, { content: 'Yes.' }].map((delta) => ({ choices: [{ delta }] }));
    const chat = await answered(sse(...body, { choices: [{ delta: {}, finish_reason: 'stop' }] }));
    const section = chat.part('reasoning') as HTMLDetailsElement;
    expect(section.open).to.equal(false);
    expect(words(section)).to.equal('Reasoning');
    chat.part('reasoning-summary')!.click();
    await chat.until(() => words(chat.part('reasoning-text')) === 'Let me see.');
    expect(chat.answer()!.text).to.equal('Yes.');
  });

  it('a tool that waits for permission, and one that was refused', async () => {
    const [chat, stream] = await asked();
    const call = { type: 'tool-input-available', toolCallId: 't', toolName: 'pay', input: {} };
    await stream.write(sse({ type: 'start', messageId: 'm' }, call));
    await stream.write(sse({ type: 'tool-approval-request', toolCallId: 't', approvalId: 'a' }));
    await chat.until(() => words(chat.part('tool-call')) === 'pay waits for permission');
    await stream.write(sse({ type: 'tool-output-denied', toolCallId: 't' }));
    await chat.until(() => words(chat.part('tool-call')) === 'pay was not allowed');
    await stream.end();
  });

  it('a file as a link with its host, and no address that is none to follow', async () => {
    const chat = await answered(
      sse(
        { type: 'start', messageId: 'm' },
        { type: 'file', url: 'https://files.example/a/re%20port.pdf?x=1', mediaType: 'application/pdf' },
        { type: 'file', url: 'javascript:alert(1)', mediaType: 'text/html' },
        { type: 'text-delta', id: '1', delta: 'Here.' },
        { type: 'finish' },
      ),
    );
    const [report, other] = chat.parts('file');
    expect(words(report!)).to.equal('re port.pdf files.example');
    const link = report!.querySelector('a')!;
    expect(link.href).to.equal('https://files.example/a/re%20port.pdf?x=1');
    expect(link.rel).to.contain('noopener');
    expect(other!.querySelector('a') === null).to.equal(true);
  });

  it('a picture whose bytes came along, unless the site shows none', async () => {
    const picture = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
    const body = sse(
      { type: 'start', messageId: 'm' },
      { type: 'file', url: picture, mediaType: 'image/gif' },
      { type: 'file', url: 'data:image/svg+xml,<svg/>', mediaType: 'image/svg+xml' },
      { type: 'finish' },
    );
    const sources = async (attributes?: Record<string, string>): Promise<(string | null)[]> =>
      (await answered(body, attributes)).parts('file-image').map((image) => image.getAttribute('src'));
    expect(await sources()).to.deep.equal([picture]);
    expect(await sources({ images: 'none' })).to.deep.equal([]);
  });

  it('questions that the back end suggests next, until another is asked', async () => {
    const chat = await answered(sse({ content: 'Yes.' }, { suggestions: ['And then?', 7, 'Why?'] }, { done: true }));
    expect(chat.parts('suggestion').map(words)).to.deep.equal(['And then?', 'Why?']);
    chat.parts('suggestion')[0]!.click();
    await chat.until(() => chat.messages().at(-2)?.text === 'And then?');
    expect(chat.part('suggestion') === null).to.equal(true);
  });

  it('tokens where the site wants them, and not elsewhere', async () => {
    const body = sse({ content: 'Yes.' }, { done: true, usage: { prompt_tokens: 1200, completion_tokens: 34 } });
    const chat = await answered(body, { 'show-usage': true, lang: 'en' });
    expect(words(chat.part('usage'))).to.equal('Tokens 1,200 + 34');
    expect((await answered(body)).part('usage') === null).to.equal(true);
  });
});

describe('why an answer ended (S11)', () => {
  const openai = (reason: string): string =>
    sse({ choices: [{ delta: { content: 'Half' } }] }, { choices: [{ delta: {}, finish_reason: reason }] });

  it('at the length limit offers to continue', async () => {
    const chat = await answered(openai('length'));
    expect(chat.notice()).to.equal('Answer cut at the length limit');
    expect(chat.part('continue-button') !== null).to.equal(true);
  });

  it('by a filter says what the back end says about it', async () => {
    const chat = await answered(
      sse(
        { type: 'message_start', message: { id: 'm' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'I' } },
        {
          type: 'message_delta',
          delta: { stop_reason: 'refusal', stop_details: { explanation: 'This is <b>not</b> allowed.' } },
        },
        { type: 'message_stop' },
      ),
    );
    expect(chat.notice()).to.contain('content filter').and.contain('This is <b>not</b> allowed.');
    expect(chat.element.messages.at(-1)!.finishDetail).to.equal('This is <b>not</b> allowed.');
  });

  it('for a reason that nobody knows is no clean end: it is named', async () => {
    const chat = await answered(openai('budget_exhausted'));
    expect(chat.notice()).to.equal('Answer ended early budget_exhausted');
    expect(chat.part('continue-button') !== null).to.equal(true);
    expect(chat.element.messages.at(-1)).to.include({ status: 'complete', finishReason: 'other' });
  });

  it('until the visitor says more is no fault', async () => {
    const chat = await answered(
      sse(
        { type: 'RUN_STARTED' },
        { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: 'Which one?' },
        { type: 'RUN_FINISHED', outcome: { type: 'interrupt' } },
      ),
    );
    expect(chat.notice()).to.equal('Waiting for you');
    expect(chat.part('continue-button') === null).to.equal(true);
  });
});
