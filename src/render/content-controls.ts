import type { MarkdownStrings } from './decorate.ts';

/** The word on the copy button changes back after this long. */
const COPIED_MS = 2000;

/** The buttons inside a rendered text: Copy of a code block, and the one that loads a picture. Owns: a listener of the container. */
export class ContentControls {
  readonly #container: HTMLElement;
  readonly #strings: MarkdownStrings;
  readonly #loadedImages: Set<string>;

  /** @param loadedImages - gets the addresses of the pictures that the visitor asked for. */
  constructor(container: HTMLElement, strings: MarkdownStrings, loadedImages: Set<string>) {
    this.#container = container;
    this.#strings = strings;
    this.#loadedImages = loadedImages;
    container.addEventListener('click', this.#onClick);
  }

  disconnect(): void {
    this.#container.removeEventListener('click', this.#onClick);
  }

  readonly #onClick = (event: Event): void => {
    const button = (event.target as Element).closest?.('button');
    if (!button) return;
    if (button.matches('[part~="code-copy-button"]')) void this.#copy(button);
    if (button.matches('[part~="image-button"]')) {
      // The picture may stand in a link.
      event.preventDefault();
      this.#loadImage(button);
    }
  };

  /** The visitor asked for it: the picture takes the place of its placeholder. */
  #loadImage(button: HTMLElement): void {
    const image = document.createElement('img');
    image.setAttribute('part', 'image');
    image.referrerPolicy = 'no-referrer';
    image.alt = button.dataset['alt'] ?? '';
    image.src = button.dataset['src'] ?? '';
    this.#loadedImages.add(image.src);
    button.parentElement?.replaceWith(image);
  }

  async #copy(button: HTMLButtonElement): Promise<void> {
    const code = button.closest('[part~="code-block"]')?.querySelector('code');
    try {
      await navigator.clipboard.writeText(code?.textContent ?? '');
      const { copied, copy } = this.#strings;
      const name = button.ariaLabel;
      if (name === copied) return;
      button.textContent = button.ariaLabel = copied;
      setTimeout(() => {
        button.textContent = copy;
        button.ariaLabel = name;
      }, COPIED_MS);
    } catch {
      // No permission: the code is selected, so that the visitor's own shortcut copies it (E-18).
      if (code) getSelection()?.selectAllChildren(code);
    }
  }
}
