import { html, nothing, type TemplateResult } from 'lit';
import type { Message } from '../chat/conversation.ts';
import type { NoticeText, Translation } from '../i18n/translation.ts';
import { firstCluster } from '../markdown/graphemes.ts';
import type { ChatContext } from './context.ts';
import { filesTemplate } from './files.ts';
import { icon } from './icons.ts';
import { actionsTemplate, commentTemplate, editTemplate } from './message-actions.ts';
import { PARTS, sourcesTemplate, usageTemplate } from './parts.ts';
import { retryAfterText } from './retry-after.ts';
import { versionsTemplate } from './versions.ts';

/** What a message is drawn with: the chat, and its place in it. */
export interface MessageContext extends ChatContext {
  readonly isLast: boolean;
  /** Tab stops at its actions. */
  readonly isTabStop: boolean;
  /** The first of several of the same author. */
  readonly isFirst: boolean;
  /** Many messages from the end. */
  readonly isFar: boolean;
}

/** @param isDrawn - false leaves it empty: its place in a long history is there before its turn. */
export function messageTemplate(message: Message, context: MessageContext, isDrawn: boolean): TemplateResult {
  const { strings, settings, visitor } = context;
  const isUser = message.role === 'user';
  const name = isUser ? strings.you : strings.assistant;
  const isEditing = isUser && visitor.editing === message.id;
  return html`<article
    class="message message-${message.role} ${context.isFar ? 'far' : ''}"
    part="message message-${message.role} message-${message.status}"
    data-id=${message.id}
    data-role=${message.role}
    data-status=${message.status}
    aria-label=${name}
    aria-busy=${isDrawn ? nothing : 'true'}
  >
    ${
      isDrawn
        ? html`${settings.avatars && context.isFirst ? authorTemplate(isUser, context) : nothing}
          ${isEditing ? editTemplate(message, context) : isUser ? userContent(message, context) : assistantContent(message, context)}
          ${isEditing ? nothing : actionsTemplate(message, context)}
          ${visitor.commenting === message.id ? commentTemplate(message, context) : nothing}`
        : nothing
    }
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
      >${picture ? html`<img class="avatar-image" part="avatar-image" src=${picture} alt="" />` : firstCluster(name).toUpperCase()}</span
    >
    <span class="name" part="name" dir="auto">${name}</span>
  </div>`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

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
  return html`${parts.map((part) => PARTS[part.type]?.(part as never, { ...context, key: message.id, isOngoing: isOpen }, isOpen && part === lastText) ?? nothing)}
  ${isWaiting || (isOpen && context.canTryNow) ? waiting(message, context, isWaiting) : nothing}
  ${sourcesTemplate(parts, context)} ${usageTemplate(message, context)} ${notice(message, context)}`;
}

/** The indicator before the first text; the cursor stands in it, so that it exists as long as the answer is open. */
function waiting(message: Message, context: ChatContext, isFirst: boolean): TemplateResult {
  const { phase, cursor, strings, canTryNow, handlers } = context;
  return html`<div class="waiting" part="waiting">
    <span class="dots" part="dots" aria-hidden="true"><i part="dot"></i><i part="dot"></i><i part="dot"></i></span>
    <span part="phase" dir="auto">${phase}</span>${isFirst ? cursor : nothing}
    ${canTryNow ? textButton('try-now-button', strings.tryNow, () => handlers.onAction('try-now', message.id), false) : nothing}
    ${versionsTemplate(message, context)}
  </div>`;
}

/** Why the answer ended early, with what can be done about it. */
function notice(message: Message, context: MessageContext): TemplateResult | typeof nothing {
  const text = noticeText(message, context.strings);
  if (!text) return nothing;
  const { fullStop } = context.strings;
  const isQuiet = isByChoice(message);
  const detail = retryAfterText(message, context.strings) ?? text.detail;
  const { error, finishDetail } = message;
  const serverWords =
    error && /^(?:http|provider|rate-limit)$/.test(error.type) ? error.message : isQuiet ? '' : finishDetail;
  return html`<div class="notice ${isQuiet ? 'notice-quiet' : ''}" part="notice">
    ${isQuiet ? nothing : icon('alert')}
    <div class="notice-text" part="notice-text" dir="auto">
      <strong part="notice-title">${text.title}</strong>${detail ? fullStop + detail + fullStop.trim() : ''}
      ${serverWords ? html`<span part="notice-server" dir="auto">${serverWords}</span>` : nothing}
    </div>
    ${context.settings.readOnly ? nothing : noticeActions(message, context)}
  </div>`;
}

/** Ends that somebody wanted: nothing went wrong. */
function isByChoice({ status, finishDetail }: Message): boolean {
  return status === 'stopped' || /^(?:paused|cancelled)$/.test(finishDetail ?? '');
}

/** Why an answer ended, if that is not by itself (S11). */
export function noticeText(
  { status, error, finishReason, finishDetail }: Message,
  strings: Translation,
): NoticeText | undefined {
  if (status === 'stopped') return strings.stopped;
  if (status === 'failed') return strings.failed[error?.type ?? 'network'];
  if (status === 'interrupted') return (error && strings.interrupted[error.type]) ?? strings.interrupted.other;
  if (status !== 'complete') return undefined;
  if (finishReason === 'length') return strings.length;
  if (finishReason === 'content-filter') return strings.contentFilter;
  if (finishReason !== 'other') return undefined;
  return finishDetail === 'paused'
    ? strings.paused
    : finishDetail === 'cancelled'
      ? strings.stopped
      : strings.endedEarly;
}

function noticeActions(
  message: Message,
  { strings, handlers: { onAction }, isRunning }: MessageContext,
): TemplateResult | typeof nothing {
  if (isRunning) return nothing;
  const { id, status, finishReason, error } = message;
  const canRetry = status === 'failed' || status === 'interrupted';
  const isCut = finishReason === 'length' || (finishReason === 'other' && !isByChoice(message));
  const canContinue = (status === 'interrupted' && error?.type !== 'too-large') || isCut;
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
