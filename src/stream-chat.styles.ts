import { css } from 'lit';
import { markdownRules } from './render/markdown.styles.ts';

/** Every tunable stands here with its default; a page sets them on the element. */
const tokens = css`
  :host {
    --chat-accent: light-dark(#2f5bd8, #8fb0ff);
    --chat-accent-text: light-dark(#fff, #0d1526);
    --chat-background: light-dark(#fff, #16181d);
    --chat-surface: light-dark(#f4f5f7, #20232a);
    --chat-text: light-dark(#1b1e24, #e7e9ee);
    --chat-muted: light-dark(#5c6370, #a2a9b6);
    --chat-border: light-dark(#dfe2e8, #343943);
    --chat-link: light-dark(#1d4fd7, #8fb0ff);
    --chat-notice-background: light-dark(#fff6e5, #33291a);
    --chat-notice-text: light-dark(#6b4a00, #f5d59a);
    --chat-user-background: light-dark(#e9eefc, #26324f);
    --chat-user-text: var(--chat-text);
    --chat-code-background: light-dark(#f6f7f9, #1d2027);
    --chat-focus: var(--chat-accent);
    --chat-font: inherit;
    --chat-font-mono: ui-monospace, Menlo, Consolas, monospace;
    --chat-font-size: 1rem;
    --chat-line-height: 1.55;
    --chat-radius: 14px;
    --chat-radius-small: 8px;
    --chat-space: 1rem;
    --chat-gap: 1.25rem;
    --chat-shadow: 0 12px 40px rgb(0 0 0 / 18%), 0 2px 8px rgb(0 0 0 / 10%);
    --chat-height: 36rem;
    --chat-max-width: 46rem;
    --chat-panel-width: 25rem;
    --chat-panel-height: 40rem;
    --chat-launcher-size: 56px;
    --chat-inset: 20px;
    --chat-z-index: 2147483000;
    --chat-motion: 180ms;
  }
`;

const layout = css`
  :host {
    display: block;
    block-size: var(--chat-height);
    max-block-size: 100%;
    color-scheme: light dark;
  }
  :host([color-scheme='light']) {
    color-scheme: light;
  }
  :host([color-scheme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none !important;
  }
  :host(:is([mode='floating'], [mode='fullscreen'])) {
    position: fixed !important;
    z-index: var(--chat-z-index) !important;
    block-size: auto;
    max-block-size: none;
    inset: 0;
  }
  :host([mode='floating']) {
    inset: auto;
    inset-block-end: max(var(--chat-inset), env(safe-area-inset-bottom));
    inset-inline-end: var(--chat-inset);
  }
  :host([mode='floating'][position='start']) {
    inset-inline: var(--chat-inset) auto;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  /* What a page sets on everything (letter spacing, capitals, visibility) ends here; font and direction go on. */
  .root {
    all: initial;
    direction: inherit;
    color-scheme: inherit;
    display: block;
    block-size: 100%;
    color: var(--chat-text);
    font-family: var(--chat-font);
    font-size: var(--chat-font-size);
    line-height: var(--chat-line-height);
    text-size-adjust: 100%;
  }
  :host([mode='floating']) .root {
    display: grid;
    justify-items: end;
    gap: 12px;
  }
  :host([position='start']) .root {
    justify-items: start;
  }
  .panel {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    overflow: clip;
    background: var(--chat-background);
    border: 1px solid var(--chat-border);
    border-radius: var(--chat-radius);
  }
  :host([mode='floating']) .panel {
    inline-size: min(var(--chat-panel-width), calc(100vw - 2 * var(--chat-inset)));
    block-size: min(var(--chat-panel-height), calc(100dvh - var(--chat-launcher-size) - 3 * var(--chat-inset)));
    box-shadow: var(--chat-shadow);
    animation: rise var(--chat-motion) ease-out;
  }
  :host([mode='fullscreen']) .panel {
    border: 0;
    border-radius: 0;
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @media (max-width: 30rem) {
    :host([mode='floating'][open]) {
      inset: 0 !important;
    }
    :host([mode='floating'][open]) .root {
      display: block;
    }
    :host([mode='floating']) .panel {
      inline-size: 100%;
      block-size: 100%;
      border: 0;
      border-radius: 0;
      padding-block: env(safe-area-inset-top) env(safe-area-inset-bottom);
    }
    :host([open]) .launcher {
      display: none;
    }
  }
  .header {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.75rem var(--chat-space);
    border-block-end: 1px solid var(--chat-border);
  }
  .title {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: 1em;
    font-weight: 650;
    line-height: 1.3;
    max-block-size: 2.6em;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .log {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
    scrollbar-color: var(--chat-border) transparent;
  }
  .log-content,
  .footer {
    max-inline-size: var(--chat-max-width);
    margin-inline: auto;
    padding: var(--chat-space);
  }
  .log-content {
    display: flex;
    flex-direction: column;
    gap: var(--chat-gap);
    min-block-size: 100%;
  }
  .footer {
    position: relative;
    inline-size: 100%;
    padding-block-start: 0;
  }
`;

const messages = css`
  .message {
    display: grid;
    gap: 0.5rem;
    grid-template-columns: minmax(0, 1fr);
    overflow-wrap: anywhere;
  }
  .message-user {
    align-self: flex-end;
    max-inline-size: 85%;
  }
  .message-user .content {
    padding: 0.55rem 0.9rem;
    background: var(--chat-user-background);
    color: var(--chat-user-text);
    border-radius: var(--chat-radius);
    border-end-end-radius: 4px;
    white-space: pre-wrap;
  }
  .cursor {
    display: inline-block;
    inline-size: 0.5em;
    block-size: 1.05em;
    margin-inline-start: 0.1em;
    vertical-align: text-bottom;
    background: var(--chat-accent);
    border-radius: 2px;
    animation: blink 1s steps(2, jump-none) infinite;
  }
  @keyframes blink {
    to {
      opacity: 0;
    }
  }
  .waiting,
  .reasoning,
  .tool-call,
  .status-line,
  .sources,
  .notice {
    font-size: 0.9em;
    color: var(--chat-muted);
  }
  .waiting {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .dots {
    display: flex;
    gap: 4px;
  }
  .dots i {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: currentcolor;
    animation: pulse 1.2s ease-in-out infinite;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes pulse {
    30% {
      opacity: 0.3;
    }
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    line-height: 1.4;
  }
  .notice:not(.notice-quiet) {
    padding: 0.6rem 0.8rem;
    color: var(--chat-notice-text);
    background: var(--chat-notice-background);
    border-radius: var(--chat-radius-small);
  }
  .notice-text {
    flex: 1 1 14rem;
  }
  .actions,
  .suggestions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .reasoning,
  .tool-call {
    border: 1px solid var(--chat-border);
    border-radius: var(--chat-radius-small);
    padding: 0.4rem 0.75rem;
  }
  .reasoning-text {
    white-space: pre-wrap;
  }
  .sources {
    margin: 0;
  }
  .suggestions {
    margin-block-start: auto;
  }
`;

const controls = css`
  button {
    all: unset;
    box-sizing: border-box;
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
    opacity: 0.45;
  }
  :focus-visible {
    outline: 2px solid var(--chat-focus);
    outline-offset: 2px;
  }
  .log:focus-visible,
  pre:focus-visible {
    outline-offset: -2px;
  }
  .composer {
    display: flex;
    align-items: flex-end;
    gap: 0.25rem;
    padding: 0.3rem;
    border: 1px solid var(--chat-border);
    border-radius: calc(var(--chat-radius) + 4px);
  }
  .composer:focus-within {
    border-color: var(--chat-focus);
    box-shadow: 0 0 0 1px var(--chat-focus);
  }
  .input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 2.5em;
    max-block-size: 12em;
    margin: 0;
    padding: 0.5em 0.65em;
    resize: none;
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    /* Below 16 px a phone zooms the page when the field gets the focus. */
    font-size: max(16px, 1em);
    line-height: 1.45;
    field-sizing: content;
  }
  .input::placeholder {
    color: var(--chat-muted);
    opacity: 1;
  }
  svg {
    inline-size: 1.25em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .round,
  .icon-button,
  .jump-button,
  .launcher {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
  }
  .round,
  .launcher,
  .primary {
    color: var(--chat-accent-text);
    background: var(--chat-accent);
  }
  .icon-button {
    inline-size: 32px;
    block-size: 32px;
    color: var(--chat-muted);
    font-size: 0.85em;
  }
  .icon-button:hover {
    color: var(--chat-text);
    background: var(--chat-surface);
  }
  .text-button,
  .suggestion {
    padding: 0.35em 0.9em;
    min-block-size: 32px;
    display: inline-flex;
    align-items: center;
    border: 1px solid var(--chat-border);
    border-radius: 99px;
    font-size: 0.92em;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .text-button {
    border-color: currentcolor;
    font-weight: 550;
  }
  .suggestion:hover {
    border-color: var(--chat-accent);
  }
  .jump-button {
    position: absolute;
    inset-block-end: calc(100% + 8px);
    inset-inline-start: calc(50% - 20px);
    background: var(--chat-background);
    border: 1px solid var(--chat-border);
    box-shadow: 0 2px 10px rgb(0 0 0 / 15%);
  }
  .launcher {
    inline-size: var(--chat-launcher-size);
    block-size: var(--chat-launcher-size);
    font-size: 1.3em;
    box-shadow: var(--chat-shadow);
  }
  .disclaimer {
    margin-block-start: 0.5rem;
    text-align: center;
    font-size: 0.8em;
    line-height: 1.35;
    color: var(--chat-muted);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @media (pointer: coarse) {
    .round,
    .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }
    .text-button,
    .suggestion {
      min-block-size: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
    }
  }
  @media (forced-colors: active) {
    button,
    .content {
      border: 1px solid;
    }
    .cursor,
    .dots i {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;

/** The element's style sheets, in order. */
export const styles = [tokens, layout, messages, controls, markdownRules];
