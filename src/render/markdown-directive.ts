import { noChange, type ElementPart } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import { MarkdownView, type MarkdownViewOptions } from './markdown-view.ts';
import { isEven, PacedText } from './paced-text.ts';

/** One text part of a message, and how it is drawn. */
export interface MarkdownContent {
  /** Which message it belongs to. */
  readonly key: string;
  /** Everything received so far. */
  readonly text: string;
  /** Changes when `text` was replaced rather than appended to. */
  readonly revision: number;
  readonly isOpen: boolean;
  /** `even` reveals what arrives in bursts at an even pace (S27). */
  readonly pacing?: string;
  /** A new object where an option changed: the text is rendered again from its start. */
  readonly options: MarkdownViewOptions;
  /** Stands behind the last character while the text is open. */
  readonly cursor: HTMLElement | undefined;
}

/** On the shadow root: the chat is back in the page. */
export const RETURN = 'return';

/**
 * Keeps a `MarkdownView` in an element: text that grew is appended, text that was replaced is rendered anew. Out of the page
 * it rests: a message that was removed is held by nothing, and one whose chat comes back goes on.
 */
class MarkdownDirective extends Directive {
  #element: HTMLElement | undefined;
  #text: PacedText | undefined;
  #content: MarkdownContent | undefined;
  #isFinished = false;

  render(_content: MarkdownContent): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [content]: [MarkdownContent]): typeof noChange {
    this.#element = part.element as HTMLElement;
    const previous = this.#content;
    this.#content = content;
    const isSame =
      previous?.key === content.key &&
      previous.revision === content.revision &&
      previous.options === content.options &&
      (!this.#isFinished || !content.isOpen);
    if (!isSame) this.#start(previous === undefined);
    else if (content.text.length > previous.text.length)
      this.#text!.append(content.text.slice(previous.text.length), isEven(content.pacing));
    if (!content.isOpen && !this.#isFinished) {
      this.#isFinished = true;
      previous?.cursor?.remove();
      this.#text!.finish();
    }
    return noChange;
  }

  /** @param isNew - a text that stood here before is shown as a whole. */
  #start(isNew: boolean): void {
    this.#text?.disconnect();
    this.#element!.replaceChildren();
    const { options, text, isOpen, pacing } = this.#content!;
    this.#text = new PacedText(new MarkdownView(this.#element!, { ...options, onRender: () => this.#onRender() }));
    this.#text.append(text, isNew && isOpen && isEven(pacing));
    this.#isFinished = !isOpen;
    if (!isOpen) this.#text.finish();
  }

  #onRender(): void {
    this.#placeCursor();
    const root = this.#element!.getRootNode();
    // What a template is made of comes into the page in a fragment.
    if (root.isConnected || root.constructor === DocumentFragment) return;
    this.#text!.pause();
    root.addEventListener(RETURN, () => this.#text!.resume(), { once: true });
  }

  #placeCursor(): void {
    const { cursor, isOpen } = this.#content!;
    if (!isOpen || !cursor || this.#isLast(cursor)) return;
    cursor.remove();
    let last: Node | null = this.#element!.lastChild;
    // An empty cell or item at the end is not where the writing is.
    while (last && (last.lastChild ?? last.previousSibling) && last.nodeType !== Node.TEXT_NODE)
      last = last.lastChild ?? last.previousSibling;
    if (last?.nodeType === Node.TEXT_NODE) (last as Text).after(cursor);
    else this.#element!.append(cursor);
  }

  /** Does it stand behind everything, and behind text? */
  #isLast(cursor: HTMLElement): boolean {
    if (cursor.previousSibling?.nodeType !== Node.TEXT_NODE) return false;
    let node: Node | null = cursor;
    while (node && node !== this.#element && !node.nextSibling) node = node.parentNode;
    return node === this.#element;
  }
}

export const markdown = directive(MarkdownDirective);
