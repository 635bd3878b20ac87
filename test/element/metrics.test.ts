import { expect } from '@open-wc/testing';
import { ChatHarness } from '../support/chat-harness.ts';

const BODY =
  'data: {"content":"Grüße"}\n\ndata: {"finish_reason":"length","usage":{"prompt_tokens":3,"completion_tokens":4}}\n\n';

describe('figures of an answer (S60)', () => {
  beforeEach(() => performance.clearMeasures());

  it('stand on the message and in the performance timeline', async () => {
    const fetch = (): Promise<Response> =>
      Promise.resolve(new Response(BODY, { headers: { 'content-type': 'text/event-stream' } }));
    const chat = await ChatHarness.ask('/chat', { properties: { fetch } });
    const { metrics, id } = (await chat.element.send('Why?'))!;
    expect(metrics).to.deep.include({
      chars: 5,
      deltas: 1,
      bytes: new TextEncoder().encode(BODY).length,
      retries: 0,
      usage: { input: 3, output: 4 },
    });
    const [measure, ...others] = performance.getEntriesByName('stream-chat answer') as PerformanceMeasure[];
    expect(others).to.have.lengthOf(0);
    expect(measure!.detail).to.deep.include({ id, status: 'complete', finishReason: 'length', chars: 5 });
    expect(measure!.duration).to.be.closeTo(metrics!.duration, 0.001);
  });

  it('say how an answer failed', async () => {
    const fetch = (): Promise<Response> => Promise.resolve(new Response('No', { status: 500 }));
    const chat = await ChatHarness.ask('/chat', { properties: { fetch } });
    await chat.element.send('Why?');
    const [measure] = performance.getEntriesByName('stream-chat answer') as PerformanceMeasure[];
    expect(measure!.detail).to.include({ status: 'failed', error: 'http', chars: 0 });
  });
});
