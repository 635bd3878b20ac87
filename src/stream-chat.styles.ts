import { css } from 'lit';
import { controlRules } from './render/controls.styles.ts';
import { markdownRules } from './render/markdown.styles.ts';
import { messageRules } from './render/message.styles.ts';
import { panelRules } from './render/panel.styles.ts';

/**
 * Every tunable stands here with its default; a page sets them on the element. One accent is enough: the text on it is black
 * or white by its luminance (4.5 : 1 on any colour), and links, the visitor's messages and the focus ring come from it.
 */
const tokens = css`
  :host {
    --chat-accent: light-dark(#2f5bd8, #8fb0ff);
    --chat-accent-text: color(
      from var(--chat-accent) xyz-d65 clamp(0, (0.179 - y) * 1e5, 0.95) clamp(0, (0.179 - y) * 1e5, 1)
        clamp(0, (0.179 - y) * 1e5, 1.089)
    );
    --chat-accent-hover: color-mix(in oklab, var(--chat-accent) 88%, var(--chat-text));
    --chat-background: light-dark(#fff, #16181d);
    --chat-surface: light-dark(#f4f5f7, #22252c);
    --chat-text: light-dark(#1b1e24, #e7e9ee);
    --chat-muted: light-dark(#5c6370, #a2a9b6);
    --chat-border: light-dark(#e1e4ea, #343943);
    --chat-link: light-dark(
      oklch(from var(--chat-accent) min(l, 0.5) c h),
      oklch(from var(--chat-accent) max(l, 0.77) min(c, 0.13) h)
    );
    --chat-notice-background: light-dark(#fff6e5, #33291a);
    --chat-notice-text: light-dark(#6b4a00, #f5d59a);
    --chat-user-background: light-dark(
      color-mix(in oklab, var(--chat-accent) 12%, var(--chat-background)),
      color-mix(in oklab, var(--chat-accent) 22%, var(--chat-background))
    );
    --chat-user-text: var(--chat-text);
    --chat-code-background: var(--chat-surface);
    --chat-code-text: var(--chat-text);
    --chat-focus: var(--chat-link);
    --chat-badge: #d0243c;
    --chat-badge-text: #fff;
    --chat-font: inherit;
    --chat-font-heading: inherit;
    --chat-font-mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
    --chat-font-size: max(1rem, 14px);
    --chat-line-height: 1.55;
    --chat-radius: 16px;
    --chat-radius-bubble: 18px;
    --chat-radius-small: 10px;
    --chat-radius-button: 99px;
    --chat-space: 1rem;
    --chat-gap: 0.85rem;
    --chat-paragraph-space: 0.85em;
    --chat-shadow: 0 16px 48px -8px rgb(0 0 0 / 24%), 0 2px 8px rgb(0 0 0 / 8%);
    --chat-shadow-small: 0 1px 6px rgb(0 0 0 / 8%);
    --chat-height: 36rem;
    --chat-max-width: 46rem;
    --chat-input-height: 12em;
    --chat-panel-width: 25rem;
    --chat-panel-height: 42rem;
    --chat-launcher-size: 56px;
    --chat-avatar-size: 1.75em;
    --chat-inset: 20px;
    --chat-z-index: 2147483000;
    --chat-motion: 200ms;
  }
  :host(:is([mode='floating'], [mode='sidebar'])) {
    --chat-font-size: max(0.9375rem, 14px);
  }
`;

/** The element's style sheets, in order. */
export const styles = [tokens, panelRules, messageRules, controlRules, markdownRules];
