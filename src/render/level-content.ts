import { continueText } from './continued-text.ts';
import { patchHtml } from './patch-html.ts';
import { patchNodes } from './patch.ts';

/** An open child as drawn: usually one node. */
interface Piece {
  /** What it was made of; undefined if that is not known. */
  html: string | undefined;
  nodes: readonly ChildNode[];
  /** The text node that it ends in. */
  text?: Text | undefined;
}

/**
 * The children of one level: closed ones, which are never touched again, and behind them the open ones. A child is made
 * anew only where its HTML changed, and where that only goes on in its last text, the text is appended.
 */
export class LevelContent {
  readonly parent: Node;
  readonly #make: (html: string) => ChildNode[];
  #pieces: Piece[] = [];

  /** @param drawn - children that are there already, each by itself or all together one open child. */
  constructor(parent: Node, make: (html: string) => ChildNode[], drawn: readonly (readonly ChildNode[])[] = []) {
    this.parent = parent;
    this.#make = make;
    for (const nodes of drawn) this.#pieces.push({ html: undefined, nodes });
  }

  /** What the open children were made of. */
  get drawn(): (string | undefined)[] {
    return this.#pieces.map(({ html }) => html);
  }

  /**
   * The first open child is `html`, for good. @returns its nodes.
   * @param hasMarkup - with raw HTML in it, it is made as a whole: the document need not be built as the HTML says.
   */
  close(html: string, hasMarkup: boolean): readonly ChildNode[] {
    const piece = this.#pieces[0] ?? { html: undefined, nodes: [] };
    this.#write(piece, html, 0, hasMarkup);
    this.#pieces.shift();
    return piece.nodes;
  }

  /** The first open child becomes a level of its own: it is not drawn here any more. @returns its nodes. */
  enter(): readonly ChildNode[] {
    return this.#pieces.shift()?.nodes ?? [];
  }

  /** The level that was entered last is an open child again. */
  reopen(nodes: readonly ChildNode[]): void {
    this.#pieces.unshift({ html: undefined, nodes });
  }

  draw(open: readonly string[], hasMarkup: boolean): void {
    for (const { nodes } of this.#pieces.splice(open.length)) for (const node of nodes) node.remove();
    open.forEach((html, index) =>
      this.#write((this.#pieces[index] ??= { html: undefined, nodes: [] }), html, index, hasMarkup),
    );
  }

  /** Appends to the text that the last child ends in. */
  continue(text: string): void {
    const piece = this.#pieces.at(-1);
    piece?.text?.appendData(text);
    if (piece?.html !== undefined) piece.html = continueText(piece.html, text);
  }

  /** Takes the open children elsewhere. */
  moveTo(parent: Node): LevelContent {
    const content = new LevelContent(parent, this.#make);
    content.#pieces = this.#pieces;
    for (const { nodes } of this.#pieces) for (const node of nodes) parent.appendChild(node);
    return content;
  }

  #write(piece: Piece, html: string, index: number, hasMarkup: boolean): void {
    if (piece.html === html) return;
    const patched =
      piece.html === undefined || hasMarkup
        ? undefined
        : patchHtml(this.parent, piece.nodes, piece.html, html, this.#make);
    if (patched) piece.nodes = patched;
    else {
      const following = this.#pieces.slice(index + 1).find(({ nodes }) => nodes.length > 0);
      piece.nodes = patchNodes(this.parent, piece.nodes, this.#make(html), following?.nodes[0] ?? null);
    }
    piece.html = html;
    piece.text = lastText(piece.nodes.at(-1));
  }
}

/** The cursor may stand behind the text; it is no part of it. */
function lastText(node: Node | undefined): Text | undefined {
  let last: Node | null | undefined = node;
  while (last && last.nodeType !== Node.TEXT_NODE) {
    last = last.lastChild;
    if ((last as Element | null)?.getAttribute?.('part') === 'cursor') last = last!.previousSibling;
  }
  return (last as Text | null) ?? undefined;
}
