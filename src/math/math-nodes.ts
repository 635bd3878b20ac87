/** A node of the library's tree: an element of MathML, a text, or a group without an element of its own. */
export interface MathTree {
  readonly type?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly style?: Readonly<Record<string, unknown>>;
  readonly classes?: readonly string[];
  readonly children?: readonly MathTree[];
}

const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** Most elements and levels of one formula: more would make the page wait for its layout. */
const MAX_NODES = 3000;
const MAX_DEPTH = 40;

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What may stand in a formula. No link, no picture, no id, no handler: nothing that leaves the page or reaches into it. */
const ELEMENTS = list(
  'math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle msub msup msubsup munder mover munderover ' +
    'mmultiscripts mprescripts mtable mtr mtd mpadded mphantom menclose',
);
const ATTRIBUTES = list(
  'display encoding stretchy form lspace rspace fence separator symmetric minsize maxsize mathsize mathvariant mathcolor ' +
    'mathbackground width height depth voffset linebreak movablelimits largeop accent accentunder notation scriptlevel ' +
    'displaystyle columnalign rowspacing columnspacing linethickness',
);
/** None of them can name an address. */
const STYLES = list(
  'display math-depth padding padding-left padding-right margin-left width text-align justify-content transform position ' +
    'left right bottom color font-weight font-style border border-bottom',
);
/** The classes that the math style sheet knows. */
const CLASSES = list(
  'tml-display tml-left tml-right tml-jot tml-small tml-overline tml-underline tml-fbox tml-cancel upstrike downstrike sout ' +
    'tml-hat-1 tml-hat-2 tml-hat-3 tml-hat-4 tml-tilde-2 tml-tilde-3 tml-tilde-4',
);

/**
 * DOM nodes for the library's tree, of what is on the lists above and nothing else. No HTML is parsed.
 * @throws RangeError for a formula that is too large to be laid out in time.
 */
export function mathNodes(tree: MathTree): Node {
  let nodes = 0;
  const build = (
    { type, text, attributes = {}, style = {}, classes = [], children = [] }: MathTree,
    depth: number,
  ): Node => {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) throw new RangeError('This formula is too large.');
    if (typeof text === 'string') return document.createTextNode(text);
    if (type !== undefined && !ELEMENTS.has(type)) return document.createTextNode('');
    const node = type === undefined ? document.createDocumentFragment() : document.createElementNS(MATHML, type);
    node.append(...children.map((child) => build(child, depth + 1)));
    if (!(node instanceof Element)) return node;
    for (const [name, value] of Object.entries(attributes))
      if (ATTRIBUTES.has(name)) node.setAttribute(name, String(value));
    for (const [name, value] of Object.entries(style)) {
      const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      if (STYLES.has(property)) (node as MathMLElement).style.setProperty(property, String(value));
    }
    const known = classes.filter((name) => CLASSES.has(name));
    if (known.length > 0) node.setAttribute('class', known.join(' '));
    return node;
  };
  return build(tree, 0);
}
