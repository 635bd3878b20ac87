import { once } from 'node:events';

/** A source whose words the test says one by one. */
export function dictated() {
  const words = [];
  let wake = () => undefined;
  let tell;
  const ended = new Promise((resolve) => (tell = resolve));
  const source = async function* (_question, { signal }) {
    try {
      for (;;) {
        while (words.length > 0) {
          const word = words.shift();
          yield word === undefined ? { type: 'finish', reason: 'stop' } : { type: 'text', delta: word };
        }
        await Promise.race([new Promise((resolve) => (wake = resolve)), once(signal, 'abort')]);
        signal.throwIfAborted();
      }
    } finally {
      tell({ isAborted: signal.aborted });
    }
  };
  const say = (...more) => {
    words.push(...more);
    wake();
  };
  return { source, say, ended };
}
