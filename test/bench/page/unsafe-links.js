const FOLLOWED = ['href', 'xlink:href', 'action', 'formaction', 'ping', 'background'];
const LOADED = ['src', 'data', 'srcset', 'poster'];
/** These load their address as an image, wherever it stands. */
const IMAGES = new Set(['img', 'image', 'feImage']);
const LOADED_AS_DOCUMENT = new Set(['iframe', 'object', 'embed', 'frame']);
const NEVER = /^(?:javascript|vbscript|data|livescript|mhtml):/;
const SCRIPT = /^(?:javascript|vbscript|livescript|mhtml):/;
/** Short cases come in pieces of this many characters, long ones in this many pieces. */
const CHARACTERS_PER_PIECE = 7;
const MOST_PIECES = 40;

/** @returns {string} the address as a browser reads it, or the empty string */
function resolved(value) {
  try {
    return new URL(value, document.baseURI).href;
  } catch {
    return '';
  }
}

function isUnsafe(element) {
  const has = (attribute, pattern) => {
    const value = element.getAttribute(attribute);
    return value !== null && pattern.test(resolved(value));
  };
  const loaded = LOADED_AS_DOCUMENT.has(element.localName) ? NEVER : SCRIPT;
  const followed = IMAGES.has(element.localName) ? SCRIPT : NEVER;
  return FOLLOWED.some((attribute) => has(attribute, followed)) || LOADED.some((attribute) => has(attribute, loaded));
}

const hasUnsafeLink = (root) => Array.from(root.querySelectorAll('*')).some(isUnsafe);

/**
 * @param {{id: string, markdown: string}[]} cases
 * @returns {{left: string[], seen: string[], threw: object[]}} the cases with an unsafe link in the finished document, with
 *   one at any moment, and those that raised an error
 */
export function streamUnsafeLinks(contestant, freshContent, cases) {
  const result = { left: [], seen: [], threw: [] };
  for (const { id, markdown } of cases) {
    const container = freshContent();
    let view;
    let seen = false;
    try {
      view = contestant.mount(container, { html: '', length: markdown.length });
      const size = Math.max(CHARACTERS_PER_PIECE, Math.ceil(markdown.length / MOST_PIECES));
      for (let from = 0; from < markdown.length; from += size) {
        view.append(markdown.slice(from, from + size));
        view.flush();
        seen ||= hasUnsafeLink(container);
      }
      view.finish();
    } catch (error) {
      result.threw.push({ id, message: error.message });
    }
    const left = hasUnsafeLink(container);
    if (left) result.left.push(id);
    if (left || seen) result.seen.push(id);
    view?.unmount?.();
  }
  return result;
}
