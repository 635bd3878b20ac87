/**
 * Makes the children of `parent` from `from` on equal to `next`, keeping every node that already is what it should be,
 * so that selection, focus, scroll position and loaded images survive. `next` nodes are used up.
 * @param removeRest - whether children behind them are removed.
 * @returns how many children `next` had.
 */
export function patchChildren(parent: Node, from: number, next: readonly ChildNode[], removeRest: boolean): number {
  let live: ChildNode | null = parent.childNodes[from] ?? null;
  for (const node of next) {
    if (live && patchNode(live, node)) {
      live = live.nextSibling;
    } else if (live) {
      const following: ChildNode | null = live.nextSibling;
      parent.replaceChild(node, live);
      live = following;
    } else parent.appendChild(node);
  }
  while (removeRest && live) {
    const following: ChildNode | null = live.nextSibling;
    live.remove();
    live = following;
  }
  return next.length;
}

/** @returns false if `live` cannot become `next` and has to be replaced. */
function patchNode(live: ChildNode, next: ChildNode): boolean {
  if (live.nodeType !== next.nodeType) return false;
  if (live.nodeType === Node.TEXT_NODE) {
    patchText(live as Text, (next as Text).data);
    return true;
  }
  const [element, target] = [live as Element, next as Element];
  if (element.localName !== target.localName) return false;
  patchAttributes(element, target);
  patchChildren(element, 0, [...target.childNodes], true);
  return true;
}

function patchText(live: Text, text: string): void {
  const old = live.data;
  if (old === text) return;
  if (text.startsWith(old)) live.appendData(text.slice(old.length));
  else live.data = text;
}

/** State that a person may have changed, which the markup does not say. */
const OWN_STATE: ReadonlySet<string> = new Set(['open']);

function patchAttributes(live: Element, next: Element): void {
  for (const { name, value } of next.attributes) {
    if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  if (live.attributes.length === next.attributes.length) return;
  for (const { name } of [...live.attributes]) {
    if (!next.hasAttribute(name) && !OWN_STATE.has(name)) live.removeAttribute(name);
  }
}
