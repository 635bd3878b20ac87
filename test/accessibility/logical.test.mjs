import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Properties and values that name a side instead of the way that text runs. */
const PHYSICAL =
  /(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b/g;

// Formulas run from left to right in every language, and name the sides of their columns.
test('style sheets name no left and no right (I-03)', () => {
  const files = readdirSync('src', { recursive: true }).filter(
    (file) => file.endsWith('styles.ts') && !file.startsWith('math'),
  );
  assert.ok(files.length >= 5);
  for (const file of files) {
    const css = readFileSync(`src/${file}`, 'utf8').replace(/\/\*[^]*?\*\//g, '');
    assert.deepEqual(css.match(PHYSICAL) ?? [], [], file);
  }
});

test('no template and no script sets a side (I-03)', () => {
  const files = readdirSync('src', { recursive: true }).filter((file) =>
    /^(?:render|controllers)\/.*(?<!styles)\.ts$/.test(file),
  );
  assert.ok(files.length > 20);
  for (const file of files) {
    const code = readFileSync(`src/${file}`, 'utf8');
    assert.doesNotMatch(
      code,
      /setProperty\('(?:left|right|margin-left|margin-right)'|style\.(?:left|right|marginLeft|marginRight)\b/,
      file,
    );
  }
});
