import { css, unsafeCSS } from 'lit';
import { composerRules } from './render/composer.styles.ts';
import { controlRules } from './render/controls.styles.ts';
import { forcedColorRules } from './render/forced-colors.styles.ts';
import { launcherRules } from './render/launcher.styles.ts';
import { markdownRules } from './render/markdown.styles.ts';
import { messageRules } from './render/message.styles.ts';
import { modeRules } from './render/modes.styles.ts';
import { panelRules } from './render/panel.styles.ts';
import { partRules } from './render/parts.styles.ts';
import { printRules } from './render/print.styles.ts';

/**
 * Every tunable stands here with its default; a page sets them on the element. One accent is enough: the text on it is black
 * or white by its luminance (4.5 : 1 on any colour), and links, the visitor's messages and the focus ring come from it.
 */
const tokens = css`
  :host {
    /* Launcher, buttons and avatars; what follows comes from it. */
    --chat-accent: light-dark(#2f5bd8, #8fb0ff);
    /* Text on the accent: black or white by its luminance, 4.5 : 1 on any colour. */
    --chat-accent-text: color(
      from var(--chat-accent) xyz-d65 clamp(0, (0.179 - y) * 1e5, 0.95) clamp(0, (0.179 - y) * 1e5, 1)
        clamp(0, (0.179 - y) * 1e5, 1.089)
    );
    /* The accent under the pointer. */
    --chat-accent-hover: color-mix(in oklab, var(--chat-accent) 88%, var(--chat-text));
    /* Panel. */
    --chat-background: light-dark(#fff, #16181d);
    /* Quiet fills: sources, hovered buttons. */
    --chat-surface: light-dark(#f4f5f7, #22252c);
    /* Text. */
    --chat-text: light-dark(#1b1e24, #e7e9ee);
    /* Second-rate text. */
    --chat-muted: light-dark(#5c6370, #a2a9b6);
    /* Lines and frames. */
    --chat-border: light-dark(#e1e4ea, #343943);
    /* Links and the cursor; the accent, dark or light enough to be read. */
    --chat-link: light-dark(
      oklch(from var(--chat-accent) min(l, 0.5) c h),
      oklch(from var(--chat-accent) max(l, 0.77) min(c, 0.13) h)
    );
    /* Behind the reason why an answer ended early. */
    --chat-notice-background: light-dark(#fff6e5, #33291a);
    /* Its text. */
    --chat-notice-text: light-dark(#6b4a00, #f5d59a);
    /* Behind the visitor's messages. */
    --chat-user-background: light-dark(
      color-mix(in oklab, var(--chat-accent) 12%, var(--chat-background)),
      color-mix(in oklab, var(--chat-accent) 22%, var(--chat-background))
    );
    /* Their text. */
    --chat-user-text: var(--chat-text);
    /* Behind code. */
    --chat-code-background: var(--chat-surface);
    /* Code. */
    --chat-code-text: var(--chat-text);
    /* Ring around what has the focus. */
    --chat-focus: var(--chat-link);
    /* Behind the number of unread messages. */
    --chat-badge: #d0243c;
    /* That number. */
    --chat-badge-text: #fff;
    /* Font family; by default the page's. */
    --chat-font: inherit;
    /* Font family of titles and headings. */
    --chat-font-heading: inherit;
    /* Font family of code. */
    --chat-font-mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
    /* Size of text; 0.9375rem in a floating chat and a sidebar. */
    --chat-font-size: max(1rem, 14px);
    /* Distance of lines. */
    --chat-line-height: 1.55;
    /* Corners of the panel, and a little more those of the composer. */
    --chat-radius: 16px;
    /* Corners of the visitor's messages. */
    --chat-radius-bubble: 18px;
    /* Corners of code blocks, notices, sources. */
    --chat-radius-small: 10px;
    /* Corners of buttons. */
    --chat-radius-button: 99px;
    /* Margins of the panel; all others are parts of it. */
    --chat-space: 1rem;
    /* Between messages. */
    --chat-gap: 0.85rem;
    /* Between the blocks of an answer. */
    --chat-paragraph-space: 0.85em;
    /* Under panel, launcher and call-out. */
    --chat-shadow: 0 16px 48px -8px rgb(0 0 0 / 24%), 0 2px 8px rgb(0 0 0 / 8%);
    /* Under small buttons and the composer. */
    --chat-shadow-small: 0 1px 6px rgb(0 0 0 / 8%);
    /* Height of an inline chat. */
    --chat-height: 36rem;
    /* Widest text. */
    --chat-max-width: 46rem;
    /* Highest text field. */
    --chat-input-height: 12em;
    /* Width of a floating chat or a sidebar. */
    --chat-panel-width: 25rem;
    /* Height of a floating chat. */
    --chat-panel-height: 42rem;
    /* Size of the launcher. */
    --chat-launcher-size: 56px;
    /* Size of pictures of authors. */
    --chat-avatar-size: 1.75em;
    /* Distance of launcher and panel from the edges. */
    --chat-inset: 20px;
    /* How much of a phone the keyboard on its screen covers; the element says it. */
    --chat-keyboard: 0px;
    /* Place above the page. */
    --chat-z-index: 2147483000;
    /* Length of movements; they are off for visitors who want none. */
    --chat-motion: 200ms;
  }
  :host(:is([mode='floating'], [mode='sidebar'])) {
    --chat-font-size: max(0.9375rem, 14px);
  }
`;

/** The element's style sheets, in order. */
export const styles = [
  tokens,
  modeRules,
  panelRules,
  messageRules,
  partRules,
  controlRules,
  composerRules,
  forcedColorRules,
  launcherRules,
  unsafeCSS(markdownRules),
  printRules,
];
