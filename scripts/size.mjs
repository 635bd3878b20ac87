import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/**
 * Limits in bytes, gzip level 9. A change that needs more raises the number here and says in its commit what it buys.
 * Why the single script has this limit: docs/decisions/0010-what-one-script-weighs.md
 */
const LIMITS = {
  'dist/stream-chat.js': 96_700,
  // highlight.js with its common languages; only pages that want colours load it.
  'dist/stream-chat-highlight.js': 54_000,
  // Temml with all its commands; only pages that show formulas load it.
  'dist/stream-chat-math.js': 62_500,
  // Files, voice and commands of the composer; only pages that want them load it.
  'dist/stream-chat-composer.js': 9_500,
  // Fifteen wire formats that few pages need, and what providers want back with calls of tools.
  'dist/stream-chat-protocols.js': 12_000,
};

/** `MarkdownView` as a page bundles it that uses nothing else, with marked and DOMPurify. */
const RENDERER = 'stream-chat-element/markdown';
const RENDERER_LIMIT = 48_000;

async function rendererBytes() {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      rolldownOptions: { input: 'src/markdown.ts', preserveEntrySignatures: 'strict' },
    },
  });
  return gzipSync(output[0].code, { level: 9 }).length;
}

const sizes = Object.entries(LIMITS).map(([file, limit]) => [
  file,
  gzipSync(readFileSync(file), { level: 9 }).length,
  limit,
]);
sizes.push([RENDERER, await rendererBytes(), RENDERER_LIMIT]);

let failed = 0;
for (const [file, bytes, limit] of sizes) {
  const verdict = bytes <= limit ? 'ok' : 'TOO LARGE';
  if (bytes > limit) failed++;
  console.log(`${file}  ${bytes} of ${limit} bytes gzipped  ${verdict}`);
}
process.exit(failed === 0 ? 0 : 1);
