import { Random } from './random.ts';

/** A way of cutting, with a name for the failure message. */
export interface Chunking<Unit> {
  readonly name: string;
  readonly chunks: readonly Unit[];
}

function cutAt<Unit extends { slice(from: number, to?: number): Unit; readonly length: number }>(
  whole: Unit,
  cuts: readonly number[],
): Unit[] {
  const edges = [
    0,
    ...[...new Set(cuts)].filter((cut) => cut > 0 && cut < whole.length).sort((a, b) => a - b),
    whole.length,
  ];
  return edges.slice(1).map((edge, index) => whole.slice(edges[index]!, edge));
}

function randomCuts(length: number, seed: number): number[] {
  const random = new Random(seed);
  const count = random.integer(1, Math.max(1, Math.min(40, length)));
  return Array.from({ length: count }, () => random.integer(0, length));
}

/** Text cut whole, by code unit, by line, in twos, and at seeded places. */
export function textChunkings(text: string, seeds = 20): Chunking<string>[] {
  const units = Array.from({ length: text.length }, (_, index) => index);
  return [
    { name: 'whole', chunks: [text] },
    { name: 'by code unit', chunks: cutAt(text, units) },
    { name: 'by line', chunks: text.split(/(?<=\n)/) },
    ...Array.from({ length: seeds }, (_, seed) => ({
      name: `seed ${seed}`,
      chunks: cutAt(text, randomCuts(text.length, seed)),
    })),
  ];
}

/** Every way of cutting a text in two. */
export function* everyCut(text: string): Generator<Chunking<string>> {
  for (let cut = 1; cut < text.length; cut++) {
    yield { name: `cut at ${cut}`, chunks: [text.slice(0, cut), text.slice(cut)] };
  }
}

/** Bytes cut whole, by byte (inside characters and CRLF too), in every two, and at seeded places. */
export function* byteChunkings(bytes: Uint8Array, seeds = 20): Generator<Chunking<Uint8Array>> {
  yield { name: 'whole', chunks: [bytes] };
  yield {
    name: 'by byte',
    chunks: cutAt(
      bytes,
      Array.from({ length: bytes.length }, (_, index) => index),
    ),
  };
  for (let cut = 1; cut < bytes.length; cut++) {
    yield { name: `cut at byte ${cut}`, chunks: cutAt(bytes, [cut]) };
  }
  for (let seed = 0; seed < seeds; seed++) {
    yield { name: `seed ${seed}`, chunks: cutAt(bytes, randomCuts(bytes.length, seed)) };
  }
}
