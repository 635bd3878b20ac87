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
    --chat-danger: light-dark(#b3261e, #ff9d94);
    --chat-notice-background: light-dark(#fff6e5, #33291a);
    --chat-notice-text: light-dark(#6b4a00, #f5d59a);
    --chat-user-background: light-dark(#e9eefc, #26324f);
    --chat-user-text: light-dark(#14203f, #e6ecff);
    --chat-code-background: light-dark(#f6f7f9, #1d2027);
    --chat-focus: light-dark(#2f5bd8, #8fb0ff);
    --chat-font: inherit;
    --chat-font-mono: ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
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
    min-block-size: 0;
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
  :host([mode='floating']),
  :host([mode='fullscreen']) {
    position: fixed !important;
    z-index: var(--chat-z-index) !important;
    block-size: auto;
    max-block-size: none;
  }
  :host([mode='floating']) {
    inset: auto;
    inset-block-end: max(var(--chat-inset), env(safe-area-inset-bottom));
    inset-inline-end: max(var(--chat-inset), env(safe-area-inset-right));
    inline-size: auto;
  }
  :host([mode='floating'][position='start']) {
    inset-inline: max(var(--chat-inset), env(safe-area-inset-left)) auto;
  }
  :host([mode='fullscreen']) {
    inset: 0;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  /* What a page sets on everything (letter spacing, capitals, visibility) ends here; font and direction go on. */
  .root {
    all: initial;
    direction: inherit;
    display: block;
    block-size: 100%;
    color: var(--chat-text);
    font-family: var(--chat-font);
    font-size: var(--chat-font-size);
    line-height: var(--chat-line-height);
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  .root[data-font='inherit'] {
    font-family: inherit;
  }
  :host([mode='floating']) .root {
    display: grid;
    justify-items: end;
    gap: 12px;
  }
  :host([mode='floating'][position='start']) .root {
    justify-items: start;
  }
  .panel {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
    position: relative;
    overflow: clip;
    background: var(--chat-background);
    border: 1px solid var(--chat-border);
    border-radius: var(--chat-radius);
  }
  :host([mode='fullscreen']) .panel {
    border: 0;
    border-radius: 0;
  }
  :host([mode='floating']) .panel {
    inline-size: min(var(--chat-panel-width), calc(100vw - 2 * var(--chat-inset)));
    block-size: min(var(--chat-panel-height), calc(100dvh - var(--chat-launcher-size) - 3 * var(--chat-inset)));
    box-shadow: var(--chat-shadow);
    animation: chat-rise var(--chat-motion) ease-out;
  }
  @keyframes chat-rise {
    from {
      opacity: 0;
      transform: translateY(8px);
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
    :host([mode='floating'][open]) .launcher {
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
    overflow: hidden;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
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
  .log-content {
    display: flex;
    flex-direction: column;
    gap: var(--chat-gap);
    max-inline-size: var(--chat-max-width);
    min-block-size: 100%;
    margin-inline: auto;
    padding: var(--chat-space);
  }
  .footer {
    position: relative;
    inline-size: 100%;
    max-inline-size: calc(var(--chat-max-width));
    margin-inline: auto;
    padding: 0 var(--chat-space) var(--chat-space);
  }
`;

const messages = css`
  .message {
    display: grid;
    gap: 0.5rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .message-user {
    justify-self: end;
    align-self: flex-end;
    max-inline-size: min(85%, 34rem);
  }
  .message-user .content {
    padding: 0.55rem 0.9rem;
    background: var(--chat-user-background);
    color: var(--chat-user-text);
    border-radius: var(--chat-radius);
    border-end-end-radius: 4px;
    white-space: pre-wrap;
  }
  .message-assistant {
    inline-size: 100%;
  }
  .content {
    min-inline-size: 0;
  }
  .cursor {
    display: inline-block;
    inline-size: 0.55em;
    block-size: 1.05em;
    margin-inline-start: 0.1em;
    vertical-align: text-bottom;
    background: var(--chat-accent);
    border-radius: 2px;
    animation: chat-blink 1s steps(2, jump-none) infinite;
  }
  @keyframes chat-blink {
    to {
      opacity: 0;
    }
  }
  .waiting {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    color: var(--chat-muted);
    font-size: 0.9em;
    min-block-size: 1.6em;
  }
  .dots {
    display: inline-flex;
    gap: 4px;
  }
  .dots i {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: currentcolor;
    animation: chat-pulse 1.2s ease-in-out infinite;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes chat-pulse {
    0%,
    60%,
    100% {
      opacity: 0.3;
    }
    30% {
      opacity: 1;
    }
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    padding: 0.6rem 0.8rem;
    font-size: 0.9em;
    line-height: 1.4;
    color: var(--chat-notice-text);
    background: var(--chat-notice-background);
    border-radius: var(--chat-radius-small);
  }
  .notice-text {
    flex: 1 1 14rem;
    min-inline-size: 0;
  }
  .notice strong {
    font-weight: 650;
  }
  .notice-quiet {
    padding: 0;
    color: var(--chat-muted);
    background: none;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }
  .notice .actions {
    gap: 0.5rem;
  }
  .reasoning,
  .tool-call {
    font-size: 0.9em;
    color: var(--chat-muted);
    border: 1px solid var(--chat-border);
    border-radius: var(--chat-radius-small);
    padding: 0.4rem 0.75rem;
  }
  .reasoning summary,
  .tool-call summary {
    cursor: pointer;
    min-block-size: 24px;
  }
  .reasoning-text {
    white-space: pre-wrap;
    margin-block-start: 0.5rem;
  }
  .status-line {
    color: var(--chat-muted);
    font-size: 0.9em;
  }
  .sources {
    margin: 0;
    padding-inline-start: 1.4rem;
    font-size: 0.9em;
    color: var(--chat-muted);
  }
  .sources a {
    color: var(--chat-link);
  }
  .suggestions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: auto;
    padding: 0;
  }
`;

const controls = css`
  button {
    all: unset;
    box-sizing: border-box;
    cursor: pointer;
    font: inherit;
  }
  button:disabled {
    cursor: default;
    opacity: 0.45;
  }
  :focus-visible {
    outline: 2px solid var(--chat-focus);
    outline-offset: 2px;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  .composer {
    display: flex;
    align-items: flex-end;
    gap: 0.25rem;
    padding: 0.3rem;
    background: var(--chat-background);
    border: 1px solid var(--chat-border);
    border-radius: calc(var(--chat-radius) + 4px);
    transition: border-color var(--chat-motion);
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
    overflow-wrap: anywhere;
  }
  .input::placeholder {
    color: var(--chat-muted);
    opacity: 1;
  }
  .round {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    color: var(--chat-accent-text);
    background: var(--chat-accent);
  }
  .round svg,
  .icon-button svg,
  .launcher svg {
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :dir(rtl) .send-button svg {
    transform: scaleX(-1);
  }
  .icon-button {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: var(--chat-radius-small);
    color: var(--chat-muted);
  }
  .icon-button:hover {
    color: var(--chat-text);
    background: var(--chat-surface);
  }
  .icon-button svg {
    inline-size: 17px;
    block-size: 17px;
  }
  .text-button {
    padding: 0.3em 0.9em;
    min-block-size: 32px;
    display: inline-flex;
    align-items: center;
    border: 1px solid currentcolor;
    border-radius: 999px;
    font-weight: 550;
  }
  .text-button.primary {
    color: var(--chat-accent-text);
    background: var(--chat-accent);
    border-color: transparent;
  }
  .suggestion {
    padding: 0.45em 0.9em;
    min-block-size: 36px;
    border: 1px solid var(--chat-border);
    border-radius: 999px;
    color: var(--chat-text);
    background: var(--chat-background);
    font-size: 0.92em;
    line-height: 1.35;
  }
  .suggestion:hover {
    border-color: var(--chat-accent);
  }
  .jump-button {
    position: absolute;
    inset-block-end: calc(100% + 10px);
    inset-inline-start: 50%;
    margin-inline-start: -18px;
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 50%;
    color: var(--chat-text);
    background: var(--chat-background);
    border: 1px solid var(--chat-border);
    box-shadow: 0 2px 10px rgb(0 0 0 / 15%);
  }
  .jump-button svg {
    inline-size: 18px;
    block-size: 18px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .launcher {
    display: grid;
    place-items: center;
    inline-size: var(--chat-launcher-size);
    block-size: var(--chat-launcher-size);
    border-radius: 50%;
    color: var(--chat-accent-text);
    background: var(--chat-accent);
    box-shadow: var(--chat-shadow);
  }
  .launcher svg {
    inline-size: 26px;
    block-size: 26px;
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
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
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
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
  @media (forced-colors: active) {
    .round,
    .launcher,
    .message-user .content,
    .notice,
    .icon-button {
      border: 1px solid;
    }
    .cursor,
    .dots i {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
  @media print {
    :host {
      block-size: auto !important;
      position: static !important;
    }
    .footer,
    .launcher,
    .actions {
      display: none;
    }
    .panel,
    .log {
      overflow: visible;
    }
  }
`;

/** The element's style sheets, in order. */
export const styles = [tokens, layout, messages, controls, markdownRules];
