import { expect } from '@open-wc/testing';
import { MarkdownView, type MarkdownViewOptions } from '../../src/render/markdown-view.ts';

/** Renders `chunks` one after the other, each drawn, and returns the element with the finished document. */
export function renderChunks(chunks: readonly string[], options?: MarkdownViewOptions): HTMLElement {
  const container = document.createElement('div');
  const view = new MarkdownView(container, options);
  for (const chunk of chunks) {
    view.append(chunk);
    view.flush();
  }
  view.finish();
  return container;
}

/** Fails unless both documents are equal, adjacent text nodes joined, nothing else left out. */
export function expectSameDocument(actual: Element, expected: Element, message: string): void {
  actual.normalize();
  expected.normalize();
  if (!actual.isEqualNode(expected)) expect(actual.innerHTML, message).to.equal(expected.innerHTML);
}

/** The elements of the view that carry no markdown: containers of blocks, code groups, frames and controls. */
const WRAPPERS = '[part="blocks"], [part="code-lines"], [part="table-scroll"], [part="code-block"], div.foreign';
const CONTROLS = '[part="code-header"], [part="link-host"]';

/** The document as marked and a sanitiser would have written it: without wrappers, controls and our own attributes. */
export function plainDocument(container: Element): string {
  const copy = container.cloneNode(true) as Element;
  for (const control of copy.querySelectorAll(CONTROLS)) control.remove();
  for (const wrapper of copy.querySelectorAll(WRAPPERS)) wrapper.replaceWith(...wrapper.childNodes);
  const isOwn = /^(?:part|dir|tabindex|role|aria-label|target|rel|referrerpolicy|loading|decoding)$/;
  for (const element of copy.querySelectorAll('*')) {
    for (const { name } of [...element.attributes]) if (isOwn.test(name)) element.removeAttribute(name);
  }
  const blocks = /^(?:P|H[1-6]|UL|OL|LI|BLOCKQUOTE|PRE|HR|TABLE|THEAD|TBODY|TR|TH|TD|DIV|DETAILS|SUMMARY)$/;
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  copy.normalize();
  const empty: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (text.parentElement?.closest('pre')) continue;
    const isEdge = (node: Node | null): boolean => !node || blocks.test(node.nodeName);
    const isBlockLevel = text.parentElement === copy || blocks.test(text.parentElement!.nodeName);
    if (isBlockLevel && isEdge(text.previousSibling)) text.data = text.data.trimStart();
    if (isBlockLevel && isEdge(text.nextSibling)) text.data = text.data.trimEnd();
    if (text.data === '') empty.push(text);
  }
  for (const text of empty) text.remove();
  return copy.innerHTML;
}
