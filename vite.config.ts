import { readdirSync, readFileSync } from 'node:fs';
import type { UserConfig } from 'vite';
import { guardScript } from './scripts/vite/guard-script.ts';
import { languageScript } from './scripts/vite/language-script.ts';
import { minifyAgain } from './scripts/vite/minify-again.ts';
import { minifyTemplates } from './scripts/vite/minify-templates.ts';
import { trimLibraries } from './scripts/vite/trim-libraries.ts';
import { utf8Mark } from './scripts/vite/utf8-mark.ts';

const { dependencies, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
  version: string;
};

/** What becomes a script of its own, by its mode. */
const OPTIONAL: Readonly<Record<string, string>> = {
  highlight: 'src/highlight/script.ts',
  math: 'src/math/script.ts',
  composer: 'src/composer/script.ts',
  protocols: 'src/protocols-script.ts',
};

const languages = readdirSync('src/languages')
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => name !== 'register');
/** `lang:de` is the mode of a language's script. */
const languageOf = (mode: string): string | undefined => /^lang:(.+)$/.exec(mode)?.[1];

const external = Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)`));

/**
 * One classic-and-module script by default; with the name of an optional one as `--mode` that, with `--mode modules` the
 * entry points for npm users.
 */
export default ({ mode }: { mode: string }): UserConfig => ({
  define: { __VERSION__: JSON.stringify(version) },
  ...(mode === 'modules'
    ? {
        plugins: [minifyTemplates()],
        build: {
          target: 'es2022',
          outDir: 'dist/esm',
          minify: false,
          sourcemap: true,
          rolldownOptions: { external },
          lib: {
            entry: {
              index: 'src/index.ts',
              element: 'src/element.ts',
              core: 'src/core.ts',
              markdown: 'src/markdown.ts',
              highlight: 'src/highlight/highlight.ts',
              math: 'src/math/math.ts',
              composer: 'src/composer/composer.ts',
              protocols: 'src/protocols.ts',
              ...Object.fromEntries(languages.map((name) => [`lang/${name}`, `src/languages/${name}.ts`])),
            },
            formats: ['es'],
          },
        },
      }
    : (OPTIONAL[mode] ?? languageOf(mode))
      ? {
          plugins: [minifyTemplates(), languageScript(languageOf(mode)), utf8Mark()],
          build: {
            target: 'es2022',
            outDir: 'dist',
            emptyOutDir: false,
            lib: {
              entry: OPTIONAL[mode] ?? 'virtual:language',
              // Never read: an optional script exports nothing.
              name: 'StreamChatOptional',
              formats: ['iife'],
              fileName: () => (languageOf(mode) ? `lang/${languageOf(mode)}.js` : `stream-chat-${mode}.js`),
            },
          },
        }
      : {
          plugins: [
            minifyTemplates(),
            trimLibraries(),
            guardScript(),
            minifyAgain(`/*! stream-chat-element ${version}, MIT. Licences of what it bundles: LICENSES.txt */`),
            utf8Mark(),
          ],
          build: {
            target: 'es2022',
            outDir: 'dist',
            emptyOutDir: false,
            lib: { entry: 'src/script.ts', name: 'StreamChat', formats: ['iife'], fileName: () => 'stream-chat.js' },
          },
        }),
});
