import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { LLMock } from '@copilotkit/aimock';
import { ask, it } from './support.mjs';

/*
 * A mock server of somebody else that speaks as the providers do (§6.1 to §6.4, §6.9, §6.14).
 */
const TEXT = 'Paris, naturally — 東京 is elsewhere.';
const CALL = { name: 'get_weather', arguments: '{"city":"Riga"}' };
let mock;
let origin;

before(async () => {
  mock = new LLMock({ port: 0, logLevel: 'silent' });
  mock.onMessage('capital', { content: TEXT });
  mock.onMessage('weather', { toolCalls: [CALL] });
  origin = (await mock.start()).replace(/\/$/, '');
});
after(() => mock.stop());

const PROVIDERS = [
  { protocol: 'openai', path: '/v1/chat/completions' },
  { protocol: 'responses', path: '/v1/responses' },
  { protocol: 'anthropic', path: '/v1/messages' },
  { protocol: 'gemini', path: '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse' },
  { protocol: 'ollama', path: '/api/chat' },
  { protocol: 'cohere', path: '/v2/chat' },
  { protocol: 'interactions', path: '/v1beta/interactions' },
];

for (const { protocol, path } of PROVIDERS) {
  // The body is the protocol's own; the answer is read under `auto` all the same.
  const asked = async (messages, read) => {
    const { core } = await import('./support.mjs');
    const format = core.protocolOf(protocol);
    return ask(origin + path, {
      messages,
      model: 'mock-model',
      headers: { authorization: 'Bearer x', 'x-api-key': 'x', 'x-goog-api-key': 'x', ...format.headers },
      protocol: read === 'auto' ? { ...core.protocolOf('auto'), body: format.body } : protocol,
    });
  };
  for (const read of ['auto', protocol]) {
    it(`reads a text as ${protocol}, under ${read}`, async () => {
      const { text, status, finish, error } = await asked('What is the capital?', read);
      assert.deepEqual(
        { text, status, finish, error },
        { text: TEXT, status: 'complete', finish: 'stop', error: undefined },
      );
    });

    it(`reads a tool call as ${protocol}, under ${read}`, async () => {
      const { tools, finish } = await asked('How is the weather?', read);
      assert.deepEqual(
        { tools: tools?.map(({ name, args }) => ({ name, args })), finish },
        { tools: [{ name: CALL.name, args: JSON.parse(CALL.arguments) }], finish: 'tool-calls' },
      );
    });
  }
}
