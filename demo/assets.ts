import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { send, sendHtml, sendProblem } from './replies.ts';

const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
const SVG = 'image/svg+xml';

/** Every file of the demo that is served, by its address: what is not listed does not exist. */
const ASSETS: Readonly<Record<string, readonly [file: string, contentType: string]>> = {
  '/': ['index.html', HTML],
  '/index.html': ['index.html', HTML],
  '/floating.html': ['floating.html', HTML],
  '/minimal.html': ['minimal.html', HTML],
  '/themes.html': ['themes.html', HTML],
  '/demo.css': ['demo.css', CSS],
  '/themes.css': ['themes.css', CSS],
  '/demo.js': ['demo.js', SCRIPT],
  '/help-centre.css': ['help-centre.css', CSS],
  '/icon.svg': ['icon.svg', SVG],
  '/favicon.ico': ['icon.svg', SVG],
};
/** Scripts that `npm run build` leaves in `dist/`; no slash and no leading dot, so no way out of that folder. */
const BUILT_SCRIPT = /^\/([\w-][\w.-]*\.js)$/;

export const NOT_BUILT = 'dist/stream-chat.js has not been built yet. Run "npm run build", then load this page again.';

/** @returns whether the address is one of the demo's. */
export function isAsset(path: string): boolean {
  return Object.hasOwn(ASSETS, path) || BUILT_SCRIPT.test(path);
}

/** @param scripts - Folder of the built scripts. */
export async function sendAsset(response: ServerResponse, path: string, scripts: URL): Promise<void> {
  const asset = Object.hasOwn(ASSETS, path) ? ASSETS[path] : undefined;
  if (asset) {
    const [file, contentType] = asset;
    const body = await readFile(new URL(file, import.meta.url));
    return contentType === HTML ? sendHtml(response, 200, body) : send(response, 200, contentType, body);
  }
  try {
    send(response, 200, SCRIPT, await readFile(new URL(`.${path}`, scripts)));
  } catch {
    if (path === '/stream-chat.js') send(response, 503, 'text/plain; charset=utf-8', NOT_BUILT);
    else sendProblem(response, 404, 'not_found', `There is nothing at ${path}.`);
  }
}
