import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { page, SCRIPT_TAG } from '../hostile/site.mjs';
import { converse, hostilePages, LIMIT } from '../hostile/visit.mjs';
import { ENDPOINTS, STATES } from './states.mjs';

const html = (attributes = '', head = '') =>
  page(head + SCRIPT_TAG, `<h1>Host</h1><stream-chat max-retries="0" endpoint="/answer" ${attributes}></stream-chat>`);

/** Code and a title of two lines, a cell of many words among many columns, values of a tool. */
const EVERY_FORM = {
  id: 'a',
  role: 'assistant',
  status: 'complete',
  createdAt: 0,
  parts: [
    { type: 'tool-call', id: 't', name: 'find', argsText: '{"order":7}', args: { order: 7 }, state: 'done' },
    {
      type: 'text',
      revision: 0,
      text: 'Run `labels test --carrier north --weight 1.2 --to Lindenhof --now`.\n\n| Plan | Price a month | Messages a day | Support hours | Data is kept |\n|---|---|---|---|---|\n| Plan 1 with a name | 9 | 1234 | 9–12 | 1 year |\n',
    },
    {
      type: 'source',
      url: 'https://example.com/a',
      title: 'A title that is as long as those of help pages tend to be',
    },
  ],
};

const TARGETS = `heading="Help" mode="floating" open feedback downloadable suggestions='["One"]'`;

/** Of an element with a name of its own: its size, as a pointer meets it. */
function readTargets(root) {
  // A panel on its way up is smaller than it will be.
  for (const animation of root.getAnimations())
    if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
  return [...root.querySelectorAll('button, a[href], textarea, summary')]
    .filter(
      (element) =>
        element.checkVisibility() && !(element.localName === 'a' && getComputedStyle(element).display === 'inline'),
    )
    .map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return {
        part: element.getAttribute('part') || element.localName,
        width: Math.round(width),
        height: Math.round(height),
      };
    });
}

/** Runs in the page: colours as the engine paints them, and how far apart they are (WCAG 2.2). */
function measureAccents(root, accents) {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  });
  const rgb = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (color) => {
    const [r, g, b] = rgb(color).map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const element = document.querySelector('stream-chat');
  const probe = document.createElement('span');
  root.querySelector('.root').append(probe);
  const color = (name) => {
    probe.style.setProperty('color', `var(${name})`);
    return getComputedStyle(probe).color;
  };
  /** Pairs of properties, and how much they must differ. */
  const pairs = [
    ['--chat-accent-text', '--chat-accent', 4.5],
    ['--chat-link', '--chat-background', 4.5],
    ['--chat-link', '--chat-surface', 4.5],
    ['--chat-user-text', '--chat-user-background', 4.5],
    ['--chat-text', '--chat-background', 4.5],
    ['--chat-muted', '--chat-background', 4.5],
    ['--chat-muted', '--chat-surface', 4.5],
    ['--chat-notice-text', '--chat-notice-background', 4.5],
    ['--chat-code-text', '--chat-code-background', 4.5],
    ['--chat-badge-text', '--chat-badge', 4.5],
    ['--chat-focus', '--chat-background', 3],
    ['--chat-focus', '--chat-surface', 3],
  ];
  const weak = [];
  for (const scheme of ['light', 'dark']) {
    element.setAttribute('color-scheme', scheme);
    for (const accent of accents) {
      if (accent) element.style.setProperty('--chat-accent', accent);
      else element.style.removeProperty('--chat-accent');
      for (const [one, other, least] of pairs) {
        const found = ratio(color(one), color(other));
        // Painted colours are whole numbers: half a step is no lack.
        if (found < least - 0.05) weak.push(`${scheme} ${accent}: ${one} on ${other} ${found.toFixed(2)}`);
      }
    }
  }
  probe.remove();
  return weak;
}

/** The same 200 colours in every run, spread over the cube. */
function accents() {
  let seed = 20260101;
  const next = () => (seed = (seed * 48271) % 2147483647) % 256;
  return Array.from({ length: 200 }, () => `rgb(${next()} ${next()} ${next()})`);
}

/** What is cut off, covered, or wider than its place. */
function readLosses(root) {
  const losses = [];
  if (document.documentElement.scrollWidth > innerWidth)
    losses.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} > ${innerWidth}`);
  const log = root.querySelector('[part~="log"]');
  if (log.scrollWidth > log.clientWidth)
    losses.push(`the log scrolls sideways: ${log.scrollWidth} > ${log.clientWidth}`);
  for (const element of root.querySelectorAll(
    'button, textarea, h2, [part~="notice"], [part~="disclaimer"], [part~="suggestion"], [part~="content"]',
  )) {
    if (!element.checkVisibility()) continue;
    const { left, right, width } = element.getBoundingClientRect();
    const name = element.getAttribute('part') || element.localName;
    if (width > 0 && (left < -1 || right > innerWidth + 1))
      losses.push(`${name} leaves the window: ${left} to ${right}`);
    const { overflowX, overflowY } = getComputedStyle(element);
    if (element.scrollWidth > element.clientWidth + 1 && /hidden|clip/.test(overflowX))
      losses.push(`${name} is cut off sideways`);
    if (element.scrollHeight > element.clientHeight + 1 && /hidden|clip/.test(overflowY))
      losses.push(`${name} is cut off`);
  }
  return losses;
}

/** Controls and states of which forced colours leave neither border, glyph nor words. */
function readInvisible(root) {
  const canvas = getComputedStyle(root.querySelector('[part~="panel"]')).backgroundColor;
  return [
    ...root.querySelectorAll(
      'button, textarea, [part~="composer"], [part~="notice"], [part~="message-user"] [part~="content"]',
    ),
  ]
    .filter((element) => element.checkVisibility())
    .filter((element) => {
      const style = getComputedStyle(element);
      const hasBorder = style.borderTopStyle !== 'none' && Number.parseFloat(style.borderTopWidth) > 0;
      const glyph = element.querySelector('path, svg');
      const hasGlyph = glyph && getComputedStyle(glyph).stroke !== canvas && getComputedStyle(glyph).stroke !== 'none';
      const hasText = element.textContent.trim() !== '' && style.color !== canvas;
      const isField = element.localName === 'textarea';
      return !hasBorder && !hasGlyph && !hasText && !isField;
    })
    .map((element) => element.getAttribute('part'));
}

describe('for every eye and hand', () => {
  const pages = hostilePages({ endpoints: ENDPOINTS });

  test('targets are 24 px and more (A-09)', LIMIT, async (t) => {
    const chat = await pages.visit(t, html(TARGETS));
    const before = await chat.read(readTargets);
    await converse(chat);
    const targets = [...before, ...(await chat.read(readTargets))];
    assert.ok(targets.length > 10);
    assert.deepEqual(
      targets.filter(({ width, height }) => width < 24 || height < 24),
      [],
    );
  });

  test('text has 4.5 : 1 and focus 3 : 1 with any of 200 accents, in light and dark (A-10)', LIMIT, async (t) => {
    const chat = await pages.visit(t, html());
    assert.deepEqual(await chat.read(measureAccents, ['', ...accents()]), []);
  });

  test('the focus ring is two pixels wide, and nothing covers what has the focus (A-11)', LIMIT, async (t) => {
    const chat = await pages.visit(t, html('heading="Help"', '<style>stream-chat { height: 320px }</style>'));
    await converse(chat);
    await converse(chat);
    await chat.page.focus('h1').catch(() => undefined);
    const bad = [];
    for (let i = 0; i < 40; i++) {
      await chat.page.keyboard.press('Tab');
      const state = await chat.read((root) => {
        const element = root.activeElement;
        if (!element) return 'left';
        const rings = [element, element.closest('form')].filter(Boolean).map((ringed) => {
          const style = getComputedStyle(ringed);
          const shadow = /0px 0px 0px (\d+)px/.exec(style.boxShadow)?.[1] ?? 0;
          return style.outlineStyle === 'none'
            ? Number(shadow) + (Number(shadow) > 0 ? 1 : 0)
            : Number.parseFloat(style.outlineWidth);
        });
        const { left, top, right, bottom, width } = element.getBoundingClientRect();
        const log = root.querySelector('[part~="log"]').getBoundingClientRect();
        const inLog = root.querySelector('[part~="log"]').contains(element) && element.getAttribute('part') !== 'log';
        const y = inLog ? Math.min(Math.max((top + bottom) / 2, log.top + 2), log.bottom - 2) : (top + bottom) / 2;
        const hit = root.elementFromPoint((left + right) / 2, y);
        const isSeen = width === 0 || (hit && (element.contains(hit) || hit.contains(element) || hit.shadowRoot));
        const name = element.getAttribute('part') || element.localName;
        return `${Math.max(...rings) >= 2 ? '' : `${name} has a ring of ${Math.max(...rings)} px`}${isSeen ? '' : ` ${name} is covered by ${hit?.getAttribute('part')}`}`;
      });
      if (state === 'left') break;
      if (state) bad.push(state);
    }
    assert.deepEqual(bad, []);
  });

  test('the ring of the field is as thick above as below: nothing is painted over it (A-11)', LIMIT, async (t) => {
    const chat = await pages.visit(t, html('heading="Help" style="--chat-focus: #f00; --chat-motion: 0s"'));
    await chat.read((root) => root.querySelector('textarea').focus());
    const { x, y, width, height } = await chat.read((root) =>
      root.querySelector('[part~="composer"]').getBoundingClientRect().toJSON(),
    );
    const clip = { x: Math.round(x + width / 2), y: Math.round(y) - 4, width: 1, height: Math.round(height) + 8 };
    const png = await chat.page.screenshot({ clip, encoding: 'base64' });
    const rows = await chat.read(async (_root, data) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      const { data: bytes } = context.getImageData(0, 0, 1, image.height);
      // Firefox paints an edge that lies between two pixels as a share of a pixel: 255 64 64 is three quarters of one.
      return Array.from({ length: image.height }, (_, row) => bytes[row * 4] > 200 && bytes[row * 4 + 1] < 128);
    }, png);
    const half = rows.length / 2;
    const thickness = [rows.slice(0, half), rows.slice(half)].map((side) => side.filter(Boolean).length);
    assert.deepEqual(thickness, [2, 2]);
  });

  test('what can be done with a message goes on in a second line where one is too short (A-14)', LIMIT, async (t) => {
    const { html: source, act } = STATES['every part, version and figure'];
    const chat = await pages.visit(t, source.replace('<head>', '<head><style>html { font-size: 200% }</style>'), {
      width: 320,
      height: 640,
    });
    await act(chat);
    assert.deepEqual(await chat.read(readLosses), []);
  });

  test('buttons have text of one size, in a notice too', LIMIT, async (t) => {
    const chat = await pages.visit(t, html(TARGETS).replace('/answer', '/refuse'));
    const sizeOf = (part) =>
      chat.read((root, name) => getComputedStyle(root.querySelector(`[part~="${name}"]`)).fontSize, part);
    const suggestion = await sizeOf('suggestion');
    await chat.ask('Plans?');
    await chat.untilAnswer('failed');
    assert.equal(await sizeOf('retry-button'), suggestion);
  });

  test('what an answer has beside plain words is drawn whole', LIMIT, async (t) => {
    const chat = await pages.visit(t, html(), { width: 390 });
    await chat.read((_root, message) => document.querySelector('stream-chat').setMessages([message]), EVERY_FORM);
    await chat.untilHas('source');
    const lines = await chat.read((root) => {
      const rects = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()];
      };
      const of = (part) => root.querySelector(`[part~="${part}"]`);
      const [code, cell, link] = [of('inline-code'), of('table-cell'), of('source-link')];
      return {
        codeMargins: [...code.getClientRects()].map((box, line) => Math.round(box.right - rects(code)[line].right)),
        cellLines: rects(cell).length,
        linkLines: rects(link).length,
        aboveLink: link.getBoundingClientRect().top - of('source').getBoundingClientRect().top,
        lineHeight: Number.parseFloat(getComputedStyle(link).lineHeight),
        value: of('tool-call-args').textContent,
      };
    });
    assert.ok(lines.codeMargins.length > 1, 'code goes on in a second line');
    for (const margin of lines.codeMargins) assert.ok(margin >= 4, `its background ends ${margin} px behind its text`);
    assert.equal(lines.cellLines, 2, 'a cell of five words');
    assert.ok(lines.linkLines > 1, 'a title goes on in a second line');
    assert.ok(lines.aboveLink < lines.lineHeight, 'and begins beside its number');
    assert.equal(lines.value, '{\n  "order": 7\n}');
  });

  test('the thumbs stand together, however short the line of what can be done is', LIMIT, async (t) => {
    const chat = await pages.visit(t, html('feedback timestamps'));
    await converse(chat);
    const places = await chat.read((root) => {
      const all = [...root.querySelectorAll('[data-role="assistant"] [part="actions"] button')];
      const top = (part) => all.find((button) => button.matches(`[part~="${part}"]`)).getBoundingClientRect().top;
      return Array.from({ length: 24 }, (_, step) => {
        document.querySelector('stream-chat').style.width = `${250 - step * 5}px`;
        return { copy: top('copy-button'), up: top('feedback-up'), down: top('feedback-down') };
      });
    });
    assert.ok(
      places.some(({ copy, up }) => up > copy),
      'the line goes on in a second one',
    );
    for (const { up, down } of places) assert.equal(up, down);
  });

  test('files that go along stand where the notice does', LIMIT, async (t) => {
    const { html: source, act } = STATES['files, voice and commands'];
    const chat = await pages.visit(t, source);
    await act(chat);
    await chat.untilHas('composer-problem');
    const [file, problem] = await chat.read((root) =>
      ['picked-file', 'composer-problem'].map(
        (part) => root.querySelector(`[part~="${part}"]`).getBoundingClientRect().left,
      ),
    );
    assert.ok(Math.abs(file - problem) < 0.5, `${file} and ${problem}`);
  });

  test('on paper stands the whole conversation, as wide as the page and dark on white', LIMIT, async (t) => {
    const chat = await pages.visit(t, html(`${TARGETS} color-scheme="dark"`));
    await chat.read((_root, message) => document.querySelector('stream-chat').setMessages([message]), {
      ...EVERY_FORM,
      parts: [
        { type: 'text', revision: 0, text: `\`\`\`sh\n${'echo one '.repeat(60)}\n\`\`\`\n\n${'Text\n\n'.repeat(60)}` },
      ],
    });
    await chat.untilHas('code-block');
    const paper = await chat.read((root) => {
      for (const sheet of root.adoptedStyleSheets)
        for (const rule of sheet.cssRules) if (rule.media?.mediaText === 'print') rule.media.mediaText = 'all';
      const element = document.querySelector('stream-chat');
      const of = (part) => root.querySelector(`[part~="${part}"]`);
      const { position, colorScheme } = getComputedStyle(element);
      return {
        position,
        colorScheme,
        missing: document.body.clientWidth - of('panel').offsetWidth,
        cut: of('log').scrollHeight - of('log').clientHeight,
        codeBeyond: Math.max(0, of('code-lines').offsetWidth - of('code-block').clientWidth),
        footer: of('footer').checkVisibility(),
      };
    });
    assert.deepEqual(paper, {
      position: 'static',
      colorScheme: 'light',
      missing: 0,
      cut: 0,
      codeBeyond: 0,
      footer: false,
    });
  });

  const SPACING = '* { line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em }';
  for (const [name, size, style] of [
    ['320 × 256', { width: 320, height: 256 }, ''],
    ['320 px wide, text of 200 %', { width: 320, height: 640 }, 'html { font-size: 200% }'],
    ['640 px wide, text of 200 %', { width: 640, height: 512 }, 'html { font-size: 200% }'],
    ['the text spacing of WCAG 1.4.12', { width: 360, height: 640 }, SPACING],
  ]) {
    test(`nothing is lost at ${name} (A-14, I-05)`, LIMIT, async (t) => {
      const losses = [];
      for (const state of [
        'empty',
        'lists, reasoning, tools and sources',
        'error',
        'interrupted',
        'a popup on a phone',
        '320 × 256',
      ]) {
        const { html: source, act } = STATES[state];
        const chat = await pages.visit(
          t,
          source.replace('<head>', `<head><style>${style}</style><meta name="viewport" content="width=device-width">`),
          size,
        );
        await act?.(chat);
        losses.push(...(await chat.read(readLosses)).map((loss) => `${state}: ${loss}`));
      }
      assert.deepEqual(losses, []);
    });
  }
});

describe('under a finger', () => {
  const pages = hostilePages({ endpoints: ENDPOINTS, system: 'a finger' });

  test('what is used most is 44 px and more, all else 24 px (A-09)', LIMIT, async (t) => {
    const main = /launcher|close-button|send-button|stop-button|suggestion$|retry-button|continue-button/;
    const seen = new Set();
    for (const endpoint of ['/answer', '/refuse', '/open']) {
      const chat = await pages.visit(t, html(TARGETS.replace(' open ', ' ')).replace('/answer', endpoint), {
        width: 390,
      });
      assert.equal(await chat.read(() => matchMedia('(pointer: coarse)').matches), true);
      const targets = await chat.read(readTargets);
      await chat.press('launcher');
      await chat.untilHas('input');
      targets.push(...(await chat.read(readTargets)));
      await chat.ask('Plans?');
      await chat.untilAnswer({ '/answer': 'complete', '/refuse': 'failed', '/open': 'streaming' }[endpoint]);
      targets.push(...(await chat.read(readTargets)));
      for (const { part } of targets) seen.add(part);
      const small = targets.filter(({ part, width, height }) => Math.min(width, height) < (main.test(part) ? 44 : 24));
      assert.deepEqual(small, []);
    }
    for (const part of ['launcher', 'close-button', 'send-button', 'stop-button', 'suggestion', 'retry-button'])
      assert.ok(seen.has(part), part);
  });

  test('how many characters are left stands beside the last line, in the middle of it', LIMIT, async (t) => {
    const chat = await pages.visit(t, html('max-length="20"'), { width: 390 });
    await chat.press('input');
    await chat.page.keyboard.type('A question of 20 ch.');
    await chat.untilHas('counter');
    const [counter, button] = await chat.read((root) =>
      ['counter', 'send-button'].map((part) => {
        const { top, bottom } = root.querySelector(`[part~="${part}"]`).getBoundingClientRect();
        return (top + bottom) / 2;
      }),
    );
    assert.ok(Math.abs(counter - button) <= 1, `${counter} and ${button}`);
  });
});

describe('with forced colours', () => {
  const pages = hostilePages({ endpoints: ENDPOINTS, system: 'forced colours' });

  test('every control and state stays visible (A-12)', LIMIT, async (t) => {
    for (const [endpoint, status] of [
      ['/answer', 'complete'],
      ['/refuse', 'failed'],
    ]) {
      const chat = await pages.visit(t, html('mode="floating" open heading="Help"').replace('/answer', endpoint));
      await chat.ask('Plans?');
      await chat.untilAnswer(status);
      assert.equal(await chat.read(() => matchMedia('(forced-colors: active)').matches), true);
      assert.deepEqual(await chat.read(readInvisible), []);
    }
  });
});

describe('with reduced motion', () => {
  const pages = hostilePages({ system: 'reduced motion' });

  test('nothing moves, and the cursor does not blink (A-13)', LIMIT, async (t) => {
    const chat = await pages.visit(t, html('mode="floating"').replace('/answer', '/open'));
    assert.equal(await chat.read(() => matchMedia('(prefers-reduced-motion: reduce)').matches), true);
    const running = () =>
      chat.read((root) =>
        root
          .getAnimations()
          .filter(({ effect }) => effect.getComputedTiming().duration > 1)
          .map(({ animationName, transitionProperty }) => animationName ?? transitionProperty),
      );
    await chat.press('launcher');
    await chat.untilHas('input');
    assert.deepEqual(await running(), []);
    await chat.ask('Plans?');
    await chat.untilAnswer('streaming');
    assert.deepEqual(await running(), []);
    const behavior = await chat.read((root) => getComputedStyle(root.querySelector('[part~="log"]')).scrollBehavior);
    assert.equal(behavior, 'auto');
  });
});
