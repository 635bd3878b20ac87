import { highlighter } from './highlight.ts';

/**
 * The optional second script: colours code in every `<stream-chat>` of the page. It may stand before or behind the first.
 */
const TAG = 'stream-chat';

void customElements.whenDefined(TAG).then((element) => {
  const { renderers } = element as unknown as { renderers?: (typeof highlighter)[] };
  if (!renderers) console.warn(`<${TAG}> of another version is on this page; code stays without colours.`);
  else if (!renderers.includes(highlighter)) {
    renderers.push(highlighter);
    for (const chat of document.querySelectorAll<HTMLElement & { requestUpdate(name: string): void }>(TAG))
      chat.requestUpdate('renderers');
  }
});
