import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/**
 * Limits in bytes, gzip level 9. A change that needs more raises the number here and says in its commit what it buys.
 * Why the single script has this limit: docs/decisions/0010-what-one-script-weighs.md
 */
const LIMITS = {
  'dist/stream-chat.js': 92_000,
  // highlight.js with its common languages; only pages that want colours load it.
  'dist/stream-chat-highlight.js': 54_000,
  // Temml with all its commands; only pages that show formulas load it.
  'dist/stream-chat-math.js': 62_500,
  // Files, voice and commands of the composer; only pages that want them load it.
  'dist/stream-chat-composer.js': 9_500,
  // Fifteen wire formats that few pages need.
  'dist/stream-chat-protocols.js': 10_000,
};

let failed = 0;
for (const [file, limit] of Object.entries(LIMITS)) {
  const bytes = gzipSync(readFileSync(file), { level: 9 }).length;
  const verdict = bytes <= limit ? 'ok' : 'TOO LARGE';
  if (bytes > limit) failed++;
  console.log(`${file}  ${bytes} of ${limit} bytes gzipped  ${verdict}`);
}
process.exit(failed === 0 ? 0 : 1);
