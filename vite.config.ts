import { readFileSync } from 'node:fs';
import type { UserConfig } from 'vite';
import { guardScript } from './scripts/vite/guard-script.ts';
import { minifyAgain } from './scripts/vite/minify-again.ts';
import { minifyTemplates } from './scripts/vite/minify-templates.ts';
import { trimLibraries } from './scripts/vite/trim-libraries.ts';

const { dependencies, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
  version: string;
};

const external = Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)`));

/**
 * One classic-and-module script by default; with `--mode highlight` the optional second one, with `--mode modules` the
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
            },
            formats: ['es'],
          },
        },
      }
    : mode === 'highlight'
      ? {
          build: {
            target: 'es2022',
            outDir: 'dist',
            emptyOutDir: false,
            lib: {
              entry: 'src/highlight/script.ts',
              name: 'StreamChatHighlight',
              formats: ['iife'],
              fileName: () => 'stream-chat-highlight.js',
            },
          },
        }
      : {
          plugins: [
            minifyTemplates(),
            trimLibraries(),
            guardScript(),
            minifyAgain(`/*! stream-chat-element ${version}, MIT. Licences of what it bundles: LICENSES.txt */`),
          ],
          build: {
            target: 'es2022',
            outDir: 'dist',
            emptyOutDir: false,
            lib: { entry: 'src/script.ts', name: 'StreamChat', formats: ['iife'], fileName: () => 'stream-chat.js' },
          },
        }),
});
