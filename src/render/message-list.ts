import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { ChatContext } from './context.ts';
import { dayText, isSameDay } from './dates.ts';
import { markdown } from './markdown-directive.ts';
import { messageTemplate } from './message.ts';
import { isActedOn } from './message-actions.ts';

/** So many messages from the end are laid out wherever the reader is; the engine skips others while they are out of view. */
const NEAR = 40;

/**
 * All messages. One that did not change is skipped: its object is the same, and so is what it is drawn with. One of a long
 * history whose turn has not come stands empty. Messages only come and go at the end, so their place is their key.
 */
export function messageListTemplate(context: ChatContext): TemplateResult {
  const { messages, settings, strings, isRunning, visitor } = context;
  const { readOnly, disabled, timestamps, showUsage, feedback, avatars, avatar, heading, user } = settings;
  const canAsk = !readOnly && !disabled;
  const acted = messages.findLast((message) => isActedOn(message, canAsk));
  return html`${settings.greeting ? greetingTemplate(context) : nothing}
  ${messages.map((message, index) => {
    const isLast = index === messages.length - 1;
    const isTabStop = message === acted;
    const isOpen = message.status === 'pending' || message.status === 'streaming';
    const previous = messages[index - 1];
    const isFirst = previous?.role !== message.role;
    const isDrawn = context.isDrawn(message);
    const isFar = index < messages.length - NEAR;
    const dependencies = [
      isDrawn && message,
      isFar,
      strings,
      context.markdown,
      isLast,
      isTabStop,
      isRunning && (isLast || (!isOpen && (message.status !== 'complete' || message.finishReason === 'length'))),
      canAsk,
      isOpen && context.phase,
      isOpen && context.canTryNow,
      visitor.editing === message.id,
      visitor.commenting === message.id,
      visitor.copied === message.id,
      visitor.ratings[message.id],
      timestamps,
      showUsage,
      feedback,
      avatars && isFirst && (message.role === 'user' ? user : `${avatar} ${heading}`),
    ];
    const isNewDay = timestamps && (!previous || !isSameDay(previous.createdAt, message.createdAt));
    const drawn = guard(dependencies, () =>
      messageTemplate(message, { ...context, isLast, isTabStop, isFirst, isFar }, isDrawn),
    );
    // Without a template around it: of a thousand messages that is a third of the work.
    return isNewDay ? [dateTemplate(message.createdAt, strings.locale), drawn] : drawn;
  })}`;
}

/** Between messages of different days. */
function dateTemplate(at: number, locale: string): TemplateResult | typeof nothing {
  const day = dayText(at, locale, Date.now());
  return day ? html`<div class="date" part="date">${day}</div>` : nothing;
}

/** The site's own first words: shown like an answer, never sent. */
function greetingTemplate({ settings, strings, markdown: options }: ChatContext): TemplateResult {
  const { greeting } = settings;
  return guard([greeting, strings, options], () => {
    const content = { key: greeting, text: greeting, revision: 0, isOpen: false, options, cursor: undefined };
    return html`<article
      class="message message-assistant"
      part="message message-assistant message-greeting"
      data-role="assistant"
      data-status="complete"
      aria-label=${strings.assistant}
    >
      <div class="content" part="content" ${markdown(content)}></div>
    </article>`;
  }) as unknown as TemplateResult;
}
