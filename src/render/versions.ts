import { html, nothing, type TemplateResult } from 'lit';
import type { Message } from '../chat/conversation.ts';
import type { ChatContext } from './context.ts';

/** Which of several answers is shown, with the way to the others; nothing where there is one. @param isStop - whether Tab stops there. */
export function versionsTemplate(
  { id, earlier = [], later = [] }: Message,
  { strings, handlers: { onAction } }: ChatContext,
  isStop = true,
): TemplateResult | typeof nothing {
  if (earlier.length + later.length === 0) return nothing;
  const number = earlier.length + 1;
  const step = (part: string, label: string, sign: string, isPossible: boolean, action: 'earlier' | 'later') =>
    html`<button
      type="button"
      class="icon-button"
      part=${part}
      tabindex=${isStop ? nothing : -1}
      aria-label=${label}
      title=${label}
      ?disabled=${!isPossible}
      @click=${() => onAction(action, id)}
    >
      ${sign}
    </button>`;
  return html`<span class="versions" part="versions">
    ${step('earlier-button', strings.earlierVersion, '‹', earlier.length > 0, 'earlier')}
    <span part="version-number">${strings.versionOf(number, number + later.length)}</span>
    ${step('later-button', strings.laterVersion, '›', later.length > 0, 'later')}
  </span>`;
}
