import { readdirSync } from 'node:fs';
import { build } from 'vite';

/** `dist/lang/<code>.js`: one small script for each language of `src/languages`. */
const languages = readdirSync('src/languages')
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => name !== 'register');
for (const language of languages) await build({ mode: `lang:${language}`, logLevel: 'warn' });
