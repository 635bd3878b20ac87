import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answer } from './answer.mjs';
import { WIDGETS } from './measure-widget.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Files that are not built. */
const FILES = {
  '/index.html': here('page/index.html'),
  '/page.css': here('page/page.css'),
  '/stream-chat.js': here('../../dist/stream-chat.js'),
  '/deep-chat.js': here('node_modules/deep-chat/dist/deepChat.bundle.js'),
  ...Object.fromEntries(WIDGETS.map(({ name }) => [`/widgets/${name}.html`, here(`widgets/${name}.html`)])),
};
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

function respond(folder, request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/answer') return answer(request, response, searchParams);
  const path = pathname === '/' ? '/index.html' : normalize(pathname);
  const type = TYPES[extname(path)];
  const file = FILES[path] ?? join(folder, path);
  if (!type || !existsSync(file)) return response.writeHead(404).end();
  // An isolated page gets a clock of 5 µs instead of 100 µs.
  response.writeHead(200, {
    'content-type': type,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cache-control': 'no-store',
  });
  createReadStream(file).pipe(response);
}

/**
 * @param {string} folder the built pages
 * @returns {Promise<{origin: string, close: () => void}>} the pages and the answer stream, reachable from this machine alone
 */
export async function serve(folder) {
  const server = createServer((request, response) => respond(folder, request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
