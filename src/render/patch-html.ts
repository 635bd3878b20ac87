import { OWN_REFERENCES, unescapeHtml } from './continued-text.ts';
import { patchAttributes, patchNodes, patchText } from './patch.ts';

/** Elements without content or end tag that an answer is written with. */
const VOID_TAG = /^(?:br|hr|img|input)$/;

/** An element that is open where two texts part, and its first child behind that place. */
interface Open {
  readonly tag: string;
  /** What stands for it in its parent: a table stands in a frame. */
  readonly node: ChildNode | undefined;
  readonly parent: Node;
  next: ChildNode | null;
}

/** Text at even places, tags at odd ones. */
function split(html: string): string[] {
  return html.split(/(<[^>]*>)/);
}

/**
 * Makes `nodes`, which were made of `before`, equal to what `html` gives, from the first difference on: text is written by
 * itself, elements are made of the part of `html` that is new, in the elements that are open there.
 * @param before - like `html` without raw HTML of the message.
 * @param make - makes safe nodes of HTML.
 * @returns the nodes now; undefined where the document is not built as `before` says, or what is drawn depends on all of it.
 */
export function patchHtml(
  parent: Node,
  nodes: readonly ChildNode[],
  before: string,
  html: string,
  make: (html: string) => ChildNode[],
): readonly ChildNode[] | undefined {
  if (nodes.length === 0) return undefined;
  const [old, now] = [split(before), split(html)];
  const isText = old.length === now.length && old.every((part, index) => index % 2 === 0 || part === now[index]);
  const parting = old.findIndex((part, index) => part !== now[index]);
  const end = isText || parting < 0 ? old.length : parting;
  const edits: (() => void)[] = [];
  const open: Open[] = [{ tag: '', node: undefined, parent, next: nodes[0] ?? null }];
  for (let i = 0; i < end; i++) {
    const part = old[i]!;
    const isStep = i % 2 === 0 ? readText(open, part, now[i]!, edits) : readTag(open, part);
    if (!isStep) return undefined;
    if (part.startsWith('<pre')) {
      const last = old.indexOf('</pre>', i);
      if (last < 0 || last >= end || now.slice(i, last).some((other, index) => other !== old[i + index]))
        return undefined;
      i = last;
    }
  }
  for (const edit of edits) edit();
  return isText ? nodes : patchRest(open, nodes, make(open.map(({ tag }) => tag).join('') + now.slice(end).join('')));
}

/** @returns false if there is no text where `old` says, or what is shown beside it depends on it. */
function readText(open: readonly Open[], old: string, now: string, edits: (() => void)[]): boolean {
  const level = open.at(-1)!;
  const { parent, next } = level;
  if (old !== '') {
    if (next?.nodeType !== Node.TEXT_NODE) return false;
    level.next = next.nextSibling;
  }
  if (old === now) return true;
  // Nodes that come or go at the outside are not written here: `nodes` would have to change.
  const isNodeChange = old === '' || now === '';
  if ((isNodeChange && !level.node) || now.replace(OWN_REFERENCES, '').includes('&') || open.some(isLink)) return false;
  const text = unescapeHtml(now);
  edits.push(() => {
    if (old === '') parent.insertBefore(document.createTextNode(text), next);
    else if (now === '') next!.remove();
    else patchText(next as Text, text);
  });
  return true;
}

/** @returns false if the document has another element there. */
function readTag(open: Open[], tag: string): boolean {
  const level = open.at(-1)!;
  if (tag[1] === '/') {
    open.pop();
    const outer = open.at(-1)!;
    if (tag === '</a>' && (outer.next as Element | null)?.getAttribute?.('part') === 'link-host')
      outer.next = outer.next!.nextSibling;
    return true;
  }
  const name = /^<([a-z0-9]+)/.exec(tag)![1]!;
  const node = level.next as Element | null;
  if (node?.nodeType !== Node.ELEMENT_NODE) return false;
  level.next = node.nextSibling;
  if (VOID_TAG.test(name) || name === 'pre') return true;
  const element = name === 'table' ? node.firstElementChild : node;
  if (element?.localName !== name) return false;
  open.push({ tag, node, parent: element, next: element.firstChild });
  return true;
}

/** Writes `next`, which begins with the elements that are `open`, behind what they have in common with the document. */
function patchRest(
  open: readonly Open[],
  nodes: readonly ChildNode[],
  next: ChildNode[],
): readonly ChildNode[] | undefined {
  if (open.some(isLink)) return undefined;
  let result: readonly ChildNode[] = nodes;
  let rest = next;
  for (let depth = 0; depth < open.length; depth++) {
    const { parent, next: from } = open[depth]!;
    const inner = open[depth + 1];
    const first = inner ? rest[0] : undefined;
    const index = from ? nodes.indexOf(from) : -1;
    const live = depth > 0 ? following(from) : index < 0 ? [] : nodes.slice(index);
    const behind = depth === 0 ? (nodes.at(-1)?.nextSibling ?? null) : null;
    const written = patchNodes(parent, live, inner ? rest.slice(1) : rest, behind);
    if (depth === 0) result = [...nodes.slice(0, nodes.length - live.length), ...written];
    if (!inner) break;
    const element = inner.parent === inner.node ? (first as Element) : (first as Element).firstElementChild!;
    // A box that arrives makes its item a task; everything else that an open element says is in its tag.
    if (element.matches('[part~="task-item"]')) patchAttributes(inner.parent as Element, element);
    rest = [...element.childNodes];
  }
  return result;
}

/** What a link leads to decides with its text what is shown beside it. */
function isLink({ tag }: Open): boolean {
  return tag.startsWith('<a ');
}

function following(node: ChildNode | null): ChildNode[] {
  const all: ChildNode[] = [];
  for (let next = node; next; next = next.nextSibling) all.push(next);
  return all;
}
