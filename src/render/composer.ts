import { html, nothing, type TemplateResult } from 'lit';
import { recall } from '../chat/recall.ts';
import type { ComposerExtra } from './composer-extra.ts';
import type { ChatContext, ShownSettings } from './context.ts';
import { icon } from './icons.ts';

/** From this share of the longest text on, the visitor is told how much is left. */
const COUNTED_SHARE = 0.8;

/** There is something to send, and it may leave. */
export function isSendable({ draft, disabled, maxLength }: ShownSettings, extra: ComposerExtra | undefined): boolean {
  const isSomething = draft.trim() !== '' || !!extra?.files.length;
  return isSomething && !extra?.isBusy && !disabled && (maxLength === 0 || draft.length <= maxLength);
}

export function composerTemplate(context: ChatContext): TemplateResult {
  const { strings, settings, handlers, isRunning, extra } = context;
  const { draft, placeholder, disabled, sendOn, maxLength } = settings;
  const left = maxLength - draft.length;
  return html`<form
    class="composer"
    part="composer"
    @submit=${(event: Event) => {
      event.preventDefault();
      handlers.onSend();
    }}
  >
    ${extra?.above}
    <slot name="composer-start"></slot>
    ${extra?.start}
    <textarea
      class="input"
      part="input"
      rows="1"
      dir="auto"
      enterkeyhint=${sendOn === 'enter' ? 'send' : 'enter'}
      aria-label=${strings.input}
      placeholder=${placeholder || strings.placeholder}
      maxlength=${maxLength || nothing}
      ?disabled=${disabled}
      @input=${(event: Event) => onInput(event, context)}
      @keydown=${(event: KeyboardEvent) => onKeydown(event, context)}
    ></textarea>
    ${
      maxLength > 0 && draft.length >= maxLength * COUNTED_SHARE
        ? html`<span class="counter" part="counter" aria-label=${strings.charactersLeft(left)}>${left}</span>`
        : nothing
    }
    ${extra?.end}
    <slot name="composer-end"></slot>
    ${
      isRunning
        ? html`<button
            type="button"
            class="round"
            part="stop-button"
            aria-label=${strings.stop}
            title=${strings.stop}
            @click=${(event: MouseEvent) => onStopClick(event, handlers.onStop)}
          >
            ${icon('stop')}
          </button>`
        : html`<button
            class="round send-button"
            part="send-button"
            aria-label=${strings.send}
            title=${strings.send}
            ?disabled=${!isSendable(settings, extra)}
          >
            ${icon('send')}
          </button>`
    }
  </form>`;
}

function onInput(event: Event, { handlers }: ChatContext): void {
  const input = event.target as HTMLTextAreaElement;
  grow(input);
  handlers.onDraft(input.value);
}

/** The second click of a double click on Send falls on Stop, and is not meant for it (R-28). */
function onStopClick(event: MouseEvent, onStop: () => void): void {
  if (event.detail <= 1) onStop();
}

/**
 * Enter sends and Shift+Enter breaks the line (or Ctrl/⌘+Enter sends); never while an input method composes: keyCode 229 is
 * how engines say so whose composition has already ended when the key arrives (I-01). Arrow keys bring back earlier questions.
 */
function onKeydown(event: KeyboardEvent, { settings, handlers, messages, isRunning }: ChatContext): void {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === 'Escape' && isRunning) {
    event.preventDefault();
    event.stopPropagation();
    handlers.onStop();
    return;
  }
  if (event.shiftKey || event.altKey) return;
  const hasModifier = event.ctrlKey || event.metaKey;
  if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && !hasModifier) {
    const isUp = event.key === 'ArrowUp';
    const recalled = isAtEdge(event.target as HTMLTextAreaElement, isUp)
      ? recall(messages, settings.draft, isUp ? -1 : 1)
      : undefined;
    if (recalled === undefined) return;
    event.preventDefault();
    handlers.onDraft(recalled);
    return;
  }
  if (event.key !== 'Enter' || (settings.sendOn === 'mod-enter' ? !hasModifier : hasModifier)) return;
  event.preventDefault();
  if (!event.repeat) handlers.onSend();
}

/** The caret is in the first line, or in the last: an arrow key has nowhere else to go. */
function isAtEdge({ value, selectionStart, selectionEnd }: HTMLTextAreaElement, isUp: boolean): boolean {
  return !(isUp ? value.slice(0, selectionStart) : value.slice(selectionEnd)).includes('\n');
}

/** Engines without `field-sizing` grow the field by script, through the CSSOM, which a strict policy allows (E-02). */
function grow(input: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  input.style.setProperty('block-size', 'auto');
  input.style.setProperty('block-size', `${input.scrollHeight}px`);
}
