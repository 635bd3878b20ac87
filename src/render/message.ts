import { html, nothing, type TemplateResult } from 'lit';
import type { Message, Part } from '../chat/conversation.ts';
import type { NoticeText, Translation } from '../i18n/translation.ts';
import { icon } from './icons.ts';
import { markdown } from './markdown-directive.ts';
import type { MarkdownViewOptions } from './markdown-view.ts';

/** What a message is drawn with. One object per state, so that an unchanged message is skipped. */
export interface MessageContext {
  readonly strings: Translation;
  readonly markdown: MarkdownViewOptions;
  readonly cursor: HTMLElement;
  /** What the running request is doing; the line that is shown until its first text. */
  readonly phase: string;
  readonly isLast: boolean;
  readonly isRunning: boolean;
  readonly isReadOnly: boolean;
  readonly onAction: (action: MessageAction, id: string) => void;
}

type PartContext = MessageContext & { readonly key: string };

export type MessageAction = 'retry' | 'try-now' | 'continue' | 'regenerate' | 'copy';

type TextPart = Extract<Part, { type: 'text' }>;

export function messageTemplate(message: Message, context: MessageContext): TemplateResult {
  const { strings } = context;
  const name = message.role === 'user' ? strings.you : strings.assistant;
  return html`<article
    class="message message-${message.role}"
    part="message message-${message.role} message-${message.status}"
    data-id=${message.id}
    data-role=${message.role}
    data-status=${message.status}
    aria-label=${name}
  >
    ${message.role === 'user' ? userContent(message) : assistantContent(message, context)}
  </article>`;
}

function userContent({ parts }: Message): TemplateResult {
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return html`<div class="content" part="content" dir="auto">${text}</div>`;
}

function assistantContent(message: Message, context: MessageContext): TemplateResult {
  const { parts, status } = message;
  const isOpen = status === 'pending' || status === 'streaming';
  const lastText = parts.findLast((part) => part.type === 'text');
  const isWaiting = isOpen && (!lastText || lastText.text === '');
  return html`${parts.map((part) => PARTS[part.type]?.(part as never, { ...context, key: message.id }, isOpen && part === lastText) ?? nothing)}
  ${isWaiting ? waiting(context) : nothing} ${sources(parts, context)} ${notice(message, context)}
  ${actions(message, context)}`;
}

/** The indicator before the first text; the cursor stands in it, so that it exists as long as the answer is open. */
function waiting({ phase, cursor }: MessageContext): TemplateResult {
  return html`<div class="waiting" part="waiting">
    <span class="dots" part="dots" aria-hidden="true"><i part="dot"></i><i part="dot"></i><i part="dot"></i></span>
    <span part="phase">${phase}</span>${cursor}
  </div>`;
}

type PartTemplate<Kind extends Part['type']> = (
  part: Extract<Part, { type: Kind }>,
  context: PartContext,
  isOpen: boolean,
) => TemplateResult | typeof nothing;

const PARTS: { readonly [Kind in Part['type']]?: PartTemplate<Kind> } = {
  text: (part: TextPart, { markdown: options, cursor, key }, isOpen) =>
    html`<div
      class="content"
      part="content"
      ${markdown({ key, text: part.text, revision: part.revision, isOpen, options, cursor: isOpen ? cursor : undefined })}
    ></div>`,
  reasoning: (part, { strings }) =>
    html`<details class="reasoning" part="reasoning">
      <summary part="reasoning-summary">${strings.reasoning}</summary>
      <div class="reasoning-text" part="reasoning-text" dir="auto">${part.text}</div>
    </details>`,
  'tool-call': (part, { strings }) =>
    html`<div class="tool-call" part="tool-call" data-state=${part.state}>
      ${(part.state === 'done' ? strings.toolDone : part.state === 'failed' ? strings.toolFailed : strings.toolRunning)(part.name)}
    </div>`,
  status: (part) => html`<div class="status-line" part="status-line">${part.text}</div>`,
};

function sources(parts: readonly Part[], { strings }: MessageContext): TemplateResult | typeof nothing {
  const list = parts.filter((part) => part.type === 'source');
  if (list.length === 0) return nothing;
  return html`<ol class="sources" part="sources" aria-label=${strings.sources}>
    ${list.map(({ url, title }) => html`<li part="source">${sourceLink(url, title)}</li>`)}
  </ol>`;
}

function sourceLink(url: string | undefined, title: string | undefined): TemplateResult | string {
  let address: URL | undefined;
  try {
    address = url ? new URL(url) : undefined;
  } catch {
    address = undefined;
  }
  if (!address || !/^https?:$/.test(address.protocol)) return title ?? '';
  return html`<a
      part="link source-link"
      href=${address.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerpolicy="no-referrer"
      >${title ?? address.host}</a
    >
    <span part="link-host">${address.host}</span>`;
}

/** Why the answer ended early, with what can be done about it. */
function notice(message: Message, context: MessageContext): TemplateResult | typeof nothing {
  const text = noticeText(message, context.strings);
  if (!text) return nothing;
  const isQuiet = message.status === 'stopped';
  const serverWords =
    message.error && /^(?:http|provider|rate-limit)$/.test(message.error.type) ? message.error.message : '';
  return html`<div class="notice ${isQuiet ? 'notice-quiet' : ''}" part="notice">
    <div class="notice-text" part="notice-text">
      <strong part="notice-title">${text.title}</strong>${text.detail ? `. ${text.detail}.` : ''}
      ${serverWords ? html`<span part="notice-server" dir="auto">${serverWords}</span>` : nothing}
    </div>
    ${context.isReadOnly ? nothing : noticeActions(message, context)}
  </div>`;
}

/** Why an answer ended, if that is not by itself. */
export function noticeText({ status, error, finishReason }: Message, strings: Translation): NoticeText | undefined {
  if (status === 'stopped') return strings.stopped;
  if (status === 'failed') return strings.failed[error?.type ?? 'network'];
  if (status === 'interrupted') return (error && strings.interrupted[error.type]) ?? strings.interrupted.other;
  if (status === 'complete' && finishReason === 'length') return strings.length;
  if (status === 'complete' && finishReason === 'content-filter') return strings.contentFilter;
  return undefined;
}

function noticeActions(
  { id, status, finishReason }: Message,
  { strings, onAction, isRunning }: MessageContext,
): TemplateResult | typeof nothing {
  if (isRunning) return nothing;
  const canRetry = status === 'failed' || status === 'interrupted';
  const canContinue = status === 'interrupted' || finishReason === 'length';
  if (!canRetry && !canContinue) return nothing;
  return html`<div class="actions" part="actions">
    ${canContinue ? textButton('continue-button', strings.continueAnswer, () => onAction('continue', id), !canRetry) : nothing}
    ${canRetry ? textButton('retry-button', strings.retry, () => onAction('retry', id), true) : nothing}
  </div>`;
}

function textButton(part: string, label: string, onClick: () => void, isPrimary: boolean): TemplateResult {
  return html`<button type="button" class="text-button ${isPrimary ? 'primary' : ''}" part=${part} @click=${onClick}>
    ${label}
  </button>`;
}

/** Copy and regenerate, quiet below a finished answer. */
function actions(
  message: Message,
  { strings, onAction, isLast, isRunning, isReadOnly }: MessageContext,
): TemplateResult | typeof nothing {
  const { id, status, parts } = message;
  if (status === 'pending' || status === 'streaming' || !parts.some((part) => part.type === 'text' && part.text !== ''))
    return nothing;
  const canRegenerate = isLast && !isRunning && !isReadOnly && status !== 'interrupted';
  return html`<div class="actions" part="actions">
    ${iconButton('copy-button', strings.copy, 'copy', () => onAction('copy', id))}
    ${canRegenerate ? iconButton('regenerate-button', strings.regenerate, 'retry', () => onAction('regenerate', id)) : nothing}
  </div>`;
}

function iconButton(part: string, label: string, name: 'copy' | 'retry', onClick: () => void): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    part=${part}
    aria-label=${label}
    title=${label}
    @click=${onClick}
  >
    ${icon(name)}
  </button>`;
}
