import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { page, SCRIPT_TAG } from '../hostile/site.mjs';
import { converse, hostilePages, LIMIT } from '../hostile/visit.mjs';
import { ENDPOINTS } from './states.mjs';

const body = (attributes) =>
  `<button id="before">Before</button><stream-chat max-retries="0" ${attributes}></stream-chat><button id="after">After</button>`;
const html = (attributes) => page(SCRIPT_TAG, body(attributes));

/** The part, or the id, that has the focus. */
const focused = (chat) =>
  chat.read((root) =>
    root.activeElement
      ? root.activeElement.getAttribute('part') || root.activeElement.localName
      : document.activeElement.id || 'body',
  );

/** Where Tab leads, from the button before the chat to the one behind it. */
async function stops(chat) {
  await chat.page.focus('#before');
  const list = [];
  while (list.at(-1) !== 'after' && list.length < 30) {
    await chat.page.keyboard.press('Tab');
    list.push(await focused(chat));
  }
  return list;
}

describe('by keyboard', () => {
  const pages = hostilePages({ endpoints: ENDPOINTS });

  test(
    'Tab leads from launcher and header through transcript and actions to the composer, in eight stops however long the conversation (A-07)',
    LIMIT,
    async (t) => {
      const chat = await pages.visit(
        t,
        html('mode="floating" open heading="Help" endpoint="/answer" feedback timestamps downloadable'),
      );
      for (let i = 0; i < 3; i++) await converse(chat);
      await chat.page.keyboard.type('More');
      const list = await stops(chat);
      assert.equal(list.at(-1), 'after', list.join(' · '));
      // What the answers bring along (links, code, tables, pictures) comes on top.
      const own = list
        .slice(0, -1)
        .filter((part) => /^(?:log|input)$|button|launcher/.test(part) && !/code|image/.test(part));
      assert.deepEqual(own, [
        'launcher',
        'download-button',
        'close-button',
        'log',
        'copy-button',
        'input',
        'send-button',
      ]);
    },
  );

  test(
    'arrow keys lead along the actions of a message and to those of the messages around it, and Tab leads on (A-07)',
    LIMIT,
    async (t) => {
      const chat = await pages.visit(t, html('endpoint="/answer" feedback'));
      for (let i = 0; i < 2; i++) await converse(chat);
      await chat.read((root) => [...root.querySelectorAll('[part~="copy-button"]')].at(-1).focus());
      const walked = [];
      for (const key of ['Right', 'Right', 'Right', 'Right', 'Left', 'Up', 'Right', 'Up', 'Down', 'Down', 'Down']) {
        await chat.page.keyboard.press(`Arrow${key}`);
        walked.push(
          await chat.read((root) => {
            const messages = [...root.querySelectorAll('[data-id]')];
            const place = messages.findIndex((message) => message.contains(root.activeElement));
            return `${place} ${root.activeElement.getAttribute('part')}`;
          }),
        );
      }
      assert.deepEqual(walked, [
        '3 regenerate-button',
        '3 feedback-up',
        '3 feedback-down',
        '3 feedback-down',
        '3 feedback-up',
        '2 copy-button',
        '2 edit-button',
        '1 copy-button',
        '2 copy-button',
        '3 copy-button',
        '3 copy-button',
      ]);
      await chat.page.keyboard.press('Tab');
      assert.equal(await focused(chat), 'input');
      await chat.read((root) => root.querySelector('.root').setAttribute('dir', 'rtl'));
      await chat.read((root) => [...root.querySelectorAll('[part~="copy-button"]')].at(-1).focus());
      await chat.page.keyboard.press('ArrowLeft');
      assert.equal(await focused(chat), 'regenerate-button');
    },
  );

  test(
    'there is no positive tabindex, no access key and no trap, and Shift+Tab leads back (A-07)',
    LIMIT,
    async (t) => {
      const chat = await pages.visit(t, html('endpoint="/answer" heading="Help"'));
      await converse(chat);
      const odd = await chat.read(
        (root) =>
          [...root.querySelectorAll('[tabindex], [accesskey]')].filter(
            (element) => element.tabIndex > 0 || element.accessKey,
          ).length,
      );
      assert.equal(odd, 0);
      const forth = await stops(chat);
      const back = [];
      for (let i = 0; i < forth.length && back.at(-1) !== 'before'; i++) {
        await chat.page.keyboard.down('Shift');
        await chat.page.keyboard.press('Tab');
        await chat.page.keyboard.up('Shift');
        back.push(await focused(chat));
      }
      assert.deepEqual(back, [...forth.slice(0, -1).toReversed(), 'before']);
    },
  );

  test('no single letter does anything outside the field (A-07)', LIMIT, async (t) => {
    const chat = await pages.visit(t, html('endpoint="/answer"'));
    await converse(chat);
    await chat.read((root) => root.querySelector('[part~="log"]').focus());
    const before = await chat.messages();
    for (const key of 'abcdehjklnoprstx?/') await chat.page.keyboard.press(key);
    assert.deepEqual(await chat.messages(), before);
    assert.equal(await focused(chat), 'log');
  });

  test(
    'Home in the transcript leads to its start, also while text arrives, and End back to its end (A-07)',
    LIMIT,
    async (t) => {
      const chat = await pages.visit(t, html('endpoint="/answer"'));
      await chat.read(() => {
        const parts = [{ type: 'text', text: 'Line\n\n'.repeat(200), revision: 0 }];
        document
          .querySelector('stream-chat')
          .setMessages([{ id: 'a', role: 'assistant', parts, status: 'complete', createdAt: 0 }]);
      });
      await chat.until((root) => root.querySelector('[part~="log"]').scrollTop > 100, 'it is at its end');
      await chat.read((root) => root.querySelector('[part~="log"]').focus());
      await chat.page.keyboard.press('Home');
      const top = () => chat.read((root) => root.querySelector('[part~="log"]').scrollTop);
      const settle = () => chat.read(() => new Promise((resolve) => setTimeout(resolve, 500)));
      await settle();
      assert.equal(await top(), 0);
      await chat.read(() => {
        const parts = [{ type: 'text', text: 'News', revision: 0 }];
        document
          .querySelector('stream-chat')
          .addMessage({ id: 'b', role: 'assistant', parts, status: 'complete', createdAt: 0 });
      });
      await chat.untilHas('jump-button');
      await settle();
      assert.equal(await top(), 0);
      await chat.page.keyboard.press('End');
      await chat.until((root) => !root.querySelector('[part~="jump-button"]'), 'it is at its end again');
    },
  );

  test('Escape in the field stops an answer: one key (A-08)', LIMIT, async (t) => {
    const chat = await pages.visit(t, html('endpoint="/open"'));
    await chat.ask('Plans?');
    await chat.untilAnswer('streaming');
    await chat.page.keyboard.press('Escape');
    await chat.untilAnswer('stopped');
    assert.equal(await focused(chat), 'input');
  });

  for (const [name, endpoint, status] of [
    ['an answer', '/answer', 'complete'],
    ['an error', '/refuse', 'failed'],
    ['an answer that breaks off', '/cut-later', 'interrupted'],
  ]) {
    test(`${name} moves no focus, neither the visitor’s nor the page’s (A-05)`, LIMIT, async (t) => {
      const chat = await pages.visit(t, html(`endpoint="${endpoint}"`));
      await chat.ask('Plans?');
      await chat.page.focus('#after');
      await chat.read((root) => {
        window.moves = 0;
        for (const target of [root, document]) target.addEventListener('focusin', () => window.moves++);
      });
      await chat.untilAnswer(status);
      await chat.read(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      assert.equal(await chat.read(() => window.moves), 0);
      assert.equal(await focused(chat), 'after');
    });
  }

  for (const [part, endpoint, status] of [
    ['send-button', '/open', 'streaming'],
    ['stop-button', '/open', 'stopped'],
    ['retry-button', '/refuse', 'failed'],
    ['suggestion', '/open', 'streaming'],
  ]) {
    test(`${part}, pressed by a key, goes away and leaves the focus in the field (A-05)`, LIMIT, async (t) => {
      const chat = await pages.visit(t, html(`endpoint="${endpoint}" suggestions='["One"]'`));
      if (part === 'send-button') {
        await chat.press('input');
        await chat.page.keyboard.type('Plans?');
      } else if (part !== 'suggestion') await chat.ask('Plans?');
      await chat.untilHas(part);
      await chat.press('input');
      const isBehind = part === 'send-button' || part === 'stop-button';
      for (let i = 0; i < 10 && !(await focused(chat)).split(' ').includes(part); i++) {
        if (!isBehind) await chat.page.keyboard.down('Shift');
        await chat.page.keyboard.press('Tab');
        if (!isBehind) await chat.page.keyboard.up('Shift');
      }
      await chat.page.keyboard.press('Enter');
      await chat.until((root) => root.activeElement?.matches('[part~="input"]'), 'the field has the focus');
      await chat.untilAnswer(status);
      assert.equal(await focused(chat), 'input');
    });
  }

  test(
    'a popup takes the focus into its field, and Escape and its button give it back to the launcher (A-06)',
    LIMIT,
    async (t) => {
      const chat = await pages.visit(t, html('mode="floating" endpoint="/answer"'));
      for (const close of ['Escape', 'close-button']) {
        await chat.read((root) => root.querySelector('[part~="launcher"]').focus());
        await chat.page.keyboard.press('Enter');
        await chat.until((root) => root.activeElement?.matches('[part~="input"]'), 'the field has the focus');
        const { expanded, role, modal } = await chat.read((root) => ({
          expanded: root.querySelector('[part~="launcher"]').getAttribute('aria-expanded'),
          role: root.querySelector('[part~="panel"]').getAttribute('role'),
          modal: root.querySelector('[part~="panel"]').getAttribute('aria-modal'),
        }));
        assert.deepEqual({ expanded, role, modal }, { expanded: 'true', role: 'dialog', modal: null });
        if (close === 'Escape') await chat.page.keyboard.press('Escape');
        else await chat.press(close);
        await chat.until((root) => root.activeElement?.matches('[part~="launcher"]'), 'the launcher has the focus');
      }
    },
  );
});
