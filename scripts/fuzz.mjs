import { run } from './run.mjs';

/** `npm run fuzz`: markdown, HTML and cuts at random, a hundred thousand of them or as many as is said; about ten minutes. */
const FUZZ_INPUTS = process.argv[2] ?? '100000';
process.exit(run('wtr', ['--files', 'test/render/fuzz.test.ts'], { FUZZ_INPUTS }) ? 0 : 1);
