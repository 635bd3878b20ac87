import { expect } from '@open-wc/testing';
import type { Message } from '../../src/chat/conversation.ts';
import { ChatHarness, delta, DONE, eventually } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

describe('what a visitor does with a conversation', () => {
  let stream: SteppedStream;
  let chat: ChatHarness;

  beforeEach(async () => {
    stream = new SteppedStream();
    chat = await ChatHarness.ask(stream.url);
  });

  const closed = (count: number): Promise<unknown> =>
    eventually(
      () => stream.requests(),
      (requests) => requests.length === count && requests.every(({ closedByPage }) => closedByPage),
      `${count} connections are closed`,
    );

  async function answer(words: string, count: number): Promise<void> {
    await stream.write(delta(words) + DONE);
    await chat.untilAnswer(words);
    await chat.untilStatus('complete');
    await closed(count);
  }

  const shown = (): string[] => chat.messages().map(({ text }) => text);
  const history = (body: string): unknown => (JSON.parse(body) as { messages: unknown }).messages;

  describe('versions of an answer', () => {
    it('are kept by Regenerate, and looked at with the arrows', async () => {
      await chat.ask('Why?');
      await answer('First', 1);
      expect(chat.part('versions')).to.equal(null);
      chat.press('regenerate-button');
      await answer('Second', 2);
      expect(chat.part('version-number')?.textContent).to.equal('2 / 2');
      chat.press('earlier-button');
      await chat.untilAnswer('First');
      expect(chat.part('version-number')?.textContent).to.equal('1 / 2');
      expect((chat.part('earlier-button') as HTMLButtonElement).disabled).to.equal(true);
      const strength = (part: string): number => Number(getComputedStyle(chat.part(part)!).opacity);
      expect(strength('earlier-button'), 'it looks like it').to.be.below(strength('later-button') / 2);
      chat.press('later-button');
      await chat.untilAnswer('Second');
      expect(shown()).to.deep.equal(['Why?', 'Second']);
    });

    it('are asked for with what stood before them, each with a key of its own (R-08)', async () => {
      await chat.ask('Why?');
      await answer('First', 1);
      chat.press('regenerate-button');
      await answer('Second', 2);
      const [one, two] = await stream.requests();
      expect(history(two!.body)).to.deep.equal(history(one!.body));
      expect(one!.headers['idempotency-key']).not.to.equal(two!.headers['idempotency-key']);
    });

    it('bring back a partial until Retry has brought a whole answer', async () => {
      await chat.ask('Why?');
      await stream.write(delta('Half'));
      await chat.untilAnswer('Half');
      await stream.cut();
      await chat.untilStatus('interrupted');
      chat.press('retry-button');
      await chat.untilStatus('pending');
      chat.press('earlier-button');
      await chat.untilAnswer('Half');
      expect(chat.answer()?.status).to.equal('interrupted');
      expect(chat.part('versions'), 'the empty one is gone').to.equal(null);
      await closed(2).catch(() => undefined);
    });

    it('keep a partial whose Retry broke off too, so that no word is lost (law 5)', async () => {
      await chat.ask('Why?');
      for (const words of ['A long half', 'Short']) {
        await stream.write(delta(words));
        await chat.untilAnswer(words);
        await stream.cut();
        await chat.untilStatus('interrupted');
        if (words !== 'Short') chat.press('retry-button');
      }
      chat.press('earlier-button');
      await chat.untilAnswer('A long half');
    });

    it('of an answer in the middle leave what follows it where it is', async () => {
      await chat.ask('One?');
      await answer('First', 1);
      await chat.ask('Two?');
      await answer('Other', 2);
      const [, first] = chat.element.messages;
      void chat.element.regenerate(first!.id);
      await stream.write(delta('Better') + DONE);
      await chat.until(() => shown()[1] === 'Better' && chat.status() === 'idle');
      expect(shown()).to.deep.equal(['One?', 'Better', 'Two?', 'Other']);
      const requests = await stream.requests();
      expect(history(requests[2]!.body)).to.deep.equal(history(requests[0]!.body));
    });
  });

  describe('a message that is sent while another is answered', () => {
    it('waits with while-answering="queue", and is asked with the whole answer before it', async () => {
      chat.element.whileAnswering = 'queue';
      await chat.ask('One?');
      await stream.write(delta('Fir'));
      await chat.untilAnswer('Fir');
      await chat.ask('Two?');
      await chat.ask('Three?');
      expect(chat.messages().map(({ status, text }) => `${status} ${text}`)).to.deep.equal([
        'complete One?',
        'streaming Fir',
        'pending Two?',
        'pending Three?',
      ]);
      expect((await stream.requests()).length).to.equal(1);
      await stream.write(delta('st') + DONE);
      await eventually(
        () => stream.requests(),
        (requests) => requests.length === 2 && requests[0]!.closedByPage,
        'the second question is asked',
      );
      await stream.write(delta('Second') + DONE);
      await eventually(
        () => stream.requests(),
        (requests) => requests.length === 3 && requests[1]!.closedByPage,
        'the third question is asked',
      );
      await stream.write(delta('Third') + DONE);
      await chat.until(() => chat.status() === 'idle');
      expect(shown()).to.deep.equal(['One?', 'First', 'Two?', 'Second', 'Three?', 'Third']);
      const [, second] = await stream.requests();
      expect(history(second!.body)).to.deep.equal([
        { role: 'user', content: 'One?' },
        { role: 'assistant', content: 'First' },
        { role: 'user', content: 'Two?' },
      ]);
    });

    it('is not lost when the site keeps it from leaving: it is the draft again', async () => {
      chat.element.whileAnswering = 'queue';
      await chat.ask('One?');
      await stream.write(delta('Fir'));
      await chat.untilAnswer('Fir');
      await chat.ask('Two?');
      chat.element.addEventListener('chat-before-send', (event) => event.preventDefault());
      await stream.write(delta('st') + DONE);
      await chat.until(() => chat.status() === 'idle' && chat.input.value === 'Two?');
      expect(shown()).to.deep.equal(['One?', 'First']);
    });

    it('goes with everything else when the conversation is cleared', async () => {
      chat.element.whileAnswering = 'queue';
      await chat.ask('One?');
      await stream.write(delta('Fir'));
      await chat.untilAnswer('Fir');
      const sent = chat.element.send('Two?');
      chat.element.clear();
      expect(await sent).to.equal(undefined);
      await closed(1);
      expect(chat.element.messages.length).to.equal(0);
    });
  });

  describe('a question that is edited', () => {
    const edit = (words: string): Promise<Message | undefined> =>
      chat.element.edit(chat.element.messages[0]!.id, words);

    it('is asked anew, with its metadata; what followed it is gone', async () => {
      void chat.element.send({ text: 'One?', metadata: { page: 7 } });
      await answer('First', 1);
      void edit('Two?');
      await answer('Second', 2);
      expect(shown()).to.deep.equal(['Two?', 'Second']);
      const [, request] = await stream.requests();
      expect((JSON.parse(request!.body) as { metadata: unknown }).metadata).to.deep.equal({ page: 7 });
    });

    it('leaves all as it is when the site keeps it from leaving, also an answer that is being written (law 5)', async () => {
      await chat.ask('One?');
      await answer('First', 1);
      await chat.ask('Three?');
      await stream.write(delta('Thi'));
      await chat.untilAnswer('Thi');
      chat.element.addEventListener('chat-before-send', (event) => event.preventDefault(), { once: true });
      expect(await edit('Two?')).to.equal(undefined);
      await stream.write(delta('rd') + DONE);
      await chat.until(() => chat.status() === 'idle');
      expect(shown()).to.deep.equal(['One?', 'First', 'Three?', 'Third']);
    });

    it('is no question without words, or with an id that no question has: nothing is lost', async () => {
      await chat.ask('One?');
      await answer('First', 1);
      expect(await edit('  ')).to.equal(undefined);
      expect(await chat.element.edit('nobody', 'Two?')).to.equal(undefined);
      expect(await chat.element.edit(chat.element.messages[1]!.id, 'Two?')).to.equal(undefined);
      expect(shown()).to.deep.equal(['One?', 'First']);
    });

    it('takes the place of questions that waited: none of them is asked (law 6)', async () => {
      chat.element.whileAnswering = 'queue';
      await chat.ask('One?');
      await stream.write(delta('Fir'));
      await chat.untilAnswer('Fir');
      const waiting = chat.element.send('Waiting?');
      void edit('Two?');
      expect(await waiting).to.equal(undefined);
      await eventually(
        () => stream.requests(),
        (requests) => requests.length === 2 && requests[0]!.closedByPage,
        'the edited question is asked',
      );
      await answer('Second', 2);
      expect(shown()).to.deep.equal(['Two?', 'Second']);
    });
  });
});
