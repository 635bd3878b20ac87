import { css } from 'lit';

/** Where the element stands in each mode, what of the page's looks goes on in it, and the frame of its panel. */
export const modeRules = css`
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
`;
