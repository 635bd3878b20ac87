import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { page, SCRIPT_TAG } from '../hostile/site.mjs';
import { BROWSER, converse, hostilePages, LIMIT } from '../hostile/visit.mjs';
import { readTree } from '../support/accessibility-tree.mjs';
import { ENDPOINTS, STATES } from './states.mjs';

/** Every attribute whose value names ids. */
function readReferences(root) {
  const names = [
    'aria-labelledby',
    'aria-describedby',
    'aria-controls',
    'aria-owns',
    'aria-details',
    'aria-activedescendant',
    'aria-errormessage',
    'aria-flowto',
    'for',
    'popovertarget',
    'list',
    'form',
    'headers',
  ];
  return [...root.querySelectorAll('*')].flatMap((element) =>
    names.flatMap((name) =>
      (element.getAttribute(name)?.split(/\s+/) ?? [])
        .filter((id) => id && !root.getElementById(id))
        .map((id) => `${name}="${id}"`),
    ),
  );
}

describe('what assistive technology is told', () => {
  const pages = hostilePages({ endpoints: ENDPOINTS });

  test(
    'each message is an article with the name of who said it; blocks have their roles and names (A-15)',
    LIMIT,
    async (t) => {
      const chat = await pages.visit(
        t,
        page(SCRIPT_TAG, '<h1>Host</h1><stream-chat endpoint="/answer" heading="Help" greeting="Hello"></stream-chat>'),
      );
      await converse(chat);
      const tree = await readTree(chat.page, BROWSER);
      const of = (role) => tree.filter((node) => node.role === role).map(({ name }) => name);
      assert.deepEqual(of('article'), ['Assistant', 'You', 'Assistant']);
      assert.deepEqual(of('log'), ['Conversation']);
      assert.deepEqual(of('region'), ['Help']);
      assert.deepEqual(of('columnheader'), ['plan', 'price']);
      assert.ok(of('button').includes('Copy js code'), of('button').join());
      assert.ok(of('textbox').includes('Message'));
      assert.deepEqual(
        of('button').filter((name) => name === ''),
        [],
      );
      assert.deepEqual(
        of('link').filter((name) => name === ''),
        [],
      );
      const levels = tree.filter(({ role }) => role === 'heading').map(({ name, level }) => `${level} ${name}`);
      // The widget's heading is below the page's, and those of an answer are below the widget's.
      assert.deepEqual(levels, ['1 Host', '2 Help', '4 Plans']);
    },
  );

  for (const state of ['error', 'interrupted']) {
    test(`${state}: its words stand in the message, with a button that says what it does (A-16)`, LIMIT, async (t) => {
      const { html, act } = STATES[state];
      const chat = await pages.visit(t, html);
      await act(chat);
      const { words, isInside, buttons, icon } = await chat.read((root) => {
        const notice = root.querySelector('[part~="notice"]');
        return {
          words: notice.innerText,
          isInside: notice.closest('article') !== null,
          buttons: [...notice.querySelectorAll('button')].map((button) => button.ariaLabel ?? button.innerText.trim()),
          icon: getComputedStyle(notice, '::before').content !== 'none' || notice.querySelector('svg') !== null,
        };
      });
      assert.match(words, /^\S.{10,}/s);
      assert.ok(isInside);
      assert.ok(buttons.includes('Retry'), buttons.join());
      assert.ok(icon, 'colour alone says that it is an error');
    });
  }

  for (const [name, { html, act, width, height }] of Object.entries(STATES)) {
    test(`${name}: no id is named that is not in the same tree (A-17)`, LIMIT, async (t) => {
      const chat = await pages.visit(t, html, { width, height });
      await act?.(chat);
      assert.deepEqual(await chat.read(readReferences), []);
    });
  }

  test('a name that the page gives the element names the chat (A-17)', LIMIT, async (t) => {
    const chat = await pages.visit(
      t,
      page(SCRIPT_TAG, '<stream-chat aria-label="Ask the shop" endpoint="/answer"></stream-chat>'),
    );
    const label = await chat.read((root) => root.querySelector('[part~="panel"]').getAttribute('aria-label'));
    assert.equal(label, 'Ask the shop');
  });
});
