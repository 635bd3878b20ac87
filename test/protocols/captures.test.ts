import { expect } from '@open-wc/testing';
import { travel } from '../support/road.ts';

/** Recorded streams of real providers lie outside the project: `STREAM_CHAT_CASES` names their folder. */
const FOLDER = '/__cases/wire-captures/openai-chat/';

interface Expected {
  readonly text: string;
  readonly reasoning?: string;
  readonly finish: string;
  readonly usage?: { readonly input: number; readonly output: number };
  readonly tools?: readonly { readonly id: string; readonly name: string; readonly args: unknown }[];
}

function chunksOf(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

describe('recorded Chat Completions streams (S1)', () => {
  it('end as an independent client read them, in chunks of any size', async () => {
    const listing = await fetch(FOLDER);
    if (!listing.ok) {
      console.log(
        'Recorded streams were not read: STREAM_CHAT_CASES is not set. The own cases of test/protocols/cases were.',
      );
      return;
    }
    const names = ((await listing.json()) as string[]).filter((name) => name.endsWith('.sse'));
    expect(names).to.have.length.above(0);
    for (const name of names) {
      const bytes = new Uint8Array(await (await fetch(FOLDER + name)).arrayBuffer());
      const expected = (await (await fetch(FOLDER + name.replace('.sse', '.expected.json'))).json()) as Expected;
      for (const protocol of ['auto', 'openai']) {
        for (const size of [1, 2, 3, 7, 64, 1024, bytes.length]) {
          const label = `${name}, ${protocol}, chunks of ${size}`;
          const { text, reasoning, finish, usage, tools, status } = travel(chunksOf(bytes, size), { protocol });
          expect({ text, status, finish }, label).to.deep.equal({
            text: expected.text,
            status: 'complete',
            finish: expected.finish.replaceAll('_', '-'),
          });
          expect(reasoning, label).to.equal(expected.reasoning);
          expect(tools, label).to.deep.equal(expected.tools);
          if (expected.usage) expect(usage, label).to.include(expected.usage);
        }
      }
    }
  });
});
