import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { build } from 'vite';
import { launchBrowser } from '../support/browsers.mjs';
import { FaultServer } from '../support/faults/fault-server.mjs';

const PAGE = '<!doctype html><title>Soak</title><div id=a></div><div id=b></div><script src=/stream-chat.js></script>';

/**
 * A page with the chat as the sources stand, a server that breaks as it is told, and a browser.
 * @returns `{browser, faults, origin, url, close}`; `origin` is the fault server's, `url` the page's.
 */
export async function openSite(browserName) {
  const script = await buildScript();
  const faults = new FaultServer();
  const site = createServer((request, response) => {
    const isScript = request.url === '/stream-chat.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? script : PAGE);
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  const browser = await launchBrowser(browserName);
  const close = async () => {
    await browser.close();
    faults.close();
    site.close();
  };
  return { browser, faults, origin: await faults.origin(), url: `http://127.0.0.1:${site.address().port}/`, close };
}

/** The single script from the sources, readable in a stack trace. */
async function buildScript() {
  const outDir = 'node_modules/.cache/soak';
  const lib = { entry: 'src/script.ts', name: 'StreamChat', formats: ['iife'], fileName: () => 'stream-chat.js' };
  const define = { __VERSION__: '"soak"' };
  await build({
    configFile: false,
    logLevel: 'error',
    define,
    build: { target: 'es2022', minify: false, outDir, emptyOutDir: true, lib },
  });
  return readFile(`${outDir}/stream-chat.js`);
}
