import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ChatPage, openBrowser } from './page.mjs';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types lit-html dompurify";
const COMMANDS = '[{"name":"plans","text":"Compare the plans."}]';

let browser;
let server;
let url;
let folder;
const bodies = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'composer-'));
  await writeFile(join(folder, 'note.txt'), 'hello');
  server = createServer(async (request, response) => {
    if (request.url.endsWith('.js')) {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(await readFile(`dist${request.url}`));
      return;
    }
    if (request.method === 'POST') {
      let body = '';
      for await (const chunk of request) body += chunk;
      bodies.push(JSON.parse(body));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: {"content":"Hello"}\n\ndata: {"done":true}\n\n');
      return;
    }
    const scripts = new URL(request.url, 'http://localhost').searchParams.get('scripts')?.split(',') ?? [];
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': POLICY });
    const tags = scripts.map((name) => `<script src="/${name}.js" defer></script>`).join('');
    response.end(
      `<!doctype html><link rel="icon" href="data:,">${tags}<stream-chat endpoint="/chat" attachments commands='${COMMANDS}'></stream-chat>`,
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}/`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

for (const scripts of ['stream-chat,stream-chat-composer', 'stream-chat-composer,stream-chat']) {
  test(`${scripts}: under a strict policy a file is picked, sent and shown, and a command is chosen`, async () => {
    const chat = await ChatPage.open(browser, `${url}?scripts=${scripts}`);
    const { page } = chat;
    await chat.untilHas('attach-button');
    const picker = await page.$('stream-chat >>> [part~="file-input"]');
    await picker.uploadFile(join(folder, 'note.txt'));
    await chat.until((root) => root.querySelector('[data-state="ready"]') !== null, 'the file is ready');
    await chat.press('input');
    await page.keyboard.type('/pl');
    await chat.untilHas('command');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await chat.untilAnswer('complete');
    assert.equal(await chat.text('file-name'), 'note.txt');
    assert.deepEqual(bodies.pop().messages, [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Compare the plans.' },
          { type: 'file', file: { filename: 'note.txt', file_data: 'data:text/plain;base64,aGVsbG8=' } },
        ],
      },
    ]);
    assert.deepEqual([...chat.errors, ...chat.complaints], []);
    await chat.close();
  });
}
