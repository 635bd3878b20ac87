/**
 * Counts the script time that each feed causes, wherever it runs: a library may work at once, in its own animation frame,
 * in a message task (React), in a timer, in an idle callback, in an observer or in microtasks. Everything that was started
 * through one of these counts for the newest feed. Must be loaded before the library.
 */
const nativeQueueMicrotask = queueMicrotask.bind(globalThis);
/** For the driver, whose own work is nobody's. */
export const nativeRequestAnimationFrame = requestAnimationFrame.bind(globalThis);
export const NativeResizeObserver = ResizeObserver;

/** Promise chains of a library run before these, so their time counts too. */
const MICROTASK_HOPS = 8;

let started = 0;
let running = false;
let frame = -1;
let spentMs = new Float64Array(0);

function stopAfterMicrotasks(hops = MICROTASK_HOPS) {
  if (hops > 0) return nativeQueueMicrotask(() => stopAfterMicrotasks(hops - 1));
  running = false;
  if (frame >= 0) spentMs[frame] += performance.now() - started;
}

/** @returns the callback, with its time counted; nested calls count once */
export function timed(callback) {
  if (typeof callback !== 'function') return callback;
  return function (...values) {
    if (running) return callback.apply(this, values);
    running = true;
    started = performance.now();
    try {
      return callback.apply(this, values);
    } finally {
      stopAfterMicrotasks();
    }
  };
}

/** Starts a new account of so many frames. */
export function openAccount(frames) {
  spentMs = new Float64Array(frames);
  frame = -1;
}

/** What is counted from now on belongs to the next feed. */
export function nextFrame() {
  frame++;
}

/** @returns {Float64Array} milliseconds of script per feed so far */
export function account() {
  return spentMs.slice(0, frame + 1);
}

for (const name of ['requestAnimationFrame', 'setTimeout', 'setInterval', 'requestIdleCallback', 'queueMicrotask']) {
  const original = globalThis[name].bind(globalThis);
  globalThis[name] = (callback, ...rest) => original(timed(callback), ...rest);
}

for (const name of ['ResizeObserver', 'IntersectionObserver', 'MutationObserver']) {
  const Native = globalThis[name];
  globalThis[name] = class extends Native {
    constructor(callback, ...rest) {
      super(timed(callback), ...rest);
    }
  };
}

if (globalThis.scheduler?.postTask) {
  const postTask = scheduler.postTask.bind(scheduler);
  scheduler.postTask = (callback, options) => postTask(timed(callback), options);
}

const { set, get } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
Object.defineProperty(MessagePort.prototype, 'onmessage', {
  configurable: true,
  get,
  set(callback) {
    set.call(this, timed(callback));
  },
});
