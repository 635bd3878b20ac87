import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Message } from '../chat/conversation.ts';
import type { Translation } from '../i18n/translation.ts';
import { markdown } from './markdown-directive.ts';
import type { MarkdownViewOptions } from './markdown-view.ts';
import { messageTemplate, type MessageAction } from './message.ts';

export interface MessageListContext {
  readonly messages: readonly Message[];
  readonly greeting: string;
  readonly strings: Translation;
  /** A new object when an option changed. */
  readonly markdown: MarkdownViewOptions;
  readonly cursor: HTMLElement;
  /** What the running request is doing, in words. */
  readonly phase: string;
  readonly isRunning: boolean;
  readonly isReadOnly: boolean;
  readonly onAction: (action: MessageAction, id: string) => void;
}

/**
 * All messages. One that did not change is skipped: its object is the same, and so is what it is drawn with.
 * Messages only come and go at the end, so their place is their key.
 */
export function messageListTemplate(context: MessageListContext): TemplateResult {
  const { messages, greeting, strings, isRunning, isReadOnly } = context;
  return html`${greeting ? greetingTemplate(context) : nothing}
  ${messages.map((message, index) => {
    const isLast = index === messages.length - 1;
    const isOpen = message.status === 'pending' || message.status === 'streaming';
    const dependencies = [
      message,
      strings,
      context.markdown,
      isLast,
      isRunning && (isLast || !isOpen),
      isReadOnly,
      isOpen && context.phase,
    ];
    return guard(dependencies, () => messageTemplate(message, { ...context, isLast }));
  })}`;
}

/** The site's own first words: shown like an answer, never sent. */
function greetingTemplate({ greeting, strings, markdown: options }: MessageListContext): TemplateResult {
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
