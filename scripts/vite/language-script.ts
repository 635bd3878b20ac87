import type { Plugin } from 'vite';

/** The build takes an entry for a file and puts a folder before it. */
const ENTRY = /virtual:language$/;
const MODULE = '\0language';

/** Makes a script of a translation: it gives the words to the element, whichever of the two is loaded first. */
export function languageScript(language: string | undefined): Plugin {
  return {
    name: 'language-script',
    resolveId: (id) => (ENTRY.test(id) ? MODULE : null),
    load: (id) =>
      id === MODULE
        ? `import { translation } from '/src/languages/${language}.ts';
           import { register } from '/src/languages/register.ts';
           register('${language}', translation);`
        : null,
  };
}
