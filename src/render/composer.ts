import { html, type TemplateResult } from 'lit';
import type { Translation } from '../i18n/translation.ts';
import { icon } from './icons.ts';

export interface ComposerContext {
  readonly strings: Translation;
  readonly draft: string;
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly isRunning: boolean;
  readonly sendOn: 'enter' | 'mod-enter';
  readonly onDraft: (draft: string) => void;
  readonly onSend: () => void;
  readonly onStop: () => void;
}

export function composerTemplate(context: ComposerContext): TemplateResult {
  const { strings, draft, placeholder, disabled, isRunning, onStop } = context;
  const isEmpty = draft.trim() === '';
  return html`<form class="composer" part="composer" @submit=${(event: Event) => onSubmit(event, context)}>
    <slot name="composer-start"></slot>
    <textarea
      class="input"
      part="input"
      rows="1"
      dir="auto"
      enterkeyhint=${context.sendOn === 'enter' ? 'send' : 'enter'}
      aria-label=${strings.input}
      placeholder=${placeholder}
      ?disabled=${disabled}
      @input=${(event: Event) => onInput(event, context)}
      @keydown=${(event: KeyboardEvent) => onKeydown(event, context)}
    ></textarea>
    <slot name="composer-end"></slot>
    ${
      isRunning
        ? html`<button
            type="button"
            class="round"
            part="stop-button"
            aria-label=${strings.stop}
            title=${strings.stop}
            @click=${(event: MouseEvent) => onStopClick(event, onStop)}
          >
            ${icon('stop')}
          </button>`
        : html`<button
            class="round send-button"
            part="send-button"
            aria-label=${strings.send}
            title=${strings.send}
            ?disabled=${isEmpty || disabled}
          >
            ${icon('send')}
          </button>`
    }
  </form>`;
}

function onSubmit(event: Event, { onSend }: ComposerContext): void {
  event.preventDefault();
  onSend();
}

function onInput(event: Event, { onDraft }: ComposerContext): void {
  const input = event.target as HTMLTextAreaElement;
  grow(input);
  onDraft(input.value);
}

/** The second click of a double click on Send falls on Stop, and is not meant for it (R-28). */
function onStopClick(event: MouseEvent, onStop: () => void): void {
  if (event.detail <= 1) onStop();
}

/**
 * Enter sends and Shift+Enter breaks the line (or Ctrl/⌘+Enter sends); never while an input method composes: keyCode 229 is
 * how engines say so whose composition has already ended when the key arrives (I-01).
 */
function onKeydown(event: KeyboardEvent, { sendOn, isRunning, onSend, onStop }: ComposerContext): void {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === 'Escape' && isRunning) {
    event.preventDefault();
    event.stopPropagation();
    onStop();
    return;
  }
  if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
  const hasModifier = event.ctrlKey || event.metaKey;
  if (sendOn === 'mod-enter' ? !hasModifier : hasModifier) return;
  event.preventDefault();
  if (!event.repeat) onSend();
}

/** Engines without `field-sizing` grow the field by script, through the CSSOM, which a strict policy allows (E-02). */
function grow(input: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  input.style.setProperty('block-size', 'auto');
  input.style.setProperty('block-size', `${input.scrollHeight}px`);
}
