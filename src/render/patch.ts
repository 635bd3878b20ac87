/**
 * Makes the children `live` of `parent` equal to `next`, keeping every node that already is what it should be, so that
 * selection, focus, scroll position and loaded images survive. `next` nodes are used up.
 * @param before - what stands behind `live`.
 * @returns the children now.
 */
export function patchNodes(
  parent: Node,
  live: readonly ChildNode[],
  next: readonly ChildNode[],
  before: Node | null,
): ChildNode[] {
  for (const node of live.slice(next.length)) node.remove();
  return next.map((node, index) => {
    const old = live[index];
    if (old?.parentNode !== parent) return parent.insertBefore(node, before);
    if (patchNode(old, node)) return old;
    parent.replaceChild(node, old);
    return node;
  });
}

/** @returns false if `live` cannot become `next` and has to be replaced. */
function patchNode(live: ChildNode, next: ChildNode): boolean {
  if (live.nodeType !== next.nodeType) return false;
  if (live.nodeType === Node.TEXT_NODE) {
    patchText(live as Text, (next as Text).data);
    return true;
  }
  const [element, target] = [live as Element, next as Element];
  // The cursor is no part of the text and keeps its identity.
  if (element.localName !== target.localName || element.getAttribute('part') === 'cursor') return false;
  patchAttributes(element, target);
  patchNodes(element, [...element.childNodes], [...target.childNodes], null);
  return true;
}

/**
 * Makes `live` what `next` is, but for what is inside of `content`: `live` itself or an element in it.
 * @returns false if it is built in another way.
 */
export function patchShell(live: Element, next: Element, content: Element): boolean {
  patchAttributes(live, next);
  if (live === content) return true;
  const children = [...live.childNodes];
  const inner = children.findIndex((child) => child.contains(content));
  const others = [...next.childNodes];
  const other = others[inner];
  if (!other || (other as Element).localName !== (children[inner] as Element).localName) return false;
  patchNodes(live, children.slice(0, inner), others.slice(0, inner), children[inner]!);
  return patchShell(children[inner] as Element, other as Element, content);
}

/** Makes the text of a node `text`; what only grows is appended. */
export function patchText(live: Text, text: string): void {
  const old = live.data;
  if (old === text) return;
  if (text.startsWith(old)) live.appendData(text.slice(old.length));
  else live.data = text;
}

/** State that a person may have changed, which the markup does not say. */
const OWN_STATE: ReadonlySet<string> = new Set(['open']);

export function patchAttributes(live: Element, next: Element): void {
  for (const { name, value } of next.attributes) {
    if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  if (live.attributes.length === next.attributes.length) return;
  for (const { name } of [...live.attributes]) {
    if (!next.hasAttribute(name) && !OWN_STATE.has(name)) live.removeAttribute(name);
  }
}
