import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OUTPUT } from './build.mjs';
import { answer } from './answer.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Where a path is looked up, in this order. */
const FOLDERS = [OUTPUT, here('page/'), here('.')];
/** Single files from elsewhere. */
const FILES = {
  '/stream-chat.js': here('../../dist/stream-chat.js'),
  '/deep-chat.js': here('node_modules/deep-chat/dist/deepChat.bundle.js'),
};
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

function fileFor(path) {
  if (FILES[path]) return existsSync(FILES[path]) ? FILES[path] : undefined;
  return FOLDERS.map((folder) => join(folder, path)).find((file) => existsSync(file) && statSync(file).isFile());
}

function respond(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/answer') return answer(request, response, searchParams);
  const path = pathname === '/' ? '/index.html' : normalize(pathname);
  const type = TYPES[extname(path)];
  const file = type && fileFor(path);
  if (!file) return response.writeHead(404).end();
  // An isolated page gets a clock of 5 µs instead of 100 µs.
  response.writeHead(200, {
    'content-type': type,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cache-control': 'no-store',
  });
  createReadStream(file).pipe(response);
}

/** @returns {Promise<{origin: string, close: () => void}>} the pages and the answer stream, reachable from this machine alone */
export async function serve() {
  const server = createServer(respond);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
