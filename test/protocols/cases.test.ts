import { expect } from '@open-wc/testing';
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
  'content-done',
  'content-error',
  'content-escaped-lines',
  'content-function-result',
  'content-ndjson',
  'content-real-lines',
  'content-whole-json',
  'delta-content',
  'done-alone',
  'empty',
  'heartbeats',
  'json-odd-shapes',
  'json-strings',
  'malformed',
  'malformed-first',
  'named-events',
  'named-events-call',
  'named-events-content-replaces',
  'named-events-empty-done',
  'named-events-error',
  'named-events-length',
  'no-json-in-json',
  'odd-shapes',
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
  'surrogate-halves',
  'tokens',
  'tokens-done-content',
  'unknown-format',
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
