/**
 * The unit tests that `npm test` runs in Firefox as well as in Chromium: all that touches the page, the keyboard, the
 * network or the engine's own knowledge of languages. Beside them, all of `test/hostile` and `test/accessibility`.
 */
export const FIREFOX_TESTS = [
  'test/element/**/*.test.ts',
  'test/controllers/**/*.test.ts',
  'test/i18n/**/*.test.ts',
  'test/faults/**/*.test.ts',
  'test/markdown/{cjk,graphemes,spoken-text}.test.ts',
];
