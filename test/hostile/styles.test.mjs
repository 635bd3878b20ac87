import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { page, SCRIPT_TAG } from './site.mjs';
import { INHERITED, STYLE_SHEETS } from './style-sheets.mjs';
import { converse, hostilePages, LIMIT } from './visit.mjs';

/** Follow from the size of the host, which is the page’s to set, or from the direction. */
const GEOMETRY =
  /^(?:(?:min-|max-)?(?:width|height|inline-size|block-size)|inset.*|top|left|right|bottom|perspective-origin|transform-origin|border-.*-radius|margin-.*|(?:padding|border)-(?:left|right)(?:-.*)?|(?:scroll-.*)|-webkit-.*|-moz-.*|grid-template-.*|contain-intrinsic.*|text-align|scrollbar-gutter|column-.*|row-.*|animation.*|view-.*)$/;

const html = (css) =>
  page(
    `<style>${css}</style>${SCRIPT_TAG}`,
    '<stream-chat endpoint="/answer" heading="Help" greeting="Hello"></stream-chat>',
  );

/** One line per element: its part and its computed style. */
function readStyles(root, geometry, inherited) {
  const skip = new RegExp(geometry);
  // A colour on its way to another is neither.
  for (const animation of root.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
  return [...root.querySelectorAll('.root, .root *')]
    .filter((element) => !element.closest('[part="announcer"]') && element.localName !== 'slot')
    .map((element) => {
      const style = getComputedStyle(element);
      const values = [...style]
        .filter((name) => !skip.test(name) && !inherited.includes(name) && !name.startsWith('--'))
        .map((name) => `${name}: ${style.getPropertyValue(name)}`);
      return `${element.localName} ${element.getAttribute('part')}\n${values.join('\n')}`;
    });
}

/** Names and words of what is out of place. */
function readLayout(root) {
  const shows = (name) => {
    const element = root.querySelector(`[part~="${name}"]`);
    const { width, height } = element.getBoundingClientRect();
    return width > 20 && height > 10 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const log = root.querySelector('[part~="log"]');
  return {
    hidden: ['title', 'log', 'input', 'send-button', 'content', 'table', 'code-block'].filter((name) => !shows(name)),
    isWide: log.scrollWidth > log.clientWidth,
    fontSizePx: Number.parseFloat(getComputedStyle(log).fontSize),
  };
}

describe('under the page’s style sheets (E-09)', () => {
  const pages = hostilePages();
  let clean;

  async function look(t, css) {
    const chat = await pages.visit(t, html(css));
    // Typed and sent by hand: where nothing could be clicked, this would fail.
    await converse(chat);
    return { styles: await chat.read(readStyles, GEOMETRY.source, INHERITED), layout: await chat.read(readLayout) };
  }

  for (const [name, css] of Object.entries(STYLE_SHEETS)) {
    test(`looks and works as ever: ${name}`, LIMIT, async (t) => {
      clean ??= await look(t, '');
      const { styles, layout } = await look(t, css);
      assert.deepEqual({ ...layout, fontSizePx: 0 }, { hidden: [], isWide: false, fontSizePx: 0 });
      assert.ok(layout.fontSizePx >= 14, `text of ${layout.fontSizePx} px`);
      assert.equal(styles.length, clean.styles.length);
      // Where the page's root font differs, sizes do, too; the rest may not.
      if (/62\.5%/.test(css)) return;
      const different = styles.flatMap((style, index) => difference(clean.styles[index], style));
      assert.deepEqual(different, []);
    });
  }

  test('keeps a width where the page shrinks it to its content', LIMIT, async (t) => {
    const places = [
      'display:flex',
      'display:grid;place-items:center',
      'float:left',
      'display:inline-block',
      'position:absolute',
    ];
    const body = places.map((style) => `<div style="${style}"><stream-chat></stream-chat></div>`).join('');
    const chat = await pages.visit(t, page(SCRIPT_TAG, body));
    const widths = await chat.read(() =>
      [...document.querySelectorAll('stream-chat')].map((element) => element.getBoundingClientRect().width >= 320),
    );
    assert.deepEqual(widths, [true, true, true, true, true]);
  });
});

function difference(expected, actual) {
  if (expected === actual) return [];
  const [name, ...lines] = expected.split('\n');
  const others = actual.split('\n').slice(1);
  return lines
    .filter((line, index) => line !== others[index])
    .map((line) => `${name}: ${line}, not ${others[lines.indexOf(line)]}`);
}
