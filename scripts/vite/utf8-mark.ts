import type { Plugin } from 'vite';

/** Marks a script as UTF-8 by its first three bytes, so that it reads the same on a page of any other encoding. */
export function utf8Mark(): Plugin {
  return {
    name: 'utf8-mark',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = `\ufeff${file.code}`;
    },
  };
}
