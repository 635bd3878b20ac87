import { html, nothing, type TemplateResult } from 'lit';
import { isFile, text, type Message } from '../chat/conversation.ts';
import type { MessageAction } from './context.ts';
import { timeText } from './dates.ts';
import { iconButton } from './icons.ts';
import type { MessageContext } from './message.ts';
import { versionsTemplate } from './versions.ts';

/** A message has actions once it is finished: with its words, and where the visitor may ask, with its files. */
export const isActedOn = (message: Message, canAsk: boolean): boolean =>
  message.status !== 'pending' &&
  message.status !== 'streaming' &&
  (text(message) !== '' || (canAsk && message.parts.some(isFile)));

/**
 * What can be done with a finished message, quiet below it, and when it came. A conversation has many: Tab stops at the
 * newest ones' first alone, and arrow keys walk through all of them (A-07).
 */
export function actionsTemplate(message: Message, context: MessageContext): TemplateResult | typeof nothing {
  const { strings, settings, visitor, handlers, isLast, isTabStop, isRunning } = context;
  const { id, role, status } = message;
  if (status === 'pending' || status === 'streaming') return nothing;
  const hasText = text(message) !== '';
  if (!hasText && !message.parts.some(isFile)) return versionsTemplate(message, context);
  const isUser = role === 'user';
  const canAsk = !settings.readOnly && !settings.disabled;
  const canRegenerate = !isUser && isLast && !isRunning && canAsk && status !== 'interrupted';
  const act = (action: MessageAction) => () => handlers.onAction(action, id);
  const isCopied = visitor.copied === id;
  const rating = visitor.ratings[id];
  const isRated = settings.feedback && !isUser;
  // There is nothing to copy of files alone.
  const isStop = isTabStop && !hasText;
  return html`<div class="actions" part="actions" role="toolbar" @keydown=${walk}>
    ${settings.timestamps ? timestamp(message, context) : nothing}
    ${hasText ? iconButton('copy-button', isCopied ? strings.copied : strings.copy, isCopied ? 'check' : 'copy', act('copy'), undefined, isTabStop) : nothing}
    ${canRegenerate ? iconButton('regenerate-button', strings.regenerate, 'retry', act('regenerate'), undefined, isStop) : nothing}
    ${isUser && canAsk ? iconButton('edit-button', strings.edit, 'edit', act('edit'), undefined, isStop) : nothing}
    ${
      isRated
        ? html`<span class="ratings" part="ratings">
            ${iconButton('feedback-up', strings.goodAnswer, 'up', act('up'), rating === 'up', false)}
            ${iconButton('feedback-down', strings.badAnswer, 'up', act('down'), rating === 'down', false)}
          </span>`
        : nothing
    }
    ${versionsTemplate(message, context, false)}
  </div>`;
}

const ROWS = '[role="toolbar"]';
const BUTTONS = 'button:not(:disabled)';

/** Left and right lead along the actions of a message, up and down to those of the messages around it. */
function walk(event: KeyboardEvent): void {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[key];
  if (!step || altKey || ctrlKey || metaKey || shiftKey) return;
  const row = event.currentTarget as HTMLElement;
  const isAlong = key === 'ArrowLeft' || key === 'ArrowRight';
  const all = isAlong
    ? [...row.querySelectorAll<HTMLElement>(BUTTONS)]
    : [...row.closest('[role="log"]')!.querySelectorAll<HTMLElement>(ROWS)];
  const isMirrored = isAlong && getComputedStyle(row).direction === 'rtl';
  const next = all[all.indexOf(isAlong ? (event.target as HTMLElement) : row) + (isMirrored ? -step : step)];
  if (!next) return;
  event.preventDefault();
  (isAlong ? next : next.querySelector<HTMLElement>(BUTTONS))?.focus();
}

function timestamp({ createdAt }: Message, { strings: { locale } }: MessageContext): TemplateResult | typeof nothing {
  const time = timeText(createdAt, locale);
  if (!time) return nothing;
  return html`<time
    class="timestamp"
    part="timestamp"
    dir="auto"
    datetime=${new Date(createdAt).toISOString()}
    title=${timeText(createdAt, locale, 'full')}
    >${time}</time
  >`;
}

/** A question that is being changed; asking it anew drops what followed it. */
export function editTemplate(message: Message, { strings, handlers }: MessageContext): TemplateResult {
  const { id } = message;
  return wordsTemplate('edit', {
    label: strings.edit,
    value: text(message),
    submit: strings.send,
    cancel: strings.cancel,
    onSubmit: (words) => words.trim() !== '' && handlers.onAction('ask-edited', id, words),
    onCancel: () => handlers.onAction('cancel', id),
  });
}

/** A few words on a rating; nobody has to. */
export function commentTemplate({ id }: Message, { strings, handlers }: MessageContext): TemplateResult {
  return wordsTemplate('comment', {
    label: strings.feedbackComment,
    value: '',
    submit: strings.feedbackSend,
    cancel: strings.dismiss,
    onSubmit: (words) => handlers.onAction(words.trim() === '' ? 'cancel' : 'comment', id, words.trim()),
    onCancel: () => handlers.onAction('cancel', id),
  });
}

interface WordsForm {
  readonly label: string;
  readonly value: string;
  readonly submit: string;
  readonly cancel: string;
  readonly onSubmit: (words: string) => void;
  readonly onCancel: () => void;
}

function wordsTemplate(
  part: 'edit' | 'comment',
  { label, value, submit, cancel, onSubmit, onCancel }: WordsForm,
): TemplateResult {
  const read = (event: Event): string =>
    (event.currentTarget as HTMLElement).closest('form')!.querySelector('textarea')!.value;
  return html`<form
    class="words-form"
    part=${`${part}-form`}
    @submit=${(event: Event) => {
      event.preventDefault();
      onSubmit(read(event));
    }}
    @keydown=${(event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === 'Escape') onCancel();
      else if (event.key === 'Enter' && !event.shiftKey && event.target instanceof HTMLTextAreaElement)
        onSubmit(event.target.value);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }}
  >
    <textarea
      class="words"
      part=${`${part}-input`}
      rows=${part === 'edit' ? 1 : 2}
      dir="auto"
      aria-label=${label}
      placeholder=${label}
      .value=${value}
    ></textarea>
    <div class="actions" part="actions">
      <button type="button" class="text-button" part=${`${part}-cancel-button`} @click=${onCancel}>${cancel}</button>
      <button class="text-button primary" part=${`${part}-submit-button`}>${submit}</button>
    </div>
  </form>`;
}
