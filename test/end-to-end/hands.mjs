import assert from 'node:assert/strict';
import { untilPart } from './page.mjs';

/** Fingers need controls of this size, in px, and what is pressed most 44; a mouse needs 24 (WCAG 2.2, 2.5.8). */
const FINGER_PX = 40;
const PRESSED_MOST = /^(?:send|stop|jump|quote)-button$/;
const MOUSE_PX = 24;
/** Farthest way by keyboard to any control. */
const MAX_KEYS = 30;

const partOf = (name) => `stream-chat >>> [part~="${name}"]`;

/** The newest control of that name: it is big enough, and where it is pressed nothing lies over it. */
async function target(page, name, leastPx) {
  await untilPart(page, name);
  const control = (await page.$$(partOf(name))).at(-1);
  await control.scrollIntoView();
  const { x, y, width, height } = await control.boundingBox();
  assert.ok(width >= leastPx && height >= leastPx, `${name} is ${width} × ${height} px`);
  return { x: x + width / 2, y: y + height / 2 };
}

/** The middle of the newest part of that name. */
async function middle(page, name) {
  const { x, y, width, height } = await (await page.$$(partOf(name))).at(-1).boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

/** The transcript has stood for five frames. */
async function atRest(page) {
  await page.evaluate(async () => {
    const log = document.querySelector('stream-chat').shadowRoot.querySelector('[part~="log"]');
    for (let still = 0, last = -1; still < 5;) {
      still = log.scrollTop === last ? still + 1 : 0;
      last = log.scrollTop;
      await new Promise(requestAnimationFrame);
    }
  });
}

/** What a long press does on a phone, and a caret in the page (F7) by keyboard: neither can be had of an engine without a screen. */
async function selectNewest(page) {
  await page.evaluate(() => {
    const { shadowRoot: root } = document.querySelector('stream-chat');
    const paragraph = [...root.querySelectorAll('[part~="paragraph"]')].at(-1);
    (root.getSelection?.() ?? getSelection()).selectAllChildren(paragraph);
  });
}

/** A finger on a phone. */
export const finger = {
  device: { width: 390, height: 844, isMobile: true, hasTouch: true },
  async press(page, name) {
    const { x, y } = await target(page, name, PRESSED_MOST.test(name) ? 44 : FINGER_PX);
    await page.touchscreen.tap(x, y);
  },
  async scrollUp(page) {
    const { x, y } = await middle(page, 'log');
    const touch = await page.touchscreen.touchStart(x, y - 200);
    for (let step = 1; step <= 10; step++) await touch.move(x, y - 200 + step * 40);
    await touch.end();
    // A tap while the transcript still glides would only halt it.
    await atRest(page);
  },
  select: selectNewest,
};

/** A mouse on a desktop. */
export const mouse = {
  device: { width: 1280, height: 800 },
  async press(page, name) {
    const { x, y } = await target(page, name, MOUSE_PX);
    await page.mouse.click(x, y);
  },
  async scrollUp(page) {
    const { x, y } = await middle(page, 'log');
    await page.mouse.move(x, y);
    await page.mouse.wheel({ deltaY: -600 });
  },
  async select(page) {
    const { x, y } = await middle(page, 'paragraph');
    await page.mouse.click(x, y, { count: 3 });
  },
};

/** What stands in for a control by keyboard: Escape closes, Enter takes the chosen command, and End leads to the end. */
const KEYS = { 'close-button': 'Escape', command: 'Enter', 'jump-button': 'End' };

/** The next key on the way from where the focus is to the newest control of that name; none when it is there. */
function nextKey(name) {
  const { shadowRoot: root } = document.querySelector('stream-chat');
  const focused = root.activeElement;
  const wanted = [...root.querySelectorAll(`[part~="${name}"]`)].at(-1);
  if (!wanted) throw new Error(`There is no ${name}`);
  if (focused === wanted) return undefined;
  const here = focused?.closest('[role="toolbar"]');
  const there = wanted.closest('[role="toolbar"]');
  if (!here || !there) return 'Tab';
  const isBefore = wanted.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (here === there) return isBefore ? 'ArrowLeft' : 'ArrowRight';
  return isBefore ? 'ArrowUp' : 'ArrowDown';
}

/** Nothing but keys, on a screen as small as a phone's. */
export const keyboard = {
  device: { width: 390, height: 844 },
  async press(page, name) {
    if (KEYS[name]) return page.keyboard.press(KEYS[name]);
    await this.walkTo(page, name);
    await page.keyboard.press('Enter');
  },
  async walkTo(page, name) {
    await untilPart(page, name);
    for (let count = 0; count < MAX_KEYS; count++) {
      const key = await page.evaluate(nextKey, name);
      if (!key) {
        const isSeen = await page.evaluate(() =>
          document.querySelector('stream-chat').shadowRoot.activeElement.matches(':focus-visible'),
        );
        assert.ok(isSeen, `${name} has the focus, and nothing shows it`);
        return;
      }
      await page.keyboard.press(key);
    }
    assert.fail(`${name} is not reached with ${MAX_KEYS} keys`);
  },
  async scrollUp(page) {
    await this.walkTo(page, 'log');
    await page.keyboard.press('Home');
  },
  select: selectNewest,
};
