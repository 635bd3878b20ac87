import { expect } from '@open-wc/testing';
import '../../src/protocols.ts';
import { byteChunkings } from '../support/chunkings.ts';
import { travel, type Outcome } from '../support/road.ts';

/** Recorded streams of real providers lie outside the project: `STREAM_CHAT_CASES` names their folder. */
const FOLDER = '/__cases/wire-captures/';

interface Expected {
  readonly text?: string;
  readonly reasoning?: string;
  readonly finish?: string;
  readonly usage?: { readonly input: number; readonly output: number };
  readonly tools?: readonly { readonly id?: string; readonly name: string; readonly args: unknown }[];
  readonly sources?: readonly { readonly url: string }[];
  readonly error?: { readonly message: string };
  readonly _: { readonly format: string };
}

/** What the independent client leaves out and we show: Cohere's tool plan as reasoning, Perplexity's sources. */
const REASONING_BESIDE = /^cohere-.*tool-call/;
const SOURCES_BESIDE = /^perplexity/;

async function json(path: string): Promise<unknown> {
  return (await (await fetch(FOLDER + path)).json()) as unknown;
}

/** Whole, byte by byte, and at 20 random cuttings; every two would take minutes for the long ones. */
function* chunkings(bytes: Uint8Array): ReturnType<typeof byteChunkings> {
  for (const chunking of byteChunkings(bytes, 20)) if (!chunking.name.startsWith('cut at')) yield chunking;
}

function expectOutcome(actual: Outcome, name: string, expected: Expected, label: string): void {
  const { text, finish, status, usage, error } = actual;
  expect(text, label).to.equal(expected.text);
  if (expected.error) expect(error, label).to.include(expected.error);
  else
    expect({ status, finish }, label).to.deep.equal({
      status: 'complete',
      finish: expected.finish!.replaceAll('_', '-'),
    });
  if (!REASONING_BESIDE.test(name)) expect(actual.reasoning, label).to.equal(expected.reasoning);
  if (!SOURCES_BESIDE.test(name))
    expect((actual.sources ?? []).filter(Boolean), label).to.deep.equal((expected.sources ?? []).map(({ url }) => url));
  if (expected.usage) expect(usage, label).to.include(expected.usage);
  // A call whose arguments were cut off is none for the independent client.
  const tools = (actual.tools ?? []).filter(({ args }) => args !== undefined);
  expect(tools.length, label).to.equal(expected.tools?.length ?? 0);
  expected.tools?.forEach((tool, index) => expect(tools[index], label).to.deep.include(tool));
}

const listing = await fetch(FOLDER);
const captures: string[] = [];
if (listing.ok) {
  const folders = ((await listing.json()) as string[]).filter((name) => !name.includes('.'));
  for (const folder of folders)
    for (const name of (await json(folder)) as string[]) if (name.endsWith('.sse')) captures.push(`${folder}/${name}`);
} else {
  console.log(
    'Recorded streams were not read: STREAM_CHAT_CASES is not set. The own cases of test/protocols/cases were.',
  );
}

describe('recorded streams of providers (S1, S7)', () => {
  for (const path of captures) {
    it(`end as an independent client read them, however cut: ${path}`, async () => {
      const bytes = new Uint8Array(await (await fetch(FOLDER + path)).arrayBuffer());
      const expected = (await json(path.replace('.sse', '.expected.json'))) as Expected;
      for (const protocol of ['auto', expected._.format]) {
        for (const { name: cut, chunks } of chunkings(bytes)) {
          const actual = travel(chunks, { protocol });
          const label = `${protocol}, ${cut}`;
          if (expected.text === undefined) expect(actual.status, label).to.equal('complete');
          else expectOutcome(actual, path.split('/')[1]!, expected, label);
        }
      }
    });
  }
});
