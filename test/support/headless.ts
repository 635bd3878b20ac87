/** What tests in Node load: the headless half, all wire formats, and the answer that events make. */
export * from '../../src/core.ts';
export { MORE_PROTOCOLS } from '../../src/protocols.ts';
export { byteChunkings } from './chunkings.ts';
export { historyOf } from '../../src/protocols/history.ts';
export { outcome, received } from './road.ts';
