import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { POLLUTIONS } from './pollutions.mjs';
import { page } from './site.mjs';
import { converse, hostilePages, LIMIT } from './visit.mjs';

const inline = (code = '') => `<script>${code}</script>`;
const CLASSIC = '<script src="/stream-chat.js"></script>';

/** Ids differ from page to page. */
const withoutIds = (body) => body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');

describe('on a page that changed the language (E-06, E-07, E-08, F-43)', () => {
  const pages = hostilePages();
  let clean;

  /** @returns what a conversation leaves on screen and in the request. */
  async function talk(t, html) {
    const chat = await pages.visit(t, html);
    const screen = await converse(chat);
    return { screen, body: withoutIds(pages.site.requests.findLast(({ url }) => url === '/answer').body), chat };
  }

  for (const { name, before, after, works = true } of POLLUTIONS) {
    const html = page(inline(before) + CLASSIC + inline(after));
    if (works) {
      test(`works as on a clean page, and asks the same: ${name} (E-06, E-07)`, LIMIT, async (t) => {
        clean ??= await talk(t, page(CLASSIC));
        const { screen, body, chat } = await talk(t, html);
        assert.equal(screen, clean.screen);
        assert.equal(body, clean.body);
        assert.deepEqual(chat.errors, []);
        assert.deepEqual(chat.warnings, []);
      });
    } else {
      test(`says in one sentence that it cannot work, and throws nothing: ${name} (E-06)`, LIMIT, async (t) => {
        const chat = await pages.look(t, html);
        await chat.untilSaid(/^<stream-chat> cannot run on this page/);
        assert.equal(chat.said.length, 1, chat.said.join('\n'));
        assert.deepEqual(chat.errors, []);
      });
    }
  }
});
