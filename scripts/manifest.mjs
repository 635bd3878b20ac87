import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';

/**
 * `npm run manifest`: writes custom-elements.json from the element's JSDoc, and the tables of the guides from it.
 * With `--check` it writes nothing and fails when they are not up to date.
 */
ensureInstalled();
const isCheck = process.argv.includes('--check');
const OUTPUT = 'node_modules/.cache/manifest';
execFileSync('node_modules/.bin/cem', ['analyze', '--config', 'scripts/manifest.config.mjs', '--quiet'], {
  stdio: 'inherit',
});
const manifest = JSON.parse(readFileSync(`${OUTPUT}/custom-elements.json`, 'utf8'));

const element = manifest.modules.flatMap(({ declarations }) => declarations).find(({ name }) => name === 'StreamChat');
// The manifest speaks of the public surface alone.
element.members = element.members.filter(
  ({ privacy, name, kind }) =>
    privacy !== 'private' &&
    privacy !== 'protected' &&
    !name.startsWith('#') &&
    !(kind === 'field' && /^(?:render|styles)$/.test(name)),
);

const cell = (text = '') => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (heads, rows) =>
  [
    `| ${heads.join(' | ')} |`,
    `|${' --- |'.repeat(heads.length)}`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n');
const attributes = element.attributes.toSorted((a, b) => a.name.localeCompare(b.name));
const TABLES = {
  attributes: table(
    ['attribute', 'default', 'meaning'],
    attributes.map(({ name, default: value, description }) => [
      `\`${name}\``,
      value && !/^(?:''|undefined)$/.test(value) ? `\`${value.replace(/^'|'$/g, '')}\`` : '',
      description,
    ]),
  ),
  parts: table(
    ['part', 'what it is'],
    element.cssParts.map(({ name, description }) => [`\`${name}\``, description]),
  ),
  properties: table(
    ['custom property', 'default', 'meaning'],
    element.cssProperties.map(({ name, default: value, description }) => [`\`${name}\``, `\`${value}\``, description]),
  ),
  events: table(
    ['event', 'when'],
    element.events.map(({ name, description }) => [`\`${name}\``, description]),
  ),
  slots: table(
    ['slot', 'where'],
    element.slots.map(({ name, description }) => [`\`${name}\``, description]),
  ),
};

const files = { 'custom-elements.json': `${JSON.stringify(manifest, null, 2)}\n` };
for (const guide of ['README.md', 'docs/theming.md']) {
  files[guide] = readFileSync(guide, 'utf8').replace(
    /(?<=<!-- (\w+) -->\n)[^]*?(?=<!-- \/\1 -->)/g,
    (_, name) => `${TABLES[name]}\n`,
  );
}
const stale = Object.entries(files).filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
if (isCheck) {
  for (const [file] of stale) console.error(`${file} is not up to date: run "npm run manifest".`);
  process.exit(stale.length === 0 ? 0 : 1);
}
for (const [file, text] of stale) writeFileSync(file, text);
console.log(`${stale.length} files written`);
