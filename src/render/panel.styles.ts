import { css } from 'lit';

/** The box: where the element stands in each mode, its frame, title row, transcript and foot. */
export const panelRules = css`
  :host {
    display: block;
    writing-mode: horizontal-tb !important;
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
  :host(:is([mode='floating'], [mode='sidebar'], [mode='fullscreen'])) {
    position: fixed !important;
    z-index: var(--chat-z-index) !important;
    block-size: auto;
    max-block-size: none;
    inset: 0;
  }
  :host(:is([mode='floating'], [mode='sidebar'])) {
    inset: auto auto max(var(--chat-inset), env(safe-area-inset-bottom));
    inset-inline: auto var(--chat-inset);
    /* The box around panel and launcher is no wall in front of the page. */
    pointer-events: none;
  }
  :host([position='start']:is([mode='floating'], [mode='sidebar'])) {
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
    -webkit-tap-highlight-color: transparent;
  }
  :host(:is([mode='floating'], [mode='sidebar'])) .root {
    display: grid;
    justify-items: end;
    gap: 12px;
    pointer-events: none;
  }
  :host(:is([mode='floating'], [mode='sidebar'])) :is(.panel, .launcher, .call-out) {
    pointer-events: auto;
  }
  /* Above the button that opens it, which comes first by keyboard (A-07). */
  :host([mode='floating']) .panel {
    order: -1;
  }
  :host([position='start']) .root {
    justify-items: start !important;
  }
  .root[dir='rtl'] {
    direction: rtl;
  }
  .panel {
    container-type: inline-size;
    /* Where the page shrinks the chat to its content (flex, grid, float), a container of sizes has none (E-09). */
    contain-intrinsic-inline-size: 24rem;
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
    animation: rise var(--chat-motion) cubic-bezier(0.2, 0.8, 0.2, 1);
    transform-origin: 90% 100%;
  }
  :host([mode='sidebar'][open]) {
    inset-block: 0;
    inset-inline: auto 0;
  }
  :host([mode='sidebar'][open][position='start']) {
    inset-inline: 0 auto;
  }
  :host([mode='sidebar'][open]) .root {
    display: block;
  }
  :host([mode='sidebar']) .panel {
    inline-size: min(var(--chat-panel-width), 100vw);
    border-width: 0;
    border-inline-start-width: 1px;
    border-radius: 0;
    box-shadow: var(--chat-shadow);
    animation: rise var(--chat-motion) cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  :host([mode='sidebar'][position='start']) .panel {
    border-inline-width: 0 1px;
  }
  :host([mode='sidebar'][open]) .launcher {
    display: none;
  }
  :host([mode='fullscreen']) .panel {
    border: 0;
    border-radius: 0;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    block-size: calc(100% - var(--chat-keyboard));
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 12px;
      scale: 0.97;
    }
  }
  /* A phone in either orientation: the panel is the page, above the keyboard and between the safe areas. */
  @media (max-width: 30rem), (max-height: 30rem) {
    :host(:is([mode='floating'], [mode='sidebar'])[open]) {
      inset: 0 !important;
    }
    :host([mode='floating'][open]) .root {
      display: block;
    }
    :host(:is([mode='floating'], [mode='sidebar'])) .panel {
      inline-size: 100%;
      block-size: calc(100% - var(--chat-keyboard));
      border: 0;
      border-radius: 0;
      padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    }
    :host([open]) .launcher {
      display: none;
    }
  }
  .header {
    display: flex;
    flex: 0 99 auto;
    align-items: center;
    gap: calc(var(--chat-space) * 0.5);
    min-block-size: 0;
    overflow: clip;
    padding-block: calc(var(--chat-space) * 0.7);
    padding-inline: var(--chat-space) calc(var(--chat-space) * 0.75);
    border-block-end: 1px solid var(--chat-border);
  }
  .title {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-family: var(--chat-font-heading);
    font-size: 1.0625em;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.3;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    overflow-wrap: anywhere;
  }
  .title,
  .suggestion-text {
    display: -webkit-box;
    /* Letters of some fonts and scripts are taller than their line, and are not cut. */
    margin-block: -0.15em;
    padding-block: 0.15em;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
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
  /* Where there is room for it, text and composer share their middle. */
  @container (width > 44rem) {
    .log {
      scrollbar-gutter: stable both-edges;
    }
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
    padding: 0 calc(var(--chat-space) * 0.75) calc(var(--chat-space) * 0.75);
  }
  /* What scrolls under the text field fades instead of being cut through its letters. */
  .footer::before {
    content: '';
    position: absolute;
    inset: auto 12px 100%;
    block-size: var(--chat-space);
    background: linear-gradient(transparent, var(--chat-background));
    pointer-events: none;
  }
  .diagnosis {
    margin: 0;
    max-block-size: 30cqi;
    overflow: auto;
    overflow-wrap: anywhere;
    font-size: 0.8em;
    color: var(--chat-muted);
  }
  .disclaimer {
    margin-block-start: calc(var(--chat-space) * 0.5);
    text-align: center;
    font-size: 0.8em;
    line-height: 1.35;
    color: var(--chat-muted);
    text-wrap: balance;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
