import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { page } from './site.mjs';
import { hostilePages } from './visit.mjs';

/** What a page, or an attacker who got that far, may leave on `Object.prototype` to widen what an answer may hold. */
const POLLUTIONS = {
  ALLOWED_TAGS: "['iframe', 'script', 'form', 'b']",
  ADD_TAGS: "['iframe', 'script', 'form']",
  ALLOWED_ATTR: "['onclick', 'onerror', 'style', 'id']",
  ADD_ATTR: "['onclick', 'onerror', 'style', 'id']",
  ADD_URI_SAFE_ATTR: "['href', 'src']",
  ALLOWED_URI_REGEXP: '/.*/',
  ALLOW_UNKNOWN_PROTOCOLS: 'true',
  ALLOW_SELF_CLOSE_IN_ATTR: 'true',
  CUSTOM_ELEMENT_HANDLING: '{ tagNameCheck: /./, attributeNameCheck: /./, allowCustomizedBuiltInElements: true }',
  tagNameCheck: '/./',
  attributeNameCheck: '/./',
  USE_PROFILES: '{ html: true, svg: true, mathMl: true }',
  SAFE_FOR_XML: 'false',
  SANITIZE_DOM: 'false',
  IN_PLACE: 'true',
  WHOLE_DOCUMENT: 'true',
  RETURN_DOM: 'true',
  NAMESPACE: "'http://www.w3.org/2000/svg'",
  PARSER_MEDIA_TYPE: "'application/xhtml+xml'",
  beforeSanitizeElements: '[function () {}]',
  onclick: 'true',
  iframe: 'true',
  href: '/.*/',
};

/** Two dozen pages, one after the other. */
const LIMIT = { timeout: 240_000 };

const ATTACK =
  '<b id="x" onclick="attack()" style="position:fixed">one</b> <iframe src="https://evil.test/"></iframe> <x-widget a="1">two</x-widget> ' +
  '<svg onload="attack()"><a href="javascript:attack()">three</a></svg> <a href="javascript:attack()">four</a> <img src="x" onerror="attack()"> ' +
  '<form action="https://evil.test/"><input name="a"></form> [five](javascript:attack()) ![six](https://evil.test/x.png) **seven**';

describe('a page whose Object.prototype is polluted', () => {
  const pages = hostilePages();

  /** @returns the answer's nodes as text, and whether anything of it ran. */
  async function drawn(t, pollution) {
    const attack = ATTACK.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    const chat = await pages.visit(
      t,
      page(
        `<script>window.attack = function () { window.ran = true; }; ${pollution}</script><script src="/stream-chat.js"></script>`,
        `<stream-chat endpoint="/answer" html="sanitized" greeting="${attack}"></stream-chat>`,
      ),
    );
    // The browser's own automation waits by scripts that such a page breaks.
    const read = () => chat.read((root) => root.querySelector('[part~="content"]')?.innerHTML ?? '');
    while (!(await read()).includes('seven')) await setTimeout(20);
    return { content: await read(), hasRun: await chat.read(() => window.ran === true), errors: chat.errors };
  }

  test('gets the same answer, and nothing of it runs, whatever is polluted (X-12)', LIMIT, async (t) => {
    const clean = await drawn(t, '');
    assert.match(clean.content, /<b part="b">one<\/b>/);
    for (const [name, value] of Object.entries(POLLUTIONS)) {
      const polluted = await drawn(t, `Object.prototype[${JSON.stringify(name)}] = ${value};`);
      assert.deepEqual({ name, ...polluted }, { name, ...clean, hasRun: false });
    }
  });
});
