import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Place } from '../chat/snapshot.ts';
import { afterScroll, hasMoreBelow, type FollowState } from '../scroll/follow.ts';

/**
 * Keeps a scrolling element at its end while its reader is there, and leaves a reader alone who scrolled up or selects text.
 * Owns: a resize observer and listeners on the element it is given. Connected: starts nothing before `observe`.
 * It writes the scroll position after layout, so it never forces one.
 */
export class FollowController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #scroller: HTMLElement | undefined;
  #observer: ResizeObserver | undefined;
  /** Of content and scroller, when they were last looked at. */
  #heights = '';
  #state: FollowState = { following: true, scrollTop: 0 };
  /** The last message when the end was gone to, and where its top was then. */
  #last: Element | null | undefined;
  #lastTop = 0;
  #isJumpOffered = false;
  /** Where a reader rests who is not at the end. */
  #place: Place | undefined;

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
    if (!scroller || !content) {
      // Closed: it opens at its end.
      this.#place = undefined;
      return;
    }
    this.#scroller = scroller;
    this.#heights = '';
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    scroller.addEventListener('scrollend', this.#onRest);
    scroller.addEventListener('keydown', this.#onKeydown);
    this.#observer = new ResizeObserver(() => this.#onResize(content));
    this.#observer.observe(content);
    this.#observer.observe(scroller);
  }

  /** What the reader sees first; undefined at the end, and while there is nothing to see. */
  get place(): Place | undefined {
    const scroller = this.#scroller;
    if (this.#place || this.#state.following || !scroller) return this.#place;
    const edge = scroller.getBoundingClientRect().top;
    for (const message of scroller.querySelectorAll<HTMLElement>('[data-id]')) {
      const { top, bottom } = message.getBoundingClientRect();
      if (bottom > edge) return { id: message.dataset['id']!, top: top - edge };
    }
    return undefined;
  }

  /** Goes to a place of an earlier page, as soon as it is there. */
  goTo(place: Place): void {
    this.#place = place;
    this.#state = { ...this.#state, following: false };
  }

  /** A transcript was opened: its reader is at the end, or where an earlier page left off. */
  open(): void {
    if (!this.#place) this.jump();
  }

  /** Goes to the end and follows from there on. */
  jump(): void {
    this.#place = undefined;
    this.#state = { ...this.#state, following: true };
    this.#toEnd();
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#scroller?.removeEventListener('scroll', this.#onScroll);
    this.#scroller?.removeEventListener('scrollend', this.#onRest);
    this.#scroller?.removeEventListener('keydown', this.#onKeydown);
    this.#observer = undefined;
    this.#scroller = undefined;
  }

  readonly #onScroll = (): void => {
    // The position that was just set is no act of the reader.
    if (this.#place && Math.abs(this.#scroller!.scrollTop - this.#state.scrollTop) <= 1) return;
    this.#place = undefined;
    const { scrollTop } = this.#scroller!;
    const isPushed =
      this.#state.following && scrollTop < this.#state.scrollTop && this.#topOfLast() < this.#lastTop + 1.5;
    this.#state = isPushed ? { following: true, scrollTop } : afterScroll(this.#state, this.#scroller!);
    this.#offerJump();
  };

  /** Where the newest message begins: while it stays there, less room above it is no act of the reader. Engines round by a pixel. */
  #topOfLast(): number {
    const last = this.#last?.isConnected ? this.#last : undefined;
    return last ? last.getBoundingClientRect().top : Infinity;
  }

  /** Home and End at once: on their way engines lay out what comes into view, and end short of the edge. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (target !== this.#scroller || altKey || ctrlKey || metaKey || shiftKey) return;
    if (key === 'Home') this.#scroller!.scrollTop = 0;
    else if (key === 'End') this.jump();
    else return;
    event.preventDefault();
  };

  readonly #onRest = (): void => {
    this.#place = this.place;
  };

  /**
   * Text that comes into view is laid out anew, so that scrolling can change the size that was just told. Engines report
   * this to the page as a loop, unless nobody looks until the next frame.
   */
  #onResize(content: HTMLElement): void {
    const heights = `${content.offsetHeight} ${this.#scroller!.clientHeight} ${content.offsetWidth}`;
    if (heights === this.#heights) return;
    this.#heights = heights;
    const observer = this.#observer!;
    observer.unobserve(content);
    requestAnimationFrame(() => observer === this.#observer && observer.observe(content));
    if (this.#place) this.#toPlace(this.#place);
    else if (this.#state.following && !this.#isReading()) this.#toEnd();
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

  /** Keeps what the reader sees first where it is, also at another width. */
  #toPlace({ id, top }: Place): void {
    const scroller = this.#scroller!;
    const message = scroller.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (!message) return this.jump();
    scroller.scrollTop += message.getBoundingClientRect().top - scroller.getBoundingClientRect().top - top;
    this.#state = { following: false, scrollTop: scroller.scrollTop };
    this.#offerJump();
  }

  #toEnd(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#state = { following: true, scrollTop: scroller.scrollTop };
    let last = scroller.firstElementChild?.lastElementChild;
    // Behind the messages stands what may have no box.
    while (last && !last.matches('.message')) last = last.previousElementSibling;
    this.#last = last;
    this.#lastTop = this.#topOfLast();
    this.#offerJump();
  }

  #offerJump(): void {
    const isOffered = !this.#state.following && hasMoreBelow(this.#scroller!);
    if (isOffered === this.#isJumpOffered) return;
    this.#isJumpOffered = isOffered;
    // Drawn within the observer's callback, the button could change what is observed, and the page would be told of a loop.
    requestAnimationFrame(() => this.#host.requestUpdate());
  }
}
