const BLOCKS = new Set(
  (
    'address article aside blockquote br center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption'
  ).split(' '),
);
/** Wrappers, elements that HTML lets stand or fall, and form controls, which are a matter of policy. */
const TRANSPARENT = new Set(['div', 'span', 'tbody', 'form', 'textarea']);
/** What the HTML parser opens again in the white space after a paragraph in which it was left open. */
const FORMATTING = 'a, b, big, code, em, font, i, nobr, s, small, strike, strong, tt, u';
/** Controls and notes that a renderer adds around the text. */
export const DRESSING = 'button, svg, style, [part~="code-header"], [part~="link-host"], [part~="cursor"]';
const MEANINGFUL_ATTRIBUTES = ['href', 'src', 'alt', 'title', 'start', 'type', 'checked', 'disabled', 'align', 'open'];
/** Renderers differ in which other schemes they let through; that is their policy, not the document. */
const FOLLOWED_SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/**
 * Writes a rendered document so that two documents with the same markdown meaning give the same text. Left out: wrapper
 * elements without meaning, `part`, `class`, `style`, `dir`, `data-*` and the like, headers and buttons of code blocks,
 * white space that no reader sees, how text is cut into nodes and how an address is escaped.
 *
 * @param {Element} root
 * @param {(clone: Element) => void} [undress] takes a renderer's own dressing off a copy first
 * @returns {string}
 */
export function canonical(root, undress) {
  const clone = root.cloneNode(true);
  undress?.(clone);
  for (const element of clone.querySelectorAll(DRESSING)) element.remove();
  for (const element of clone.querySelectorAll(FORMATTING)) if (isEmptyBetweenBlocks(element, clone)) element.remove();
  const pieces = [{ block: true, text: '' }];
  collect(clone, pieces, false);
  pieces.push({ block: true, text: '' });
  return withoutUnseenSpace(pieces).join('');
}

function isEmptyBetweenBlocks(element, root) {
  let parent = element.parentElement;
  while (parent !== root && TRANSPARENT.has(parent.localName)) parent = parent.parentElement;
  return parent === root && element.children.length === 0 && element.textContent.trim() === '';
}

/** @returns {{actual: string, expected: string} | undefined} where two canonical documents part, with some context */
export function firstDifference(actual, expected) {
  if (actual === expected) return undefined;
  let at = 0;
  while (actual[at] === expected[at]) at++;
  const excerpt = (text) => text.slice(Math.max(0, at - 60), at + 120);
  return { actual: excerpt(actual), expected: excerpt(expected) };
}

function collect(parent, pieces, inPre) {
  for (const child of parent.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) addText(child.data, pieces, inPre);
    else if (child.nodeType === Node.ELEMENT_NODE) addElement(child, pieces, inPre);
  }
}

function addText(text, pieces, inPre) {
  const last = pieces.at(-1);
  if (last.block === undefined && last.inPre === inPre) last.text += text;
  else pieces.push({ text, inPre });
}

function addElement(element, pieces, inPre) {
  const name = element.localName;
  if (TRANSPARENT.has(name)) return collect(element, pieces, inPre);
  const attributes = MEANINGFUL_ATTRIBUTES.map((attribute) => [attribute, meaning(element, attribute)])
    .filter(([, value]) => value !== null)
    .map(([attribute, value]) => ` ${attribute}="${value}"`)
    .join('');
  const block = BLOCKS.has(name) || (inPre && name === 'code');
  pieces.push({ block, text: `<${name}${attributes}>` });
  collect(element, pieces, inPre || name === 'pre');
  pieces.push({ block, text: `</${name}>` });
}

/** @returns {string | null} null if the attribute is not there or says nothing */
function meaning(element, attribute) {
  if (attribute === 'align') return element.getAttribute('align') ?? (element.style?.textAlign || null);
  if (attribute === 'href' && !FOLLOWED_SCHEMES.has(element.protocol)) return null;
  const value = element.getAttribute(attribute);
  return value !== null && (attribute === 'href' || attribute === 'src') ? resolved(value) : value;
}

/** @returns {string} the address as the browser reads it, so that two ways of writing it are one */
function resolved(address) {
  try {
    return new URL(address, document.baseURI).href;
  } catch {
    return address;
  }
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** What the engine does with white space: outside code it is one space, and beside a block boundary it is nothing. */
function withoutUnseenSpace(pieces) {
  return pieces.map((piece, index) => {
    if (piece.block !== undefined) return piece.text;
    const whole = escaped(piece.text);
    const isFirst = pieces[index - 1].block;
    const isLast = pieces[index + 1].block;
    if (piece.inPre) return isLast ? whole.replace(/\n$/, '') : whole;
    let text = whole.replace(/[ \t\n]+/g, ' ');
    if (isFirst) text = text.replace(/^ /, '');
    if (isLast) text = text.replace(/ $/, '');
    return text;
  });
}
