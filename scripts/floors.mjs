import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The floors of the house: an import points down or stays; only a type may be taken from the same floor or below. */
const FLOORS = {
  chat: 0,
  wire: 0,
  protocols: 1,
  markdown: 1,
  scroll: 1,
  transport: 2,
  render: 3,
  events: 3,
  i18n: 3,
  controllers: 4,
  highlight: 4,
  math: 4,
  composer: 4,
  languages: 4,
  '.': 5,
};
/** Libraries and the only rooms that may import them. */
const LIBRARIES = {
  'eventsource-parser': /^wire\//,
  marked: /^markdown\//,
  dompurify: /^render\/sanitize\.ts$/,
  lowlight: /^highlight\//,
  hast: /^highlight\//,
  temml: /^math\//,
  lit: /^(?:render|events|i18n|controllers|composer)\/|^[^/]+$/,
};
/** The one file that may write HTML into a document. */
const SINKS =
  /innerHTML|outerHTML|unsafeHTML|insertAdjacentHTML|setHTML|createContextualFragment|document\.write|parseFromString/;
/** What old libraries of pages replace by something else (E-06): a loop, and `[...x]`, do the same. */
const REPLACED = /\.reduce[(<]|\w\.entries\(\)|Array\.from\(/;
/** Rooms of optional scripts, which bring libraries that use them. */
const OPTIONAL = /^(?:highlight|math)\//;

/** A wire format knows no other; only `auto` chooses among them. */
const isFormat = (file) => /^export const \w+: Protocol = /m.test(readFileSync(join('src', file), 'utf8'));
const CHOOSES = 'protocols/detect.ts';

const problems = [];
const files = readdirSync('src', { recursive: true })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));
const formats = new Set(files.filter((file) => file.startsWith('protocols/') && isFormat(file)));
for (const file of files) {
  const text = readFileSync(join('src', file), 'utf8');
  const room = file.includes('/') ? file.split('/')[0] : '.';
  const floor = FLOORS[room];
  if (floor === undefined) problems.push(`src/${file}: "${room}" is no room of the house`);
  for (const [, target] of text.matchAll(/(?:from|import)\s+'([^']+)'/g)) {
    if (target.startsWith('.')) {
      const path = relative('src', resolve('src', dirname(file), target)).replaceAll('\\', '/');
      const other = path.includes('/') ? path.split('/')[0] : '.';
      if (formats.has(file) && formats.has(path) && file !== CHOOSES)
        problems.push(`src/${file} knows another wire format, ${path}`);
      if (FLOORS[other] > floor) problems.push(`src/${file} imports ${path}, which is a floor above it`);
    } else {
      const library = target.split('/')[0];
      if (LIBRARIES[library] && !LIBRARIES[library].test(file))
        problems.push(`src/${file} imports ${library}, which is not for its room`);
      if (!LIBRARIES[library]) problems.push(`src/${file} imports ${library}, which is no dependency of the script`);
    }
  }
  const code = text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '');
  if (REPLACED.test(code) && !OPTIONAL.test(file))
    problems.push(`src/${file} uses reduce, entries or Array.from, which some pages have replaced`);
  if (SINKS.test(code)) problems.push(`src/${file} writes HTML by itself`);
}
for (const problem of problems) console.error(problem);
console.log(`${files.length} files, ${problems.length} imports or sinks out of place`);
process.exit(problems.length === 0 ? 0 : 1);
