import { expect } from '@open-wc/testing';
import { en } from '../../src/i18n/en.ts';
import { ChatHarness, delta, DONE, eventually } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

describe('the states of an answer (S20)', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;

  beforeEach(async () => {
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url);
  });

  it('shows a placeholder while nothing was asked, and no cursor', () => {
    expect(chat.input.placeholder).to.equal('Ask a question…');
    expect(chat.part('cursor')).to.equal(null);
    expect(chat.status()).to.equal('idle');
    expect(chat.element.matches(':state(idle)')).to.equal(true);
  });

  it('shows in words that it connects, from the moment of asking', async () => {
    await chat.ask('Hello?');
    expect(chat.messages().map(({ role, status }) => `${role} ${status}`)).to.deep.equal([
      'user complete',
      'assistant pending',
    ]);
    expect(chat.part('phase')?.textContent).to.equal('Connecting…');
    expect(chat.status()).to.equal('connecting');
    expect(chat.element.matches(':state(connecting)')).to.equal(true);
  });

  it('shows that the server responds once its first bytes are there', async () => {
    await chat.ask('Hello?');
    await stream.write(': hello\n\n');
    await chat.until(() => chat.part('phase')?.textContent === 'Responding…');
  });

  it('shows the text with the first token, a cursor behind its last character, and takes the cursor away at the end', async () => {
    await chat.ask('Hello?');
    await stream.write(delta('Once **upon**'));
    await chat.untilAnswer('Once upon');
    expect(chat.status()).to.equal('streaming');
    expect(chat.element.matches(':state(streaming)')).to.equal(true);
    expect(chat.answer()?.status).to.equal('streaming');
    const cursors = chat.parts('cursor');
    expect(cursors.length).to.equal(1);
    expect(cursors[0]!.previousSibling?.textContent).to.equal('upon');

    await stream.write(delta(' a time') + DONE);
    await chat.untilStatus('complete');
    expect(chat.part('cursor')).to.equal(null);
    expect(chat.answer()?.text).to.equal('Once upon a time');
    expect(chat.part('stop-button')).to.equal(null);
    expect(chat.status()).to.equal('idle');
  });

  it('closes the connection once the answer is complete, also when the server does not', async () => {
    await chat.ask('Hello?');
    await stream.write(delta('Done') + DONE);
    await chat.untilStatus('complete');
    await eventually(
      () => stream.requests(),
      ([request]) => request!.closedByPage,
      'the page closed the connection',
    );
    expect(chat.answer()).to.deep.equal({ role: 'assistant', status: 'complete', text: 'Done' });
  });

  it('keeps an answer that broke off, says why, and Retry replaces it', async () => {
    await chat.ask('Hello?');
    await stream.write(delta('Half an ans'));
    await chat.untilAnswer('Half an ans');
    await stream.cut();
    await chat.untilStatus('interrupted');
    expect(chat.answer()?.text).to.equal('Half an ans');
    expect(chat.notice()).to.match(/^Answer interrupted\. The connection was lost/);
    expect(chat.part('cursor')).to.equal(null);
    // Below the words where there is no room beside them, and at the end of the line in both cases.
    for (const width of ['320px', '700px']) {
      chat.element.style.setProperty('width', width);
      const [notice, button] = ['notice', 'retry-button'].map((part) => chat.part(part)!.getBoundingClientRect());
      expect(notice!.right - button!.right, width).to.be.within(5, 20);
    }

    chat.press('retry-button');
    await chat.until(() => chat.answer()?.status === 'pending');
    expect(chat.messages().length).to.equal(2);
    await stream.write(delta('The whole answer') + DONE);
    await chat.untilStatus('complete');
    expect(chat.messages().map(({ text }) => text)).to.deep.equal(['Hello?', 'The whole answer']);
    expect(chat.notice()).to.equal('');
  });

  it('calls an answer without its end mark interrupted, however cleanly it ended (law 5)', async () => {
    await chat.ask('Hello?');
    await stream.write(delta('And so'));
    await stream.end();
    await chat.untilStatus('interrupted');
    expect(chat.answer()?.text).to.equal('And so');
    expect(chat.notice()).to.include('Answer interrupted. ').and.include(en.interrupted.truncated!.detail);
  });

  it('goes on from the partial answer with Continue, and sends it along', async () => {
    await chat.ask('Count.');
    await stream.write(delta('One, two'));
    await chat.untilAnswer('One, two');
    await stream.cut();
    await chat.untilStatus('interrupted');

    chat.press('continue-button');
    await stream.write(delta(', three') + DONE);
    await chat.untilStatus('complete');
    expect(chat.messages().map(({ text }) => text)).to.deep.equal(['Count.', 'One, two, three']);
    const [, second] = await stream.requests();
    expect((JSON.parse(second!.body) as { messages: unknown }).messages).to.deep.equal([
      { role: 'user', content: 'Count.' },
      { role: 'assistant', content: 'One, two' },
    ]);
  });

  it('says that an answer was cut at the length limit, and offers the rest', async () => {
    await chat.ask('Tell me.');
    await stream.write(`${delta('A long')}data: {"done":true,"finish_reason":"length"}\n\n`);
    await stream.end();
    await chat.untilStatus('complete');
    expect(chat.notice()).to.equal('Answer cut at the length limit');
    expect(chat.part('continue-button')).not.to.equal(null);
    expect(chat.part('retry-button')).to.equal(null);
  });

  it('shows an error of the back end behind the text that came before it', async () => {
    await chat.ask('Hello?');
    await stream.write(`${delta('So far')}data: {"error":"The model is <b>overloaded</b>."}\n\n`);
    await chat.untilStatus('interrupted');
    expect(chat.answer()?.text).to.equal('So far');
    expect(chat.notice()).to.match(
      /^Answer interrupted\. The server reported an error.* The model is <b>overloaded<\/b>\.$/,
    );
    expect(chat.part('notice')!.querySelector('b')).to.equal(null);
  });
});
