/** Media that not every browser under test can emulate, brought about on the page itself. Each gives back the way to undo it. */

/** Scripts are told that the visitor wants no motion. */
export function wantNoMotion(): () => void {
  const { matchMedia } = window;
  window.matchMedia = (query) =>
    query.includes('prefers-reduced-motion: reduce') ? ({ matches: true } as MediaQueryList) : matchMedia(query);
  return () => (window.matchMedia = matchMedia);
}

/** The rules for paper apply on the screen. */
export function layOutForPaper(root: ShadowRoot): () => void {
  const rules = root.adoptedStyleSheets
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSMediaRule && rule.media.mediaText === 'print') as CSSMediaRule[];
  for (const { media } of rules) media.mediaText = 'all';
  return () => {
    for (const { media } of rules) media.mediaText = 'print';
  };
}
