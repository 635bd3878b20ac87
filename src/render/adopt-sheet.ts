/**
 * Gives the document or shadow root in which an element stands a style sheet, once. A message that is drawn at once is built
 * before it is put into its root; it gets the sheet a microtask later.
 */
export function adoptSheet(element: Element, sheet: CSSStyleSheet): void {
  if (!adopted(element.getRootNode(), sheet)) queueMicrotask(() => adopted(element.getRootNode(), sheet));
}

function adopted(root: Node, sheet: CSSStyleSheet): boolean {
  if (!(root instanceof ShadowRoot || root instanceof Document)) return false;
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return true;
}
