import { html, nothing, type TemplateResult } from 'lit';
import type { Translation } from '../i18n/translation.ts';
import { composerTemplate } from './composer.ts';
import { isClosable, type ChatContext } from './context.ts';
import { icon, iconButton } from './icons.ts';
import { safeUrl } from './links.ts';
import { messageListTemplate } from './message-list.ts';

/** Everything but the launcher: title, transcript, composer. */
export function panelTemplate(context: ChatContext): TemplateResult {
  const { strings, settings, handlers } = context;
  const { ariaLabel, heading, disclaimer, mode, readOnly } = settings;
  return html`<section
    class="panel"
    part="panel"
    role=${isClosable(mode) ? 'dialog' : 'region'}
    aria-label=${ariaLabel || heading || strings.heading}
    @keydown=${handlers.onKeydown}
  >
    ${headerTemplate(context)}
    <div
      class="log"
      part="log"
      role="log"
      aria-live="off"
      aria-label=${strings.transcript}
      tabindex="0"
      @click=${handlers.onLogClick}
    >
      <div class="log-content" part="log-content">${messageListTemplate(context)} ${suggestionsTemplate(context)}</div>
    </div>
    <div class="footer" part="footer">
      ${offersTemplate(context)} ${diagnosisTemplate(context)}
      ${context.isOffline ? html`<div class="status-line" part="offline">${strings.offline}</div>` : nothing}
      ${readOnly ? nothing : composerTemplate(context)}
      <slot name="disclaimer"
        >${disclaimer ? html`<div class="disclaimer" part="disclaimer" dir="auto">${disclaimer}</div>` : nothing}</slot
      >
      <slot name="footer"></slot>
    </div>
  </section>`;
}

/** The button that opens a chat, with what it has to say while it is closed. */
export function launcherTemplate(context: ChatContext): TemplateResult {
  const { strings, settings, handlers, unread } = context;
  const { open } = settings;
  const label = open
    ? strings.close
    : unread > 0
      ? strings.open + strings.fullStop + strings.unread(unread)
      : strings.open;
  return html`${open ? nothing : callOutTemplate(context)}<button
      type="button"
      class="launcher"
      part="launcher"
      aria-label=${label}
      aria-expanded=${open ? 'true' : 'false'}
      @click=${handlers.onToggle}
    >
      <slot name="launcher">${icon(open ? 'close' : 'chat')}</slot>
      ${open ? nothing : badge(unread)}
    </button>`;
}

/** The site's first words beside the closed launcher, until the visitor opens the chat or sends them away. */
function callOutTemplate({
  strings,
  settings,
  handlers,
  isCallOutShown,
}: ChatContext): TemplateResult | typeof nothing {
  if (!settings.callOut || !isCallOutShown) return nothing;
  return html`<div class="call-out" part="call-out">
    <button type="button" class="call-out-text" part="call-out-text" dir="auto" @click=${handlers.onToggle}>
      ${settings.callOut}
    </button>
    ${iconButton('call-out-close-button', strings.dismiss, 'close', handlers.onCallOutClose)}
  </div>`;
}

function badge(count: number): TemplateResult | typeof nothing {
  return count > 0 ? html`<span class="badge" part="badge" aria-hidden="true">${count}</span>` : nothing;
}

/** The title row; an inline chat with nothing to show in it has none. */
function headerTemplate({ strings, settings, handlers, messages }: ChatContext): TemplateResult | typeof nothing {
  const { heading, mode, downloadable, handoffUrl } = settings;
  const handoff = handoffUrl ? safeUrl(handoffUrl) : undefined;
  const isSaving = downloadable && messages.length > 0;
  if (!heading && !isClosable(mode) && !handoff && !isSaving) return nothing;
  return html`<header class="header" part="header">
    <slot name="header"><h2 class="title" part="title" dir="auto">${heading || strings.heading}</h2></slot>
    <slot name="header-actions"></slot>
    ${
      handoff
        ? html`<a
            class="icon-button"
            part="handoff-button"
            href=${handoff.href}
            target="_blank"
            rel="noopener noreferrer"
            aria-label=${strings.handoff}
            title=${strings.handoff}
            @click=${handlers.onHandoff}
            >${icon('person')}</a
          >`
        : nothing
    }
    ${isSaving ? iconButton('download-button', strings.download, 'save', handlers.onDownload) : nothing}
    ${isClosable(mode) ? iconButton('close-button', strings.close, 'close', handlers.onToggle) : nothing}
  </header>`;
}

/** Starter prompts while the conversation is empty; after an answer the ones that came with it. */
function suggestionsTemplate(context: ChatContext): TemplateResult {
  const { strings, settings, handlers, messages, isRunning } = context;
  const isEmpty = messages.length === 0;
  const wanted = isEmpty ? settings.suggestions : followUps(context);
  const offered = settings.readOnly || isRunning ? [] : wanted.filter((words) => words.trim() !== '');
  return html`${isEmpty ? html`<slot name="empty"></slot>` : nothing}
  ${
    offered.length === 0
      ? nothing
      : html`<div class="suggestions" part="suggestions" role="group" aria-label=${strings.suggestions}>
          ${offered.map(
            (suggestion) =>
              html`<button
                type="button"
                class="suggestion"
                part="suggestion"
                @click=${() => handlers.onSuggestion(suggestion)}
              >
                <span class="suggestion-text" part="suggestion-text" dir="auto">${suggestion}</span>
              </button>`,
          )}
        </div>`
  }`;
}

/** A data part named `suggestions` in the newest answer: a list of texts. */
function followUps({ messages }: ChatContext): readonly string[] {
  const part = messages
    .at(-1)
    ?.parts.findLast((candidate) => candidate.type === 'data' && candidate.name === 'suggestions');
  const list = part?.type === 'data' && Array.isArray(part.data) ? (part.data as unknown[]) : [];
  return list.filter((item) => typeof item === 'string');
}

/** What floats over the end of the transcript: the way to its end, and quoting what is selected. */
function offersTemplate({
  strings,
  settings,
  handlers,
  isJumpOffered,
  isQuoteOffered,
  unread,
}: ChatContext): TemplateResult | typeof nothing {
  const isQuoting = isQuoteOffered && !settings.readOnly && !settings.disabled;
  if (!isJumpOffered && !isQuoting) return nothing;
  return html`<div class="offers" part="offers">
    ${isQuoting ? quoteTemplate(strings, handlers.onQuote) : nothing}
    ${isJumpOffered ? jumpTemplate(strings, handlers.onJump, unread) : nothing}
  </div>`;
}

/** For the site's developer, in English like the console. */
function diagnosisTemplate({ diagnosis }: ChatContext): TemplateResult | typeof nothing {
  if (diagnosis.length === 0) return nothing;
  return html`<ul class="diagnosis" part="diagnosis" lang="en" dir="ltr">
    ${diagnosis.map(({ problem, nextStep }) => html`<li part="diagnosis-item">${problem} ${nextStep}</li>`)}
  </ul>`;
}

function jumpTemplate(strings: Translation, onClick: () => void, unread: number): TemplateResult {
  const label = unread > 0 ? strings.jump + strings.fullStop + strings.unread(unread) : strings.jump;
  return html`<button
    type="button"
    class="jump-button"
    part="jump-button"
    aria-label=${label}
    title=${label}
    @click=${onClick}
  >
    ${icon('down')} ${badge(unread)}
  </button>`;
}

function quoteTemplate(strings: Translation, onClick: () => void): TemplateResult {
  // A press must not take the selection away before it is read.
  return html`<button
    type="button"
    class="quote-button"
    part="quote-button"
    @pointerdown=${(event: Event) => event.preventDefault()}
    @click=${onClick}
  >
    ${icon('quote')} ${strings.quote}
  </button>`;
}
