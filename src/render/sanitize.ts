import createDOMPurify, { type Config } from 'dompurify';
import { withoutUnwanted } from '../markdown/normalize.ts';

/**
 * What may stand in an answer: a positive list of tags and attributes. No form, media, embed, style or svg; no id, name,
 * style, role, aria-*, data-*, slot, part or handler, so that nothing in a message can reach beyond itself (X-07 … X-09).
 * `body` is the one around all of it, which stays behind; without it DOMPurify copies its whole content at every call.
 */
const CONFIG: Config = Object.freeze({
  ALLOWED_TAGS: (
    'p br hr h1 h2 h3 h4 h5 h6 blockquote pre code ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td ' +
    'a em strong del ins b i u s small sub sup kbd mark span abbr cite dfn q samp var tt bdi bdo ruby rp rt wbr time img input ' +
    'details summary div center section article aside header footer figure figcaption address body'
  ).split(' '),
  ALLOWED_ATTR: 'href title align start alt src class dir lang colspan rowspan type checked disabled open'.split(' '),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // Without it white space and comments at the start are read as if they stood before <html>, and vanish.
  FORCE_BODY: true,
  RETURN_DOM_FRAGMENT: true,
});

/** A private instance, made while loading: hooks and configuration of another DOMPurify on the page do not reach it. */
const purifier = typeof window === 'undefined' ? undefined : createDOMPurify(window);

// A character reference (`&#x202e;`) brings back what was taken out of the source (L-10).
purifier?.addHook('beforeSanitizeElements', (node) => {
  if (node.nodeType !== Node.TEXT_NODE) return;
  const text = withoutUnwanted((node as Text).data);
  if (text !== (node as Text).data) (node as Text).data = text;
});

/** The one tag that may have an address. */
const OWNERS: ReadonlyMap<string, string> = new Map([
  ['href', 'a'],
  ['src', 'img'],
]);

purifier?.addHook('uponSanitizeAttribute', ({ localName }, data) => {
  data.attrValue = withoutUnwanted(data.attrValue);
  // The only class is the language of a code block; any other could borrow the look of our own controls.
  if (data.attrName === 'class' && !/^language-\S+$/.test(data.attrValue)) data.keepAttr = false;
  // An address stands where the policy of links and images looks for it.
  if ((OWNERS.get(data.attrName) ?? localName) !== localName) data.keepAttr = false;
  if (data.attrName === 'type' && data.attrValue !== 'checkbox') data.keepAttr = false;
});

let isConfigured = false;

/** The configuration is read once, which takes as long as a short text does; not while loading, as a policy is made of it. */
function purified(html: string): DocumentFragment | null {
  if (!purifier) throw new Error('The sanitiser needs a window.');
  if (!isConfigured) purifier.setConfig(CONFIG);
  isConfigured = true;
  return purifier.sanitize(html) as unknown as DocumentFragment | null;
}

/**
 * The last thing that happens to the HTML of a message: nothing edits it afterwards (law 7, X-04).
 * @returns nodes that are not in a document yet.
 */
export function sanitize(html: string): DocumentFragment {
  // A frameset takes the place of the body, and nothing is left of the message. Behind a <br> it is ignored.
  return purified(html) ?? withoutFirst(purified(`<br>${html}`)!);
}

function withoutFirst(fragment: DocumentFragment): DocumentFragment {
  fragment.firstChild?.remove();
  return fragment;
}
