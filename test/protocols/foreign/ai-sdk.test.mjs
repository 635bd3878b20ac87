import assert from 'node:assert/strict';
import {
  simulateReadableStream,
  stepCountIs,
  streamText,
  tool,
  jsonSchema,
  createUIMessageStream,
  createUIMessageStreamResponse,
  convertToModelMessages,
  validateUIMessages,
} from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { ask, core, it, send, serve } from './support.mjs';

/*
 * The AI SDK's own server side (§6.5, §6.6), which is not ours: what it writes has to be read under `auto`.
 */
const usage = { inputTokens: { total: 3 }, outputTokens: { total: 4 } };
const finish = (unified = 'stop') => ({ type: 'finish', finishReason: { unified, raw: unified }, usage });
const model = (...answers) => {
  let turn = 0;
  return new MockLanguageModelV3({
    doStream: () =>
      Promise.resolve({
        stream: simulateReadableStream({
          chunks: [{ type: 'stream-start', warnings: [] }, ...answers[Math.min(turn++, answers.length - 1)]],
        }),
      }),
  });
};
const words = (...deltas) => [
  { type: 'text-start', id: '1' },
  ...deltas.map((delta) => ({ type: 'text-delta', id: '1', delta })),
  { type: 'text-end', id: '1' },
];

async function answered(t, settings, options) {
  const url = await serve(t, (_request, response) =>
    send(streamText({ prompt: 'Why?', ...settings }).toUIMessageStreamResponse(options), response),
  );
  return ask(url);
}

it('reads a text with reasoning and sources', async (t) => {
  const chunks = [
    { type: 'reasoning-start', id: 'r' },
    { type: 'reasoning-delta', id: 'r', delta: 'Häm' },
    { type: 'reasoning-end', id: 'r' },
    ...words('Be', 'cause ü'),
    { type: 'source', sourceType: 'url', id: 's', url: 'https://a.example/', title: 'A' },
    finish(),
  ];
  const {
    text,
    reasoning,
    sources,
    status,
    finish: reason,
  } = await answered(t, { model: model(chunks) }, { sendReasoning: true, sendSources: true });
  assert.deepEqual(
    { text, reasoning, sources, status, reason },
    { text: 'Because ü', reasoning: 'Häm', sources: ['https://a.example/'], status: 'complete', reason: 'stop' },
  );
});

it('reads a tool that the server calls, in two steps', async (t) => {
  const call = [
    { type: 'tool-input-start', id: 't', toolName: 'weather' },
    { type: 'tool-input-delta', id: 't', delta: '{"city":"Riga"}' },
    { type: 'tool-input-end', id: 't' },
    { type: 'tool-call', toolCallId: 't', toolName: 'weather', input: '{"city":"Riga"}' },
    finish('tool-calls'),
  ];
  const weather = tool({ inputSchema: jsonSchema({ type: 'object' }), execute: () => ({ degrees: 7 }) });
  const { text, tools, status } = await answered(t, {
    model: model(call, [...words('7 degrees'), finish()]),
    tools: { weather },
    stopWhen: stepCountIs(2),
  });
  assert.deepEqual(
    { text, tools, status },
    {
      text: '7 degrees',
      tools: [{ id: 't', name: 'weather', args: { city: 'Riga' }, result: { degrees: 7 } }],
      status: 'complete',
    },
  );
});

it('reads a tool that the page has to answer', async (t) => {
  const call = [{ type: 'tool-call', toolCallId: 't', toolName: 'ask', input: '{}' }, finish('tool-calls')];
  const { tools, finish: reason } = await answered(t, {
    model: model(call),
    tools: { ask: tool({ inputSchema: jsonSchema({ type: 'object' }) }) },
  });
  assert.deepEqual({ tools, reason }, { tools: [{ id: 't', name: 'ask', args: {} }], reason: 'tool-calls' });
});

it('reads an error in the middle', async (t) => {
  const chunks = [...words('Half'), { type: 'error', error: new Error('Broke') }, finish('error')];
  const { text, status, error } = await answered(
    t,
    { model: model(chunks), onError: () => undefined },
    { onError: () => 'Broke' },
  );
  assert.deepEqual({ text, status, message: error.message }, { text: 'Half', status: 'interrupted', message: 'Broke' });
});

it('reads the length limit', async (t) => {
  const { text, finish: reason } = await answered(t, { model: model([...words('Half'), finish('length')]) });
  assert.deepEqual({ text, reason }, { text: 'Half', reason: 'length' });
});

it('reads data parts and files of a hand-made stream', async (t) => {
  const url = await serve(t, (_request, response) => {
    const stream = createUIMessageStream({
      execute: ({ writer }) => {
        writer.write({ type: 'data-weather', id: 'w', data: { degrees: 1 } });
        writer.write({ type: 'data-weather', id: 'w', data: { degrees: 2 } });
        writer.write({ type: 'file', url: 'https://a.example/f.png', mediaType: 'image/png' });
        for (const chunk of words('Hi')) writer.write(chunk);
      },
    });
    return send(createUIMessageStreamResponse({ stream }), response);
  });
  const { text, data, files, status } = await ask(url);
  assert.deepEqual(
    { text, data, files, status },
    { text: 'Hi', data: ['weather'], files: ['https://a.example/f.png'], status: 'complete' },
  );
});

it('reads the text stream, which has no end mark of its own', async (t) => {
  const url = await serve(t, (_request, response) =>
    send(
      streamText({ prompt: 'Why?', model: model([...words('Be', 'cause'), finish()]) }).toTextStreamResponse(),
      response,
    ),
  );
  const { text, status } = await ask(url);
  assert.deepEqual({ text, status }, { text: 'Because', status: 'complete' });
});

/** A server that asks before it deletes: it takes the SDK's own messages. @returns its address, what it did and was told. */
async function asking(t) {
  const deleted = [];
  const prompts = [];
  const signed = { anthropic: { signature: 'c2lnbmVk' } };
  const call = [
    { type: 'reasoning-start', id: 'r' },
    { type: 'reasoning-delta', id: 'r', delta: 'Hm' },
    { type: 'reasoning-delta', id: 'r', delta: '', providerMetadata: signed },
    { type: 'reasoning-end', id: 'r' },
    {
      type: 'tool-call',
      toolCallId: 't',
      toolName: 'remove',
      input: '{"path":"/a"}',
      providerMetadata: { google: { thoughtSignature: 'A' } },
    },
    finish('tool-calls'),
  ];
  const mock = model(call, [...words('Done'), finish()]);
  const remove = tool({
    inputSchema: jsonSchema({ type: 'object', properties: { path: { type: 'string' } } }),
    needsApproval: true,
    execute: ({ path }) => deleted.push(path),
  });
  const url = await serve(t, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const messages = await convertToModelMessages(await validateUIMessages({ messages: JSON.parse(body).messages }));
    const answer = streamText({ model: mock, tools: { remove }, messages, stopWhen: stepCountIs(3) });
    await send(answer.toUIMessageStreamResponse({ sendReasoning: true }), response);
    prompts.push(...mock.doStreamCalls.splice(0).map(({ prompt }) => prompt));
  });
  return { url, deleted, prompts };
}

for (const isAllowed of [true, false]) {
  it(`a permission that is ${isAllowed ? 'given' : 'denied'} is one to the SDK's own server, and signatures come back to it`, async (t) => {
    const { url, deleted, prompts } = await asking(t);
    let conversation = core.reduce(core.emptyConversation, {
      type: 'add',
      message: {
        id: 'q',
        role: 'user',
        status: 'complete',
        createdAt: 0,
        parts: [{ type: 'text', text: 'Delete', revision: 0 }],
      },
    });
    conversation = core.reduce(conversation, { type: 'start', id: 'a', at: 0 });
    const request = () => ({ messages: core.historyOf(conversation.messages), text: 'Delete', conversationId: 'c' });
    const answer = async () => {
      const body = core.PROTOCOLS.get('vercel').body(request());
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
      const events = core.received([new Uint8Array(await response.arrayBuffer())], { protocol: 'vercel' });
      conversation = core.reduce(conversation, { type: 'events', id: 'a', events });
    };
    await answer();
    const call = conversation.messages[1].parts.find(({ type }) => type === 'tool-call');
    assert.equal(call.approval, 'requested');
    assert.deepEqual(deleted, []);
    const state = isAllowed ? 'approved' : 'denied';
    conversation = core.reduce(conversation, {
      type: 'events',
      id: 'a',
      events: [{ type: 'tool-approval', id: 't', state }],
    });
    conversation = core.reduce(conversation, { type: 'reopen', id: 'a', isRound: true });
    await answer();
    assert.deepEqual(deleted, isAllowed ? ['/a'] : []);
    const done = core.reduce(conversation, { type: 'end', id: 'a' }).messages[1];
    assert.equal(core.text(done), 'Done');
    assert.equal(done.parts.find(({ type }) => type === 'tool-call').state, isAllowed ? 'done' : 'failed');
    const [, told] = prompts;
    const said = told.find(({ role }) => role === 'assistant').content;
    assert.deepEqual(said.find(({ type }) => type === 'reasoning').providerOptions, {
      anthropic: { signature: 'c2lnbmVk' },
    });
    assert.deepEqual(said.find(({ type }) => type === 'tool-call').providerOptions, {
      google: { thoughtSignature: 'A' },
    });
    assert.equal(
      told.some(({ role }) => role === 'tool'),
      true,
    );
    conversation = { messages: [conversation.messages[0], done] };
    const { messages } = core.PROTOCOLS.get('vercel').body(request());
    await validateUIMessages({ messages: JSON.parse(JSON.stringify(messages)) });
  });
}
