import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

/** `npm run build`: the single script, the modules for npm users, their types, and what they weigh. */
ensureInstalled();
const steps = [
  ['vite', ['build', '--logLevel', 'warn']],
  ['vite', ['build', '--mode', 'highlight', '--logLevel', 'warn']],
  ['vite', ['build', '--mode', 'math', '--logLevel', 'warn']],
  ['vite', ['build', '--mode', 'protocols', '--logLevel', 'warn']],
  ['vite', ['build', '--mode', 'composer', '--logLevel', 'warn']],
  [process.execPath, ['scripts/languages.mjs']],
  ['vite', ['build', '--mode', 'modules', '--logLevel', 'warn']],
  ['tsc', ['-p', 'tsconfig.build.json']],
];
const wanted = process.argv.includes('--script') ? steps.slice(0, 6) : steps;
for (const [command, args] of wanted) {
  if (!run(command, args)) process.exit(1);
}
writeLicenses();
writeDigests();
for (const file of [
  'dist/stream-chat.js',
  'dist/stream-chat-highlight.js',
  'dist/stream-chat-math.js',
  'dist/stream-chat-protocols.js',
  'dist/stream-chat-composer.js',
]) {
  const script = readFileSync(file);
  console.log(`${file}  ${script.length} bytes, ${gzipSync(script, { level: 9 }).length} bytes gzipped`);
}

/** The licences of what the scripts bundle, beside them: they ask to be passed on with every copy (E-19). */
function writeLicenses() {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const bundled = [
    ...Object.keys(dependencies),
    'lit-html',
    'lit-element',
    '@lit/reactive-element',
    'lowlight',
    'highlight.js',
    'temml',
  ];
  const texts = bundled.map((name) => {
    const folder = `node_modules/${name}`;
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, 'utf8') : ''}`;
  });
  const own = readFileSync('LICENSE', 'utf8');
  writeFileSync('dist/LICENSES.txt', [`stream-chat-element\n\n${own}`, ...texts].join(`\n${'-'.repeat(72)}\n`));
}

/** A digest of each script, for the `integrity` attribute of its tag (E-03). */
function writeDigests() {
  const digests = readdirSync('dist', { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^(?:[^/]+|lang\/[^/]+)\.js$/.test(file))
    .sort()
    .map((file) => [
      file,
      `sha384-${createHash('sha384')
        .update(readFileSync(`dist/${file}`))
        .digest('base64')}`,
    ]);
  writeFileSync('dist/integrity.json', `${JSON.stringify(Object.fromEntries(digests), undefined, 2)}\n`);
}
