import {
  account,
  NativeResizeObserver,
  nativeRequestAnimationFrame as requestFrame,
  nextFrame,
  openAccount,
  timed,
} from './frame-clock.js';
import { feeds, streamTokens } from '../streams.mjs';
import { canonical, firstDifference } from './canonical.js';
import { streamExamples } from './conformance.js';
import { watchText } from './steadiness.js';
import { streamUnsafeLinks } from './unsafe-links.js';
import { elementOf, oneShot } from './reference.js';

const scroller = document.querySelector('#scroller');
const SETTLE_FRAMES = 4;

let contestant;
let run;
const longTasksMs = [];
const longTaskObserver = new PerformanceObserver((list) =>
  longTasksMs.push(...list.getEntries().map(({ duration }) => duration)),
);

/** Follows the end for every contestant in the same way: after layout, with nothing forced, in an uncounted observer. */
function followEnd(content) {
  const observer = new NativeResizeObserver(() => {
    scroller.scrollTop = scroller.scrollHeight;
  });
  observer.observe(content);
  return observer;
}

function freshContent() {
  document.querySelector('#content').remove();
  const content = document.createElement('div');
  content.id = 'content';
  scroller.append(content);
  return content;
}

const frames = async (count) => {
  for (let frame = 0; frame < count; frame++)
    await new Promise((resolve) => requestFrame(() => afterWaitingTasks(resolve)));
};

/** Tasks that are waiting, such as a rendering of React, get their turn before the next frame is asked for. */
const channel = new MessageChannel();
const afterWaitingTasks = (callback) => {
  channel.port1.addEventListener('message', callback, { once: true });
  channel.port2.postMessage(undefined);
};
channel.port1.start();

function mountFor(text) {
  const content = freshContent();
  const reference = { html: oneShot(text), length: text.length };
  const view = contestant.mount(content, reference);
  return { content, view, follower: followEnd(content) };
}

/**
 * Feeds one piece per animation frame, in a task before the frame, as the network delivers: who draws in the next animation
 * frame and who draws at once are then painted in the same one.
 *
 * @param {() => void} [onFrame] called in every frame after whatever the contestant does there
 * @returns {Promise<number>} how many of the pieces were fed before the limit was reached
 */
async function feedAll(view, pieces, limitMs, onFrame) {
  const append = timed((piece) => view.append(piece));
  const end = performance.now() + limitMs;
  let fed = 0;
  await new Promise((resolve) => {
    const feed = () => {
      nextFrame();
      append(pieces[fed++]);
      const isLast = fed === pieces.length || performance.now() > end;
      requestFrame(() => {
        onFrame?.();
        if (isLast) resolve();
        else afterWaitingTasks(feed);
      });
    };
    afterWaitingTasks(feed);
  });
  if (fed === pieces.length) timed(() => view.finish())();
  await frames(SETTLE_FRAMES);
  return fed;
}

globalThis.bench = {
  async load(name) {
    contestant = (await import(/* @vite-ignore */ `/contestants/${name}.js`)).default;
    const { label, kind } = contestant;
    return { name, label, kind };
  },

  /** Lets the engine compile what a contestant uses, as a page that already showed an answer has. */
  async warmUp() {
    const pieces = feeds(streamTokens('warm-up'), 20);
    const { view, follower } = mountFor(pieces.join(''));
    openAccount(pieces.length);
    await feedAll(view, pieces, 5_000);
    view.unmount?.();
    follower.disconnect();
    freshContent();
    await frames(1);
  },

  prepare(stream, tokensPerFrame) {
    const pieces = feeds(streamTokens(stream), tokensPerFrame);
    const text = pieces.join('');
    run = { text, pieces, ...mountFor(text) };
    openAccount(pieces.length);
  },

  /** @returns {Promise<{fed: number, pieces: number}>} pieces fed, and how many there are in the stream */
  async stream(limitMs) {
    await frames(SETTLE_FRAMES);
    longTaskObserver.observe({ type: 'longtask' });
    const fed = await feedAll(run.view, run.pieces, limitMs);
    return { fed, pieces: run.pieces.length };
  },

  /** @returns what only the page itself knows of the run */
  inspect() {
    const { content, text } = run;
    const isDocument = contestant.kind !== 'text';
    const difference = isDocument
      ? firstDifference(canonical(content, contestant.undress), canonical(elementOf(oneShot(text))))
      : undefined;
    return {
      scriptMsPerFrame: Array.from(account()),
      longTasksMs,
      elements: content.querySelectorAll('*').length,
      atEnd: scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2,
      equal: isDocument ? difference === undefined : undefined,
      difference,
    };
  },

  /** @returns how steadily the text of one answer appears; not timed, since looking costs time itself */
  async steadiness(stream, tokensPerFrame, limitMs) {
    this.prepare(stream, tokensPerFrame);
    const watch = watchText(run.content);
    await feedAll(run.view, run.pieces, limitMs, watch.look);
    return watch.result();
  },

  examples: (examples) => streamExamples(contestant, freshContent, examples),
  unsafeLinks: (cases) => streamUnsafeLinks(contestant, freshContent, cases),
};
