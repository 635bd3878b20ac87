/**
 * Lines of one group. The engine lays a growing text node out again at every append; groups keep what it lays out small
 * (measured: one node fed 10,000 tokens costs 3.5 times what many cost).
 */
const GROUP_LINES = 20;

/** Splits code into groups of whole lines; the same text always gives the same groups. */
function* groups(text: string, linesInFirst: number): Generator<string> {
  let start = 0;
  let lines = linesInFirst;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
    if (++lines < GROUP_LINES) continue;
    yield text.slice(start, end + 1);
    start = end + 1;
    lines = 0;
  }
  if (start < text.length) yield text.slice(start);
}

function makeGroup(text: string): HTMLElement {
  const group = document.createElement('span');
  group.setAttribute('part', 'code-lines');
  group.append(text);
  return group;
}

/** Fills a `<code>` element with the groups of `text`. */
export function fillCode(code: Element, text: string): void {
  code.replaceChildren(...[...groups(text, 0)].map(makeGroup));
}

/** The text of a code block that is still written: closed lines stay as they are, what follows them is rewritten. */
export class CodeLines {
  readonly #code: Element;
  /** The last group that is full and closed. The one behind it is being filled. */
  #full: ChildNode | undefined;
  /** Closed lines and closed characters in the group that is being filled. */
  #lines = 0;
  #characters = 0;

  constructor(code: Element) {
    this.#code = code;
  }

  /** The text node that ends the block. */
  get last(): Text | undefined {
    return this.#code.lastChild?.firstChild as Text | undefined;
  }

  /** Whole lines that will not change any more. */
  close(text: string): void {
    this.#write(text, true);
  }

  /** The unfinished rest. */
  draw(text: string): void {
    this.#write(text, false);
  }

  #write(text: string, isFinal: boolean): void {
    let group = this.#full ? this.#full.nextSibling : this.#code.firstChild;
    let at = this.#characters;
    for (const piece of groups(text, this.#lines)) {
      group ??= this.#code.appendChild(makeGroup(''));
      put(group, at, piece);
      if (isFinal) this.#closeUpTo(group, at + piece.length, this.#lines + piece.split('\n').length - 1);
      group = group.nextSibling;
      at = 0;
    }
    if (isFinal) return;
    // What was drawn before and is behind the text now is gone.
    if (group && at > 0) {
      put(group, at, '');
      group = group.nextSibling;
    }
    while (group) {
      const next: ChildNode | null = group.nextSibling;
      group.remove();
      group = next;
    }
  }

  #closeUpTo(group: ChildNode, characters: number, lines: number): void {
    const isFull = lines >= GROUP_LINES;
    if (isFull) this.#full = group;
    this.#lines = isFull ? 0 : lines;
    this.#characters = isFull ? 0 : characters;
  }
}

/** Writes `text` behind the first `at` characters of a group. Its text node comes first; the cursor may stand behind it. */
function put(group: ChildNode, at: number, text: string): void {
  const node = group.firstChild as Text;
  const old = node.data;
  if (old.length === at) node.appendData(text);
  else if (!(old.length === at + text.length && old.endsWith(text))) {
    const isGrowth = text.startsWith(old.slice(at));
    if (isGrowth) node.appendData(text.slice(old.length - at));
    else node.replaceData(at, old.length - at, text);
  }
}
