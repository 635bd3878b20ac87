import type { MarkdownRenderer } from './renderers.ts';

const TAG = 'stream-chat';

/**
 * Gives every `<stream-chat>` of the page a renderer, those that are there already too. An optional script calls it; it may
 * stand before or behind the single script.
 * @param lost - what a page goes without when its element knows no renderers: "code stays without colours".
 */
export async function addRenderer(renderer: MarkdownRenderer, lost: string): Promise<void> {
  const element = await customElements.whenDefined(TAG);
  const { renderers } = element as unknown as { renderers?: MarkdownRenderer[] };
  if (!renderers) console.warn(`<${TAG}> of another version is on this page; ${lost}.`);
  else if (!renderers.includes(renderer)) {
    renderers.push(renderer);
    for (const chat of document.querySelectorAll<HTMLElement & { requestUpdate(name: string): void }>(TAG))
      chat.requestUpdate('renderers');
  }
}
