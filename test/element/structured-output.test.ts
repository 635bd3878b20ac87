import { expect } from '@open-wc/testing';
import { ChatHarness } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const JSON_TEXT = '{"title":"x","answer":"**Hél**lo\\n\\nyou","ids":[1]}';
const DELTAS = ['{"title":"x","ans', 'wer":"**Hé', 'l**lo\\', 'n\\nyo', 'u","ids":[1]}'];
const STREAM =
  DELTAS.map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`).join('') +
  `data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }] })}\n\n`;

async function asked(attributes: Record<string, string>): Promise<[ChatHarness, SteppedStream]> {
  const stream = new SteppedStream();
  const chat = await ChatHarness.ask(stream.url, { attributes });
  await chat.ask('Who?');
  return [chat, stream];
}

describe('structured output over a connection (S12)', () => {
  it('shows the text while its JSON is open, rendered, and keeps the object', async () => {
    const [chat, stream] = await asked({ 'answer-field': 'answer' });
    const [first, ...rest] = STREAM.split(/(?<=\n\n)/);
    await stream.write(first!);
    await stream.write(rest[0]!);
    await chat.untilAnswer('Hé');
    expect(chat.answer()!.status).to.equal('streaming');
    await stream.write(rest[1]!);
    await chat.untilAnswer('Héllo');
    expect(chat.part('strong')!.textContent).to.equal('Hél');
    for (const piece of rest.slice(2)) await stream.write(piece);
    await stream.end();
    await chat.untilStatus('complete');
    expect(chat.answer()!.text).to.equal('Hélloyou');
    expect(chat.parts('paragraph').length).to.equal(2);
    const { parts } = chat.element.messages.at(-1)!;
    expect(parts.find(({ type }) => type === 'data')).to.deep.include({
      name: 'structured-output',
      data: { title: 'x', answer: '**Hél**lo\n\nyou', ids: [1] },
    });
  });

  it('is the same wherever the bytes are cut', async () => {
    const bytes = bytesOf(STREAM);
    for (let at = 1; at < bytes.length; at += 13) {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(bytes.slice(0, at));
          controller.enqueue(bytes.slice(at));
          controller.close();
        },
      });
      const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
      const chat = await ChatHarness.ask('/chat', {
        attributes: { 'answer-field': 'answer' },
        properties: { fetch: () => Promise.resolve(response) },
      });
      await chat.element.send('Who?');
      expect(chat.answerText(), `cut at ${at}`).to.equal('**Hél**lo\n\nyou');
      chat.remove();
    }
  });

  it('takes a body that is nothing but JSON, as it grows', async () => {
    const [chat, stream] = await asked({ 'answer-field': 'answer', protocol: 'text' });
    await stream.open({ headers: { 'content-type': 'application/json' } });
    await stream.write(JSON_TEXT.slice(0, 30));
    await chat.until(() => chat.answer()?.text === 'Hél');
    await stream.write(JSON_TEXT.slice(30));
    await stream.end();
    await chat.untilStatus('complete');
    expect(chat.answerText()).to.equal('**Hél**lo\n\nyou');
  });
});
