import { readFile, readdir } from 'node:fs/promises';
import { join, normalize } from 'node:path';

/**
 * Cases that lie outside the project (recorded provider streams, public attack lists) are run in addition to its own
 * when `STREAM_CHAT_CASES` names their folder. `/__cases/<path>` serves a file, or a folder as a JSON list of names;
 * without the variable every path answers 404 and the tests that use it say so by name.
 */
const root = process.env.STREAM_CHAT_CASES;

export async function sharedCases(context, next) {
  if (!context.path.startsWith('/__cases/')) return next();
  context.status = 404;
  if (!root) return;
  const path = join(root, normalize(decodeURIComponent(context.path.slice('/__cases/'.length))));
  if (!path.startsWith(normalize(root))) return;
  try {
    context.body = await readFile(path);
    context.status = 200;
  } catch (error) {
    if (error.code !== 'EISDIR') return;
    context.body = JSON.stringify(await readdir(path));
    context.status = 200;
  }
}
