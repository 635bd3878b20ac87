import { html, nothing, type TemplateResult } from 'lit';
import type { Message, Part } from '../chat/conversation.ts';
import type { NoticeText, Translation } from '../i18n/translation.ts';
import type { ChatContext } from './context.ts';
import { filesTemplate } from './files.ts';
import { icon } from './icons.ts';
import { markdown } from './markdown-directive.ts';
import { actionsTemplate, commentTemplate, editTemplate } from './message-actions.ts';
import { retryAfterText } from './retry-after.ts';
import { versionsTemplate } from './versions.ts';

/** What a message is drawn with: the chat, and its place in it. */
export interface MessageContext extends ChatContext {
  readonly isLast: boolean;
  /** The first of several of the same author. */
  readonly isFirst: boolean;
}

type PartContext = MessageContext & { readonly key: string };

type TextPart = Extract<Part, { type: 'text' }>;

export function messageTemplate(message: Message, context: MessageContext): TemplateResult {
  const { strings, settings, visitor } = context;
  const isUser = message.role === 'user';
  const name = isUser ? strings.you : strings.assistant;
  const isEditing = isUser && visitor.editing === message.id;
  return html`<article
    class="message message-${message.role}"
    part="message message-${message.role} message-${message.status}"
    data-id=${message.id}
    data-role=${message.role}
    data-status=${message.status}
    aria-label=${name}
  >
    ${settings.avatars && context.isFirst ? authorTemplate(isUser, context) : nothing}
    ${isEditing ? editTemplate(message, context) : isUser ? userContent(message, context) : assistantContent(message, context)}
    ${isEditing ? nothing : actionsTemplate(message, context)}
    ${visitor.commenting === message.id ? commentTemplate(message, context) : nothing}
  </article>`;
}

/** Who speaks: the site's assistant under its heading, a visitor that the page named. */
function authorTemplate(isUser: boolean, { settings, strings }: ChatContext): TemplateResult | typeof nothing {
  const user = (settings.user ?? {}) as { readonly name?: unknown; readonly avatar?: unknown };
  const name = isUser ? textOf(user.name) : settings.heading || strings.assistant;
  const picture = isUser ? textOf(user.avatar) : settings.avatar;
  if (!name) return nothing;
  return html`<div class="author" part="author">
    <span class="avatar" part="avatar" aria-hidden="true"
      >${picture ? html`<img class="avatar-image" part="avatar-image" src=${picture} alt="" />` : firstLetter(name)}</span
    >
    <span class="name" part="name" dir="auto">${name}</span>
  </div>`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const firstLetter = (name: string): string => String.fromCodePoint(name.codePointAt(0)!).toUpperCase();

function userContent({ parts, status }: Message, { strings }: ChatContext): TemplateResult {
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return html`${filesTemplate(parts, strings)}
  ${text ? html`<div class="content" part="content" dir="auto">${text}</div>` : nothing}
  ${status === 'pending' ? html`<div class="status-line" part="status-line">${strings.queued}</div>` : nothing}`;
}

function assistantContent(message: Message, context: MessageContext): TemplateResult {
  const { parts, status } = message;
  const isOpen = status === 'pending' || status === 'streaming';
  const lastText = parts.findLast((part) => part.type === 'text');
  const isWaiting = isOpen && (!lastText || lastText.text === '');
  return html`${parts.map((part) => PARTS[part.type]?.(part as never, { ...context, key: message.id }, isOpen && part === lastText) ?? nothing)}
  ${isWaiting || (isOpen && context.canTryNow) ? waiting(message, context, isWaiting) : nothing}
  ${sources(parts, context)} ${notice(message, context)}`;
}

/** The indicator before the first text; the cursor stands in it, so that it exists as long as the answer is open. */
function waiting(message: Message, context: ChatContext, isFirst: boolean): TemplateResult {
  const { phase, cursor, strings, canTryNow, handlers } = context;
  return html`<div class="waiting" part="waiting">
    <span class="dots" part="dots" aria-hidden="true"><i part="dot"></i><i part="dot"></i><i part="dot"></i></span>
    <span part="phase">${phase}</span>${isFirst ? cursor : nothing}
    ${canTryNow ? textButton('try-now-button', strings.tryNow, () => handlers.onAction('try-now', message.id), false) : nothing}
    ${versionsTemplate(message, context)}
  </div>`;
}

type PartTemplate<Kind extends Part['type']> = (
  part: Extract<Part, { type: Kind }>,
  context: PartContext,
  isOpen: boolean,
) => TemplateResult | typeof nothing;

const PARTS: { readonly [Kind in Part['type']]?: PartTemplate<Kind> } = {
  text: (part: TextPart, { markdown: options, cursor, key, settings: { pacing } }, isOpen) =>
    html`<div
      class="content"
      part="content"
      ${markdown({ key, text: part.text, revision: part.revision, isOpen, pacing, options, cursor: isOpen ? cursor : undefined })}
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

function sources(parts: readonly Part[], { strings }: ChatContext): TemplateResult | typeof nothing {
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
  const { fullStop } = context.strings;
  const isQuiet = message.status === 'stopped';
  const detail = retryAfterText(message, context.strings) ?? text.detail;
  const serverWords =
    message.error && /^(?:http|provider|rate-limit)$/.test(message.error.type) ? message.error.message : '';
  return html`<div class="notice ${isQuiet ? 'notice-quiet' : ''}" part="notice">
    ${isQuiet ? nothing : icon('alert')}
    <div class="notice-text" part="notice-text">
      <strong part="notice-title">${text.title}</strong>${detail ? fullStop + detail + fullStop.trim() : ''}
      ${serverWords ? html`<span part="notice-server" dir="auto">${serverWords}</span>` : nothing}
    </div>
    ${context.settings.readOnly ? nothing : noticeActions(message, context)}
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
  { id, status, finishReason, error }: Message,
  { strings, handlers: { onAction }, isRunning }: MessageContext,
): TemplateResult | typeof nothing {
  if (isRunning) return nothing;
  const canRetry = status === 'failed' || status === 'interrupted';
  const canContinue = (status === 'interrupted' && error?.type !== 'too-large') || finishReason === 'length';
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
