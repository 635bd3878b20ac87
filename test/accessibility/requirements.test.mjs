import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { describe, test } from 'node:test';
import { FIREFOX_END_TO_END, FIREFOX_TESTS } from '../../scripts/firefox-tests.mjs';

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const range = (letter, count) =>
  Array.from({ length: count }, (_, index) => `${letter}-${String(index + 1).padStart(2, '0')}`);
const IDS = [
  ...range('A', 20),
  ...range('I', 6),
  ...range('E', 19),
  ...range('F', 43),
  ...range('R', 30),
  ...range('X', 23),
  ...range('L', 15),
];

/** The rows of the table by id: figure, engines, and files. */
const rows = new Map(
  read('docs/requirements.md')
    .split('\n')
    .filter((line) => /^\| [AIEFRXL]-\d\d /.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, id, , figure, engines, files]) => [
      id,
      { figure, engines, files: [...files.matchAll(/`([^`]+)`/g)].map(([, file]) => file) },
    ]),
);

/** What a test file calls its tests and groups; a case in a data file says what it covers. */
const titles = (file) =>
  file.endsWith('.json')
    ? JSON.parse(read(file)).covers.join()
    : [...read(file).matchAll(/\b(?:describe|it|test)\(\s*(['"`])(.*?)\1/gs)].map(([, , title]) => title).join('\n');

const isRunInFirefox = (file) =>
  (file.endsWith('.json') && isRunInFirefox('test/faults/cases.test.ts')) ||
  /^test\/(?:hostile|accessibility)\//.test(file) ||
  FIREFOX_END_TO_END.includes(file) ||
  FIREFOX_TESTS.some((glob) => matchesGlob(file, glob));

describe('the table of requirements', () => {
  test('has a row for each id, and no other', () => assert.deepEqual([...rows.keys()], IDS));

  for (const [id, { figure, engines, files }] of rows) {
    test(`names tests of ${id} that name it`, () => {
      assert.notEqual(figure, '');
      assert.ok(files.length > 0);
      for (const file of files) {
        assert.ok(existsSync(new URL(`../../${file}`, import.meta.url)), file);
        assert.match(titles(file), new RegExp(`\\b${id}\\b`), `${file} has no test named ${id}`);
      }
      assert.match(engines, /^(?:both|Chromium|none)$/);
      if (engines === 'both') assert.ok(files.some(isRunInFirefox), `${files} is not run in Firefox`);
    });
  }
});

test('every fault case is run', () => {
  const run = read('test/faults/cases.test.ts');
  for (const file of readdirSync(new URL('../faults/cases', import.meta.url)))
    assert.ok(run.includes(`'${file.replace('.json', '')}'`), file);
});

describe('the statement of accessibility', () => {
  const statement = read('ACCESSIBILITY.md');

  test('is of this version (A-20)', () => {
    const { version } = JSON.parse(read('package.json'));
    assert.ok(statement.includes(`Version ${version}, `), version);
    assert.match(statement, /WCAG 2\.2/);
    for (const heading of ['What was tested, and how', 'What was not tested', 'What is known to fall short'])
      assert.ok(statement.includes(`## ${heading}`), heading);
  });

  test('names tests that exist', () => {
    const named = [...statement.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file);
    assert.ok(named.length > 5);
    for (const file of named) assert.ok(existsSync(new URL(`../../${file}`, import.meta.url)), file);
  });

  test('has the script for screen readers, dated, with a row for each reader (A-19)', () => {
    const script = statement.slice(statement.indexOf('## The script for screen readers'));
    assert.equal([...script.matchAll(/^\d+\. /gm)].length, 12);
    assert.match(script, /Script of \d{1,2} [A-Z][a-z]+ \d{4}/);
    for (const reader of ['NVDA', 'VoiceOver', 'TalkBack']) assert.match(script, new RegExp(`^\\| ${reader}`, 'm'));
  });
});

test('no test leaves early in one browser', () => {
  for (const folder of ['test/hostile', 'test/accessibility'])
    for (const file of readdirSync(new URL(`../../${folder}`, import.meta.url)).filter((name) => name.endsWith('.mjs')))
      assert.doesNotMatch(read(`${folder}/${file}`), /if \(BROWSER [!=]==.*\) return/, file);
});
