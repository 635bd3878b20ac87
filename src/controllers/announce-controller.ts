import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { text, type Message } from '../chat/conversation.ts';
import type { Translation } from '../i18n/translation.ts';
import { startOf } from '../markdown/graphemes.ts';
import { sentencesEnd, spokenText } from '../markdown/spoken-text.ts';
import { noticeText } from '../render/message.ts';

/** Between two announcements, and for how long the live region keeps one: long enough to be read, and gone before it is found by hand. */
const BETWEEN_MS = 1000;
const KEPT_MS = 3000;
/** Longest announcement, in characters. */
const MAX_SPOKEN_CHARS = 1000;

interface AnnounceHost extends ReactiveControllerHost, HTMLElement {
  readonly announce: 'final' | 'sentences' | 'off';
  readonly messages: readonly Message[];
  /** Of newer engines: speaks without a live region. */
  ariaNotify?(words: string): void;
}

/**
 * Speaks to screen readers, outside the transcript, so that no token of a streaming answer is read by itself: the finished
 * answer once, or its whole sentences while it is written (A-02 … A-04). By `ariaNotify` where the engine has it, by a live
 * region elsewhere, never by both. Owns: one timer while something is being said.
 */
export class AnnounceController implements ReactiveController {
  readonly #host: AnnounceHost;
  #region = '';
  #queue: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The region still shows what was said, and nothing waits for its turn. */
  #isKept = false;
  /** How much of which answer was said. */
  #said = { id: '', chars: 0 };

  constructor(host: AnnounceHost) {
    (this.#host = host).addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue = [];
    this.#region = '';
  }

  hostUpdated(): void {
    const message = this.#host.messages.at(-1);
    if (this.#host.announce !== 'sentences' || message?.status !== 'streaming') return;
    const source = text(message);
    const from = this.#saidOf(message);
    const end = sentencesEnd(source, from);
    if (end > from) this.#sayOf(message, source.slice(from, end), end);
  }

  /** An answer ended: what was not said of it, and why it ended if that is not by itself. */
  finished(message: Message, strings: Translation): void {
    if (this.#host.announce === 'off') return;
    const notice = noticeText(message, strings);
    const source = text(message);
    const words = spokenText(source.slice(this.#saidOf(message)));
    const isLong = words.length > MAX_SPOKEN_CHARS;
    // Of an answer that broke off the reader hears that, and finds in the transcript what came.
    const answer = message.status === 'complete' ? startOf(words, MAX_SPOKEN_CHARS) : '';
    const parts = [answer, isLong && answer ? strings.answerContinues : '', notice?.title, notice?.detail];
    this.#sayOf(message, '', source.length);
    this.say(parts.filter(Boolean).join(strings.fullStop));
  }

  template(): TemplateResult {
    return html`<div class="visually-hidden" part="announcer" role="status" aria-live="polite">${this.#region}</div>`;
  }

  #saidOf({ id }: Message): number {
    return this.#said.id === id ? this.#said.chars : 0;
  }

  #sayOf({ id }: Message, markdown: string, chars: number): void {
    this.#said = { id, chars };
    this.say(startOf(spokenText(markdown), MAX_SPOKEN_CHARS));
  }

  /** Says words in turn, after what is being said. */
  say(words: string): void {
    if (words === '') return;
    this.#queue.push(words);
    if (this.#timer === undefined || this.#isKept) this.#next();
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#isKept = false;
    const words = this.#queue.splice(0).join(' ');
    if (this.#host.ariaNotify) this.#host.ariaNotify(words);
    else this.#show(words);
    this.#timer = setTimeout(() => this.#afterTurn(), BETWEEN_MS);
  }

  #afterTurn(): void {
    this.#timer = undefined;
    if (this.#queue.length > 0) this.#next();
    else if (this.#region !== '') {
      this.#isKept = true;
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#show('');
      }, KEPT_MS - BETWEEN_MS);
    }
  }

  #show(words: string): void {
    this.#region = words;
    this.#host.requestUpdate();
  }
}
