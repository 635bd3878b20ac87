/** Colours for light and dark, at least 4.5 : 1 on the code background of either; a theme sets the properties. */
const RULES = `
[part~='token-keyword'], [part~='token-literal'], [part~='token-type'], [part~='token-selector-tag'] {
  color: var(--chat-code-keyword, light-dark(#8b2fb0, #d8a6f2));
}
[part~='token-string'], [part~='token-regexp'], [part~='token-addition'], [part~='token-attr'] {
  color: var(--chat-code-string, light-dark(#1a6b3c, #8fd6a8));
}
[part~='token-number'], [part~='token-symbol'], [part~='token-variable'], [part~='token-template-variable'] {
  color: var(--chat-code-number, light-dark(#9a4a00, #f0b27a));
}
[part~='token-title'], [part~='token-built_in'], [part~='token-name'], [part~='token-section'] {
  color: var(--chat-code-title, light-dark(#1d4fb8, #93b8ff));
}
[part~='token-comment'], [part~='token-quote'], [part~='token-meta'] {
  color: var(--chat-code-comment, light-dark(#5f6673, #9aa1ae));
  font-style: italic;
}
[part~='token-deletion'] {
  color: var(--chat-code-deletion, light-dark(#b3261e, #ff9d94));
}
[part~='token-strong'] {
  font-weight: 650;
}
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all roots. */
export function highlightSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  return sheet;
}
