import type { BlockInfo } from '../markdown/update.ts';

/** A closed block, as a renderer sees it. */
export interface RenderedBlock extends BlockInfo {
  /** Text content of the block; of a code block, its code without the last line end. */
  readonly text: string;
}

/** Takes over closed blocks of one kind: highlighted code, a diagram, a formula. */
export interface MarkdownRenderer {
  /** For messages to the developer. */
  readonly name: string;
  /** Is the block one for this renderer? Of several, the first one that says so gets it. */
  match(block: RenderedBlock): boolean;
  /**
   * May change the content of the block; what it puts there is its own responsibility.
   * @param element - the block, sanitised and in the document.
   */
  render(block: RenderedBlock, element: HTMLElement): void | Promise<void>;
}

/** Renderers that failed once: each is reported once per page. */
const reported = new WeakSet<MarkdownRenderer>();

/** Offers a closed block to the renderers. One that throws or rejects is reported and the block stays as it was. */
export function renderBlock(
  renderers: readonly MarkdownRenderer[],
  info: BlockInfo,
  nodes: readonly ChildNode[],
): void {
  const element = nodes.find((node) => node instanceof HTMLElement);
  if (!element || renderers.length === 0) return;
  const text = (element.querySelector('pre > code')?.textContent ?? element.textContent).replace(/\n$/, '');
  const block: RenderedBlock = { ...info, text };
  const renderer = renderers.find((candidate) => matches(candidate, block));
  if (!renderer) return;
  const before = element.cloneNode(true) as HTMLElement;
  const fail = (error: unknown): void => {
    report(renderer, error);
    restore(element, before);
  };
  try {
    Promise.resolve(renderer.render(block, element)).catch(fail);
  } catch (error) {
    fail(error);
  }
}

function matches(renderer: MarkdownRenderer, block: RenderedBlock): boolean {
  try {
    return renderer.match(block);
  } catch (error) {
    report(renderer, error);
    return false;
  }
}

function report(renderer: MarkdownRenderer, error: unknown): void {
  if (reported.has(renderer)) return;
  reported.add(renderer);
  console.warn(`stream-chat: the renderer "${renderer.name}" failed; blocks it fails on stay as they are.`, error);
}

function restore(element: HTMLElement, before: HTMLElement): void {
  for (const { name } of [...element.attributes]) if (!before.hasAttribute(name)) element.removeAttribute(name);
  for (const { name, value } of before.attributes) element.setAttribute(name, value);
  element.replaceChildren(...before.childNodes);
}
