import type { Plugin } from 'vite';

/** What the script uses of the browser, under the names that a page may give to something else later (E-08). */
const BUILT_INS = (
  'fetch Headers URL URLSearchParams TextDecoder TextEncoder AbortController CustomEvent ResizeObserver MutationObserver WebSocket ' +
  'Map Set WeakMap WeakSet Promise setTimeout clearTimeout requestAnimationFrame cancelAnimationFrame queueMicrotask'
).split(' ');

const SENTENCE =
  '<stream-chat> cannot run on this page: something that it needs of the browser is missing or was changed, or the page’s policy lacks “trusted-types lit-html dompurify”.';

/**
 * Makes the single script a good guest: it takes what it uses of the browser while it loads, so that a page that replaces it
 * later has no effect, and what cannot run says so in one sentence instead of throwing into the page (E-06, E-08).
 */
export function guardScript(): Plugin {
  return {
    name: 'guard-script',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const used = BUILT_INS.filter((name) => new RegExp(`(?<![.\\w$])${name}(?![\\w$:])`).test(chunk.code));
        chunk.code =
          `(()=>{const{${used.join()}}=globalThis,JSON={parse:globalThis.JSON.parse,stringify:globalThis.JSON.stringify};` +
          `try{${chunk.code.trimEnd()}}catch(error){console.error(${JSON.stringify(SENTENCE)},error)}})();\n`;
      }
    },
  };
}
