import { expect } from '@open-wc/testing';
import { ChatHarness, delta, DONE, eventually, nextTask } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

const closedByPage = (stream: SteppedStream): Promise<unknown> =>
  eventually(
    () => stream.requests(),
    (requests) => requests.length > 0 && requests.every((request) => request.closedByPage),
    'the page closed the connection',
  );

describe('stopping an answer (S23)', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;

  beforeEach(async () => {
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url);
  });

  async function expectStopped(text: string): Promise<void> {
    await chat.untilStatus('stopped');
    expect(chat.answer()?.text).to.equal(text);
    expect(chat.notice()).to.equal('Stopped');
    expect(chat.status()).to.equal('idle');
    expect(chat.part('stop-button')).to.equal(null);
    expect(chat.part('cursor')).to.equal(null);
    expect(chat.messages()[0]?.text).to.equal('Go on.');
    await closedByPage(stream);
    expect((await stream.requests()).length).to.equal(1);
  }

  it('works before any header', async () => {
    await chat.ask('Go on.');
    await eventually(
      () => stream.requests(),
      ({ length }) => length === 1,
      'the request arrived',
    );
    chat.press('stop-button');
    await expectStopped('');
  });

  it('works in the very task of sending, and then sends nothing', async () => {
    await chat.type('Go on.');
    chat.key('Enter');
    chat.element.stop();
    await chat.untilStatus('stopped');
    await nextTask();
    expect((await stream.requests()).every((request) => request.closedByPage)).to.equal(true);
  });

  it('works on an answer that is written elsewhere', async () => {
    chat.element.setMessages([
      {
        id: 'a',
        role: 'assistant',
        parts: [{ type: 'text', text: 'So f', revision: 0 }],
        status: 'streaming',
        createdAt: 0,
      },
    ]);
    chat.element.stop();
    await chat.untilStatus('stopped');
    expect(chat.answer()?.text).to.equal('So f');
  });

  it('works between headers and the first token', async () => {
    await chat.ask('Go on.');
    await stream.write(': hello\n\n');
    await chat.until(() => chat.part('phase')?.textContent === 'Responding…');
    chat.press('stop-button');
    await expectStopped('');
  });

  it('keeps what came when pressed in the middle', async () => {
    await chat.ask('Go on.');
    await stream.write(delta('Some of the'));
    await chat.untilAnswer('Some of the');
    chat.press('stop-button');
    await expectStopped('Some of the');
  });

  it('loses nothing that arrived but was not drawn yet (law 5)', async () => {
    await chat.ask('Go on.');
    await stream.write(delta('One'));
    await chat.untilAnswer('One');
    await stream.write(delta(' two') + delta(' three'));
    await chat.until(() => chat.answerText() === 'One two three');
    chat.press('stop-button');
    await expectStopped('One two three');
  });

  it('works with Escape in the text field', async () => {
    await chat.ask('Go on.');
    await stream.write(delta('Some'));
    await chat.untilAnswer('Some');
    chat.key('Escape');
    await expectStopped('Some');
  });

  it('ends the wait before a repeat', async () => {
    chat.element.maxRetries = 2;
    await chat.ask('Go on.');
    await stream.open({ status: 503, headers: { 'retry-after': '30' } });
    await stream.end();
    await chat.until(() => chat.status() === 'retrying');
    chat.press('stop-button');
    await chat.untilStatus('stopped');
    expect((await stream.requests()).length).to.equal(1);
  });

  it('offers to ask again, which replaces the stopped answer', async () => {
    await chat.ask('Go on.');
    await stream.write(delta('Some'));
    await chat.untilAnswer('Some');
    chat.press('stop-button');
    await closedByPage(stream);
    chat.press('regenerate-button');
    await stream.write(delta('All') + DONE);
    await chat.untilStatus('complete');
    expect(chat.messages().map(({ text }) => text)).to.deep.equal(['Go on.', 'All']);
  });

  it('resolves send() with the stopped message', async () => {
    const sent = chat.element.send('Go on.');
    await eventually(
      () => stream.requests(),
      ({ length }) => length === 1,
      'the request arrived',
    );
    chat.element.stop();
    expect((await sent)?.status).to.equal('stopped');
  });

  it('ends with the element: removed, it closes the connection and keeps what came (R-17)', async () => {
    await chat.ask('Go on.');
    await stream.write(delta('Some'));
    await chat.untilAnswer('Some');
    chat.element.remove();
    await closedByPage(stream);
    expect(chat.element.messages.at(-1)?.status).to.equal('stopped');
    expect(chat.answerText()).to.equal('Some');
  });

  it('does not happen when the element moves within one task (R-17)', async () => {
    await chat.ask('Go on.');
    await stream.write(delta('Some'));
    await chat.untilAnswer('Some');
    const place = document.createElement('div');
    document.body.append(place);
    place.append(chat.element);
    await stream.write(delta(' more') + DONE);
    await chat.untilStatus('complete');
    expect(chat.answer()?.text).to.equal('Some more');
    expect((await stream.requests()).length).to.equal(1);
    place.remove();
  });

  it('shows again what was there after the element was away for a while', async () => {
    await chat.ask('Go on.');
    await stream.write(delta('Some **text**') + DONE);
    await chat.untilStatus('complete');
    chat.element.remove();
    await nextTask();
    document.body.append(chat.element);
    await chat.untilAnswer('Some text');
    expect(chat.part('content')).not.to.equal(null);
  });
});

describe('one act of the visitor is one request (law 6, R-28)', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;

  beforeEach(async () => {
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url);
    await chat.type('Once');
  });

  async function expectOneRequest(): Promise<void> {
    await stream.write(delta('Yes') + DONE);
    await chat.untilStatus('complete');
    const requests = await stream.requests();
    expect(requests.length).to.equal(1);
    expect(chat.messages().map(({ text }) => text)).to.deep.equal(['Once', 'Yes']);
  }

  it('for two Enters', async () => {
    chat.key('Enter');
    chat.key('Enter');
    await expectOneRequest();
  });

  it('for two Enters in two tasks', async () => {
    chat.key('Enter');
    await nextTask();
    chat.key('Enter');
    await expectOneRequest();
  });

  it('for an Enter that repeats while held down', async () => {
    chat.key('Enter');
    chat.key('Enter', { repeat: true });
    await expectOneRequest();
  });

  it('for a click and an Enter', async () => {
    chat.press('send-button');
    chat.key('Enter');
    await expectOneRequest();
  });

  it('for a double click, whose second click falls on Stop', async () => {
    chat.press('send-button');
    await chat.element.updateComplete;
    chat.part('stop-button')!.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 2 }));
    await expectOneRequest();
  });

  it('for two presses of Retry', async () => {
    chat.key('Enter');
    await stream.open();
    await stream.cut();
    await chat.untilStatus('failed');
    const retry = chat.part('retry-button')!;
    retry.click();
    retry.click();
    await stream.write(delta('Yes') + DONE);
    await chat.untilStatus('complete');
    const requests = await stream.requests();
    expect(requests.length, 'the first try and one Retry').to.equal(2);
  });

  it('a new question ends the running answer and starts its own', async () => {
    chat.key('Enter');
    await stream.write(delta('Half'));
    await chat.untilAnswer('Half');
    await chat.ask('Twice');
    await eventually(
      () => stream.requests(),
      ([first]) => first!.closedByPage,
      'the first connection is closed',
    );
    await stream.write(delta('Whole') + DONE);
    await chat.untilStatus('complete');
    expect(chat.messages().map(({ text, status }) => `${text} ${status}`)).to.deep.equal([
      'Once complete',
      'Half stopped',
      'Twice complete',
      'Whole complete',
    ]);
  });

  it('repeats a failed start with the same Idempotency-Key, and asks anew with another', async () => {
    chat.element.maxRetries = 1;
    chat.key('Enter');
    await stream.open({ status: 503, headers: { 'retry-after-ms': '1' } });
    await stream.end();
    await stream.open({ status: 503, headers: { 'retry-after-ms': '1' } });
    await stream.end();
    await chat.untilStatus('failed');
    chat.press('retry-button');
    await stream.write(delta('Yes') + DONE);
    await chat.untilStatus('complete');
    const keys = (await stream.requests()).map(({ headers }) => headers['idempotency-key']);
    expect(keys.length).to.equal(3);
    expect(keys[0]).to.equal(keys[1]);
    expect(keys[0]).not.to.equal(keys[2]);
  });

  it('never repeats once text arrived', async () => {
    chat.element.maxRetries = 2;
    chat.key('Enter');
    await stream.write(delta('Half'));
    await chat.untilAnswer('Half');
    await stream.cut();
    await chat.untilStatus('interrupted');
    expect((await stream.requests()).length).to.equal(1);
  });
});
