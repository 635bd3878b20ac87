/**
 * What MathML Core leaves to style sheets. A formula paints nothing outside its block, and one that is wider than its message
 * scrolls inside it. Fonts are the visitor's own.
 */
const RULES = `
[part~='math'] {
  position: relative;
  direction: ltr;
  max-width: 100%;
  margin-block: 0.85em 0;
  padding-block: 0.3em;
  overflow: auto hidden;
  contain: content;
}
math {
  font-family: 'Cambria Math', 'STIX Two Math', 'Latin Modern Math', 'Noto Sans Math', math;
  font-style: normal;
  font-weight: normal;
  line-height: normal;
  direction: ltr;
}
math * { border-color: currentColor; }
math.tml-display { display: block; }
mtd.tml-right { text-align: right; text-align: -webkit-right; }
mtd.tml-left { text-align: left; text-align: -webkit-left; }
mtable.tml-jot > mtr > mtd { padding-block: 0.7ex; }
mtable.tml-small mtd { padding-block: 0.35ex; }
menclose { display: inline-block; position: relative; padding: 0.5ex 0; }
.tml-overline { padding: 0.1em 0 0; border-top: 0.065em solid; }
.tml-underline { padding: 0 0 0.1em; border-bottom: 0.065em solid; }
.tml-fbox { padding: 3pt; border: 1px solid; }
.tml-cancel {
  display: inline-block;
  position: absolute;
  inset: 0;
  background-color: currentColor;
}
.upstrike { clip-path: polygon(0.05em 100%, 0 calc(100% - 0.05em), calc(100% - 0.05em) 0, 100% 0.05em); }
.downstrike { clip-path: polygon(0 0.05em, 0.05em 0, 100% calc(100% - 0.05em), calc(100% - 0.05em) 100%); }
.sout { clip-path: polygon(0 calc(55% + 0.033em), 0 calc(55% - 0.033em), 100% calc(55% - 0.033em), 100% calc(55% + 0.033em)); }
.tml-hat-1 { transform: scale(1.9, 1); }
.tml-hat-2 { transform: scale(3.9, 1); }
.tml-hat-3 { transform: scale(5.8, 1); }
.tml-hat-4 { transform: scale(7.8, 1); }
.tml-tilde-2 { transform: scale(2, 1.1); }
.tml-tilde-3 { transform: scale(3, 1.1); }
.tml-tilde-4 { transform: scale(4, 1.1); }
@supports (-moz-appearance: none) {
  [class*='tml-hat'], [class*='tml-tilde'] { transform: none; }
  menclose { padding: 0; border: 0; }
}
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all roots. */
export function mathSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  return sheet;
}
