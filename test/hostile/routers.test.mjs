import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { page, SCRIPT_TAG } from './site.mjs';
import { converse, hostilePages, LIMIT } from './visit.mjs';

/** What client-side routers do with the body while an answer comes. The chat they leave is given back. */
const ROUTERS = {
  'keeps a permanent element by placeholders (Turbo)': () => {
    const kept = document.querySelector('stream-chat');
    const body = document.createElement('body');
    const placeholder = document.createElement('meta');
    kept.replaceWith(placeholder);
    body.append(kept);
    document.documentElement.replaceChild(body, document.body);
  },
  'moves it with moveBefore (Astro, View Transitions)': () => {
    const kept = document.querySelector('stream-chat');
    const target = document.createElement('main');
    document.body.prepend(target);
    if (target.moveBefore) target.moveBefore(kept, null);
    else target.append(kept);
  },
  'morphs the page around it and its attributes (htmx, Livewire, Idiomorph)': () => {
    const kept = document.querySelector('stream-chat');
    kept.setAttribute('heading', 'After');
    kept.setAttribute('class', 'wide');
    document.body.prepend(document.createElement('nav'));
    const wrapper = document.createElement('div');
    kept.before(wrapper);
    wrapper.append(kept);
  },
  'renders the same template again and again (React, Vue)': () => {
    const kept = document.querySelector('stream-chat');
    for (let i = 0; i < 20; i++) {
      kept.setAttribute('endpoint', '/open');
      kept.setAttribute('suggestions', '["One"]');
      document.body.append(kept);
    }
  },
};

describe('with a client-side router', () => {
  const pages = hostilePages();
  const body = '<p>Page</p><stream-chat endpoint="/open"></stream-chat>';

  for (const [name, route] of Object.entries(ROUTERS)) {
    test(`that ${name}: the answer goes on, and is asked for once (R-17)`, LIMIT, async (t) => {
      const chat = await pages.visit(t, page(SCRIPT_TAG, body));
      const before = pages.site.requests.filter(({ url }) => url === '/open').length;
      await chat.ask('Plans?');
      await chat.untilAnswer('streaming');
      await chat.read(() => (window.kept = document.querySelector('stream-chat')) && undefined);
      await chat.page.evaluate(route);
      await chat.read(() => new Promise((resolve) => setTimeout(resolve, 100)));
      assert.equal(await chat.read(() => window.kept === document.querySelector('stream-chat')), true);
      assert.deepEqual(await chat.messages(), ['user complete', 'assistant streaming']);
      assert.match(await chat.text('content'), /small/);
      assert.equal(pages.site.requests.filter(({ url }) => url === '/open').length, before + 1);
      assert.deepEqual(chat.errors, []);
    });
  }

  test(
    'that replaces the body (Turbo, Swup): the old chat lets go of its request, the new one works',
    LIMIT,
    async (t) => {
      const chat = await pages.visit(t, page(SCRIPT_TAG, body));
      await chat.ask('Plans?');
      await chat.untilAnswer('streaming');
      await chat.page.evaluate(() => {
        window.old = document.querySelector('stream-chat');
        const next = document.createElement('body');
        const element = document.createElement('stream-chat');
        element.setAttribute('endpoint', '/answer');
        next.append(element);
        document.body.replaceWith(next);
      });
      await chat.until(
        () => window.old.status === 'idle' && window.old.messages.at(-1).status === 'stopped',
        'the old one stopped',
      );
      await converse(chat);
      assert.deepEqual(chat.errors, []);
    },
  );

  test('that caches a copy of the page (Turbo): the copy is a fresh chat that works', LIMIT, async (t) => {
    const chat = await pages.visit(
      t,
      page(SCRIPT_TAG, '<stream-chat endpoint="/answer" mode="floating" open></stream-chat>'),
    );
    await converse(chat);
    await chat.page.evaluate(() => {
      const copy = document.body.cloneNode(true);
      document.body.replaceWith(copy);
    });
    await converse(chat);
    assert.deepEqual(await chat.messages(), ['user complete', 'assistant complete']);
    assert.deepEqual(chat.errors, []);
  });

  test(
    'that parses the page into another document first (Astro): an adopted chat keeps its style and works',
    LIMIT,
    async (t) => {
      const chat = await pages.visit(t, page(SCRIPT_TAG, '<p>Page</p><stream-chat></stream-chat>'));
      await chat.page.evaluate(() => {
        const next = new DOMParser().parseFromString(
          '<body><stream-chat endpoint="/answer"></stream-chat>',
          'text/html',
        );
        document.body.replaceChildren(...next.body.children);
      });
      await converse(chat);
      assert.equal(await chat.read((root) => getComputedStyle(root.querySelector('[part~="log"]')).overflowY), 'auto');
      assert.deepEqual(chat.errors, []);
    },
  );
});
