/**
 * The unit tests that `npm test` runs in Firefox as well as in Chromium: what touches the page, the keyboard, the network or
 * the engine's own knowledge of languages; all others where BROWSERS names it. Beside them, all of `test/hostile` and
 * `test/accessibility`, and what is tested end to end of connections, page loads and tabs.
 */
export const FIREFOX_TESTS = [
  'test/element/{accent,announce,attachments,bad-input,bad-looks,composer,conversation,direction,events,floating,follow}.test.ts',
  'test/element/{history,persist-storage,tabs}.test.ts',
  'test/element/{input-methods,message-actions,opening,parts,persist,pseudo-locale,resume,shaping,states,stop,transcript}.test.ts',
  'test/controllers/**/*.test.ts',
  'test/i18n/**/*.test.ts',
  'test/faults/**/*.test.ts',
  'test/transport/**/*.test.ts',
  'test/wire/**/*.test.ts',
  'test/markdown/{cjk,graphemes,normalize,spoken-text}.test.ts',
  'test/render/{corpora,fuzz,images,links,one-sink,robustness,safety}.test.ts',
];

export const FIREFOX_END_TO_END = ['http2', 'memory', 'persist', 'resume'].map(
  (name) => `test/end-to-end/${name}.test.mjs`,
);
