import { html, nothing, type TemplateResult } from 'lit';
import type { Translation } from '../i18n/translation.ts';
import { composerTemplate, type ComposerContext } from './composer.ts';
import { icon } from './icons.ts';
import { messageListTemplate, type MessageListContext } from './message-list.ts';

export interface PanelContext {
  readonly strings: Translation;
  readonly heading: string;
  readonly disclaimer: string;
  readonly suggestions: readonly string[];
  readonly isFloating: boolean;
  readonly isJumpOffered: boolean;
  readonly list: MessageListContext;
  readonly composer: ComposerContext;
  readonly onClose: () => void;
  readonly onJump: () => void;
  readonly onSuggestion: (suggestion: string) => void;
  readonly onKeydown: (event: KeyboardEvent) => void;
  readonly onLogClick: (event: MouseEvent) => void;
}

/** Everything but the launcher: title, transcript, composer. */
export function panelTemplate(context: PanelContext): TemplateResult {
  const { strings, heading, disclaimer, isFloating, isJumpOffered, list, composer, onJump, onKeydown, onLogClick } =
    context;
  return html`<section
    class="panel"
    part="panel"
    role=${isFloating ? 'dialog' : 'region'}
    aria-label=${heading || strings.heading}
    @keydown=${onKeydown}
  >
    ${headerTemplate(context)}
    <div
      class="log"
      part="log"
      role="log"
      aria-live="off"
      aria-label=${strings.transcript}
      tabindex="0"
      @click=${onLogClick}
    >
      <div class="log-content" part="log-content">
        ${messageListTemplate(list)} ${list.messages.length === 0 ? emptyTemplate(context) : nothing}
      </div>
    </div>
    <div class="footer" part="footer">
      ${isJumpOffered ? jumpTemplate(strings, onJump) : nothing}
      ${list.isReadOnly ? nothing : composerTemplate(composer)}
      <slot name="disclaimer"
        >${disclaimer ? html`<div class="disclaimer" part="disclaimer">${disclaimer}</div>` : nothing}</slot
      >
      <slot name="footer"></slot>
    </div>
  </section>`;
}

/** The button of a floating chat. */
export function launcherTemplate(strings: Translation, isOpen: boolean, onClick: () => void): TemplateResult {
  return html`<button
    type="button"
    class="launcher"
    part="launcher"
    aria-label=${isOpen ? strings.close : strings.open}
    aria-expanded=${isOpen ? 'true' : 'false'}
    @click=${onClick}
  >
    <slot name="launcher">${icon(isOpen ? 'close' : 'chat')}</slot>
  </button>`;
}

/** The title row; an inline chat without a heading has none. */
function headerTemplate({ strings, heading, isFloating, onClose }: PanelContext): TemplateResult | typeof nothing {
  if (!heading && !isFloating) return nothing;
  return html`<header class="header" part="header">
    <slot name="header"><h2 class="title" part="title" dir="auto">${heading || strings.heading}</h2></slot>
    <slot name="header-actions"></slot>
    ${
      isFloating
        ? html`<button
            type="button"
            class="icon-button"
            part="close-button"
            aria-label=${strings.close}
            title=${strings.close}
            @click=${onClose}
          >
            ${icon('close')}
          </button>`
        : nothing
    }
  </header>`;
}

function emptyTemplate({ strings, suggestions, list, onSuggestion }: PanelContext): TemplateResult {
  return html`<slot name="empty"></slot> ${
      suggestions.length === 0 || list.isReadOnly
        ? nothing
        : html`<div class="suggestions" part="suggestions" role="group" aria-label=${strings.suggestions}>
            ${suggestions.map(
              (suggestion) =>
                html`<button
                  type="button"
                  class="suggestion"
                  part="suggestion"
                  dir="auto"
                  @click=${() => onSuggestion(suggestion)}
                >
                  ${suggestion}
                </button>`,
            )}
          </div>`
    }`;
}

function jumpTemplate(strings: Translation, onClick: () => void): TemplateResult {
  return html`<button
    type="button"
    class="jump-button"
    part="jump-button"
    aria-label=${strings.jump}
    title=${strings.jump}
    @click=${onClick}
  >
    ${icon('down')}
  </button>`;
}
