import { expect } from '@open-wc/testing';
import { MORE_PROTOCOLS } from '../../src/protocols.ts';
import { travel, type Outcome } from '../support/road.ts';
import { byteChunkings } from '../support/chunkings.ts';

interface Case {
  /** Row of the seeds, or requirement, that it covers. */
  readonly seed: string;
  readonly protocols: readonly string[];
  readonly contentType?: string;
  readonly expected: Outcome;
}

const NAMES = [
  'a2a',
  'a2a-03',
  'a2a-failed',
  'a2a-input',
  'a2a-message',
  'a2a-rpc-error',
  'adk',
  'adk-error',
  'ag-ui-chunks',
  'ag-ui-cut',
  'ag-ui-error',
  'ag-ui-pending',
  'ag-ui-snapshot',
  'ag-ui-text',
  'anthropic-cut',
  'anthropic-overloaded',
  'anthropic-thinking',
  'anthropic-tools',
  'anthropic-whole',
  'assistants',
  'bedrock',
  'bedrock-throttled',
  'chatkit',
  'chatkit-error',
  'chatkit-removed',
  'cohere',
  'cohere-cut',
  'cohere-error',
  'content-done',
  'content-error',
  'content-escaped-lines',
  'content-function-result',
  'content-ndjson',
  'content-real-lines',
  'content-whole-json',
  'delta-content',
  'dify-agent',
  'dify-chat',
  'dify-cut',
  'dify-error',
  'dify-paused',
  'dify-replace',
  'dify-workflow',
  'done-alone',
  'empty',
  'error-words',
  'flowise',
  'flowise-error',
  'flowise-named',
  'gemini-blocked',
  'gemini-call-pieces',
  'gemini-error',
  'gemini-list',
  'gemini-list-cut',
  'gemini-malformed-call',
  'gemini-safety',
  'gemini-thoughts',
  'genkit',
  'genkit-chunks',
  'genkit-error',
  'heartbeats',
  'interactions',
  'json-odd-shapes',
  'json-strings',
  'langgraph-error',
  'langgraph-messages',
  'langgraph-partial',
  'langgraph-values',
  'langserve',
  'langserve-events',
  'malformed',
  'malformed-first',
  'mastra',
  'mastra-error',
  'n8n',
  'n8n-error',
  'n8n-whole',
  'named-events',
  'named-events-call',
  'named-events-content-replaces',
  'named-events-empty-done',
  'named-events-error',
  'named-events-length',
  'no-json-in-json',
  'odd-shapes',
  'ollama-chat',
  'ollama-cut',
  'ollama-error',
  'ollama-generate',
  'openai-azure-first-chunk',
  'openai-content-filter',
  'openai-done-only',
  'openai-error-event',
  'openai-error-first',
  'openai-error-object',
  'openai-error-then-done',
  'openai-finish-error',
  'openai-function-call',
  'openai-length',
  'openai-mistral-list',
  'openai-no-done',
  'openai-no-end-mark',
  'openai-other-choice',
  'openai-reasoning',
  'openai-sources',
  'openai-text',
  'openai-tools-same-index',
  'openai-tools-without-index',
  'openai-two-tools',
  'openai-unknown-finish',
  'openai-whole-json',
  'plain-text',
  'pretty-printed',
  'responses-cut',
  'responses-error',
  'responses-failed',
  'responses-incomplete',
  'responses-mcp',
  'responses-text',
  'responses-whole',
  'sources',
  'surrogate-halves',
  'think-tags',
  'think-tags-cut',
  'tokens',
  'tokens-done-content',
  'typed-cancelled',
  'typed-tokens',
  'unknown-format',
  'vercel-abort',
  'vercel-client-tool',
  'vercel-cut',
  'vercel-data',
  'vercel-data-error',
  'vercel-data-no-end',
  'vercel-error',
  'vercel-error-first',
  'vercel-reset',
  'vercel-text',
  'vercel-tools',
  'words',
  'words-error',
  'words-no-end-mark',
  'words-number-only',
  'words-numbers-first',
  'words-several-lines',
];

/** What a case names has to be there, and nothing that it does not name. */
function expectOutcome(actual: Outcome, expected: Outcome, label: string): void {
  expect(Object.keys(actual).sort(), label).to.deep.equal(Object.keys(expected).sort());
  const { error, tools, ...rest } = expected;
  expect(actual, label).to.deep.include(rest);
  if (error) expect(actual.error, label).to.include(error);
  tools?.forEach((tool, index) => expect(actual.tools![index], label).to.deep.include(tool));
  expect(actual.tools?.length, label).to.equal(tools?.length);
}

describe('protocols', () => {
  it('are all there, the further ones too', () => {
    const tested = new Set(
      MORE_PROTOCOLS.map(({ name }) => name).filter((name) => NAMES.some((file) => file.startsWith(name))),
    );
    expect([...tested].sort()).to.deep.equal(MORE_PROTOCOLS.map(({ name }) => name).sort());
  });

  const warn = console.warn;
  let warnings: unknown[][] = [];
  beforeEach(() => {
    warnings = [];
    console.warn = (...words: unknown[]): void => void warnings.push(words);
  });
  afterEach(() => {
    console.warn = warn;
  });

  for (const name of NAMES) {
    it(`reads ${name} in every chunking`, async () => {
      const file = (ending: string): Promise<Response> => fetch(new URL(`cases/${name}.${ending}`, import.meta.url));
      const bytes = new Uint8Array(await (await file('sse')).arrayBuffer());
      const { protocols, contentType, expected } = (await (await file('json')).json()) as Case;
      for (const protocol of protocols) {
        const options = { protocol, ...(contentType && { contentType }) };
        for (const { name: cut, chunks } of byteChunkings(bytes, 3)) {
          // Every cut in two goes through the framing of the first protocol; the others share it.
          if (cut.startsWith('cut at') && protocol !== protocols[0]) continue;
          expectOutcome(travel(chunks, options), expected, `${protocol}, ${cut}`);
        }
      }
      expect(({} as Record<string, unknown>)['polluted'], 'prototype').to.equal(undefined);
    });
  }

  it('warns once about payloads that are no JSON (R-22)', async () => {
    const bytes = new Uint8Array(
      await (await fetch(new URL('cases/no-json-in-json.sse', import.meta.url))).arrayBuffer(),
    );
    travel([bytes], { protocol: 'openai' });
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]!.join(' ')).to.contain('<html>proxy</html>');
  });

  it('uses auto for a name that is none, and says so', () => {
    const outcome = travel([new TextEncoder().encode('data: {"content":"Hi"}\n\ndata: [DONE]\n\n')], {
      protocol: 'opanai',
    });
    expect(outcome.text).to.equal('Hi');
    expect(warnings[0]!.join(' ')).to.contain('opanai').and.contain('openai');
  });
});
