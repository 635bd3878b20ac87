import DOMPurify from 'dompurify';
import { Marked } from 'marked';

const marked = new Marked();

/** @returns {string} the one-shot document: marked's output of the whole text, sanitised */
export function oneShot(markdown) {
  return sanitised(marked.parse(markdown));
}

export function sanitised(html) {
  return DOMPurify.sanitize(html);
}

/** @returns {HTMLElement} a detached element with the HTML as its content */
export function elementOf(html) {
  const element = new DOMParser().parseFromString('', 'text/html').createElement('div');
  element.innerHTML = html;
  return element;
}
