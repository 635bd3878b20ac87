import { createServer } from 'node:http';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../support/browsers.mjs';
import { pictures } from './pictures.mjs';

/**
 * `npm run gallery`: pictures of the built script with recorded answers, one PNG per mode, scheme, direction, device and
 * state, and one sheet per state, in `.cache/gallery/`. `--only a,b` keeps pictures whose name has all these words;
 * `--quick` takes the light phone and the dark desktop alone. `BROWSERS=firefox` takes them in Firefox.
 */
const FOLDER = '.cache/gallery';
const SHEET_WIDTH = 1640;
const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' }, quick: { type: 'boolean', default: false } },
});
const words = options.only.split(',').filter(Boolean);
const wanted = pictures(options.quick).filter(({ name }) => words.every((word) => name.split('-').includes(word)));

const answers = {};
for (const folder of ['demo/answers', 'test/gallery']) {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.md')))
    answers[file.slice(0, -'.md'.length)] = readFileSync(join(folder, file), 'utf8');
}
const FILES = {
  '/': ['text/html', readFileSync('test/gallery/page.html')],
  '/states.js': ['text/javascript', readFileSync('test/gallery/states.js')],
  '/stream-chat.js': ['text/javascript', readFileSync('dist/stream-chat.js')],
  '/stream-chat-composer.js': ['text/javascript', readFileSync('dist/stream-chat-composer.js')],
  '/lang/ar.js': ['text/javascript', readFileSync('dist/lang/ar.js')],
  '/lang/zh-Hans.js': ['text/javascript', readFileSync('dist/lang/zh-Hans.js')],
  '/themes.css': ['text/css', readFileSync('demo/themes.css')],
  '/answers.json': ['application/json', JSON.stringify(answers)],
};
const server = createServer(({ url }, response) => {
  const [type, body] = FILES[url] ?? [];
  if (body === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

if (words.length === 0) rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
let session;
// Scrollbars are looked at too.
const browser = await launchBrowser(process.env.BROWSERS ?? 'chromium', { ignoreDefaultArgs: ['--hide-scrollbars'] });
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  const taken = new Map();
  for (const { name, device, features = {}, ...picture } of wanted) {
    await page.setViewport(device);
    if (Object.keys(features).length > 0) await emulate(page, features);
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.evaluate(async (wish) => {
      const [{ show }, texts] = await Promise.all([
        import('/states.js'),
        fetch('/answers.json').then((response) => response.json()),
      ]);
      await show(wish, texts);
    }, picture);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    taken.set(picture.state, [...(taken.get(picture.state) ?? []), { name, device }]);
    if (Object.keys(features).length > 0) await emulate(page, {});
  }
  for (const [state, shots] of taken) await writeSheet(browser, state, shots);
  console.log(`${wanted.length} pictures in ${FOLDER}, one sheet per state: sheet-*.png`);
} finally {
  await browser.close();
  server.close();
}

/** What a session emulates lasts as long as the session: one for all, or nothing takes it back. */
async function emulate(page, features) {
  session ??= await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
}

/** All pictures of a state side by side, to be looked at in one go. */
async function writeSheet(browser, state, shots) {
  const figures = shots
    .map(({ name, device }) => {
      const image = readFileSync(join(FOLDER, `${name}.png`)).toString('base64');
      return `<figure><img width="${device.width}" src="data:image/png;base64,${image}" /><figcaption>${name}</figcaption></figure>`;
    })
    .join('');
  const file = join(FOLDER, `sheet-${state}.html`);
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8" /><title>${state}</title><style>body{display:flex;flex-wrap:wrap;gap:16px;background:#888;font:14px sans-serif}figure{margin:0}img{display:block}</style>${figures}`,
  );
  const page = await browser.newPage();
  await page.setViewport({ width: SHEET_WIDTH, height: 800 });
  await page.setContent(readFileSync(file, 'utf8'), { waitUntil: 'load' });
  await page.screenshot({ path: join(FOLDER, `sheet-${state}.png`), fullPage: true });
  await page.close();
}
