import { text, type Message } from '../chat/conversation.ts';
import type { Translation } from '../i18n/translation.ts';
import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** A live region must keep its text for a moment to be read, and must be empty again before the same text is said twice. */
const SPOKEN_MS = 3000;
/** Longest announcement, in characters. */
const MAX_SPOKEN_CHARS = 1000;

/**
 * Speaks to screen readers through a live region that stands outside the transcript, so that no token of a streaming answer
 * is read by itself. Owns: one timer while something is being said.
 */
export class AnnounceController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    (this.#host = host).addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#text = '';
  }

  /** @param rest - is said instead of what is beyond the longest announcement. */
  say(text: string, rest = ''): void {
    const spoken = text.length > MAX_SPOKEN_CHARS ? `${text.slice(0, MAX_SPOKEN_CHARS)} ${rest}` : text;
    if (spoken === '') return;
    clearTimeout(this.#timer);
    this.#text = spoken;
    this.#timer = setTimeout(() => {
      this.#text = '';
      this.#host.requestUpdate();
    }, SPOKEN_MS);
    this.#host.requestUpdate();
  }

  /** An answer ended: its text as plain words, or why there is none. */
  finished({ status, error, parts }: Message, strings: Translation): void {
    const words = plainText(text({ parts }));
    const notice =
      status === 'failed'
        ? strings.failed[error?.type ?? 'network']
        : status === 'interrupted'
          ? strings.interrupted.other
          : undefined;
    if (notice) this.say([notice.title, notice.detail].filter(Boolean).join('. '));
    else if (status === 'stopped') this.say(strings.stopped.title);
    else this.say(words, strings.answerContinues);
  }

  template(): TemplateResult {
    return html`<div class="visually-hidden" part="announcer" role="status" aria-live="polite">${this.#text}</div>`;
  }
}

/** Markdown without its signs, for the ear. */
function plainText(markdown: string): string {
  return markdown
    .replace(/^ {0,3}(?:`{3,}|~{3,}).*$/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]+>/g, '')
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\|)\s*/gm, '')
    .replace(/[*_~`|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
