import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { afterScroll, hasMoreBelow, type FollowState } from '../scroll/follow.ts';

/**
 * Keeps a scrolling element at its end while its reader is there, and leaves a reader alone who scrolled up or selects text.
 * Owns: a resize observer and a scroll listener on the element it is given. Connected: starts nothing before `observe`.
 * It writes the scroll position after layout, so it never forces one.
 */
export class FollowController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #scroller: HTMLElement | undefined;
  #observer: ResizeObserver | undefined;
  #state: FollowState = { following: true, scrollTop: 0 };
  #isJumpOffered = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    (this.#host = host).addController(this);
  }

  /** There is text below what the reader sees, and the reader does not follow it. */
  get isJumpOffered(): boolean {
    return this.#isJumpOffered;
  }

  /** @param scroller - the element that scrolls. @param content - its only child, whose size is watched. */
  observe(scroller: HTMLElement | undefined, content: HTMLElement | undefined): void {
    if (this.#scroller === scroller) return;
    this.hostDisconnected();
    if (!scroller || !content) return;
    this.#scroller = scroller;
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#observer = new ResizeObserver(() => this.#onResize());
    this.#observer.observe(content);
    this.#observer.observe(scroller);
  }

  /** Goes to the end and follows from there on. */
  jump(): void {
    this.#state = { ...this.#state, following: true };
    this.#toEnd();
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#scroller?.removeEventListener('scroll', this.#onScroll);
    this.#observer = undefined;
    this.#scroller = undefined;
  }

  readonly #onScroll = (): void => {
    this.#state = afterScroll(this.#state, this.#scroller!);
    this.#offerJump();
  };

  #onResize(): void {
    if (this.#state.following && !this.#isReading()) this.#toEnd();
    else this.#offerJump();
  }

  /** Selected text or focus inside the transcript: moving it away would be rude. */
  #isReading(): boolean {
    const root = this.#host.shadowRoot as (ShadowRoot & { getSelection?: () => Selection | null }) | null;
    const selection = root?.getSelection?.() ?? document.getSelection();
    const isSelecting = selection !== null && !selection.isCollapsed && this.#scroller!.contains(selection.anchorNode);
    const focused = root?.activeElement ?? undefined;
    return isSelecting || (focused !== undefined && focused !== this.#scroller && this.#scroller!.contains(focused));
  }

  #toEnd(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#state = { following: true, scrollTop: scroller.scrollTop };
    this.#offerJump();
  }

  #offerJump(): void {
    const isOffered = !this.#state.following && hasMoreBelow(this.#scroller!);
    if (isOffered === this.#isJumpOffered) return;
    this.#isJumpOffered = isOffered;
    this.#host.requestUpdate();
  }
}
