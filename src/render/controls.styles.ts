import { css } from 'lit';

/** Buttons, the composer, and what the pointer or the keyboard reaches. */
export const controlRules = css`
  button {
    all: unset;
    box-sizing: border-box;
    cursor: pointer;
    touch-action: manipulation;
    transition:
      background-color var(--chat-motion),
      border-color var(--chat-motion),
      color var(--chat-motion);
    &:disabled {
      cursor: default;
    }
  }
  :focus-visible {
    outline: 2px solid var(--chat-focus);
    outline-offset: 2px;
  }
  .log:focus-visible,
  pre:focus-visible {
    outline-offset: -2px;
  }
  svg {
    inline-size: 1.25em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .composer {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 0.25rem;
    padding: 5px;
    background: var(--chat-background);
    border: 1px solid var(--chat-border);
    border-radius: calc(var(--chat-radius) + 8px);
    box-shadow: var(--chat-shadow-small);
    /* Its ring stands over the fade above it. */
    isolation: isolate;
    transition: border-color var(--chat-motion);
  }
  :is(.composer, .words-form):focus-within {
    border-color: var(--chat-focus);
    box-shadow: 0 0 0 1px var(--chat-focus);
  }
  .input,
  .words {
    flex: 1 1 6em;
    min-inline-size: 0;
    min-block-size: 40px;
    max-block-size: min(var(--chat-input-height), 40dvh);
    margin: 0;
    padding: max(8px, 20px - 0.75em) 0.75em;
    resize: none;
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    line-height: 1.5;
    field-sizing: content;
    scrollbar-width: thin;
    scrollbar-color: var(--chat-border) transparent;
    /* An empty field is from left to right whatever its hint is. */
    &::placeholder {
      unicode-bidi: plaintext;
      color: var(--chat-muted);
      opacity: 1;
    }
  }
  .input::placeholder {
    white-space: nowrap;
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
    border-radius: var(--chat-radius-button);
  }
  /* In the middle of a single line also where the text is large. */
  .round {
    margin-block-end: max(0px, 0.75em - 12px);
  }
  .icon-stop {
    fill: currentcolor;
  }
  .round,
  .launcher,
  .primary {
    color: var(--chat-accent-text);
    background: var(--chat-accent);
    &:hover {
      background: var(--chat-accent-hover);
    }
    &:disabled {
      color: var(--chat-muted);
      background: var(--chat-surface);
    }
  }
  .icon-button {
    inline-size: 2.25em;
    block-size: 2.25em;
    min-inline-size: 28px;
    min-block-size: 28px;
    color: var(--chat-muted);
    font-size: 0.85em;
    border-radius: var(--chat-radius-small);
    &:hover,
    &[aria-pressed='true'] {
      color: var(--chat-text);
      background: var(--chat-surface);
    }
    &:disabled {
      background: none;
      opacity: 0.4;
    }
  }
  .header .icon-button {
    font-size: 1em;
  }
  .text-button,
  .suggestion {
    padding: 0.35em 0.95em;
    min-block-size: 32px;
    display: inline-flex;
    align-items: center;
    border: 1px solid var(--chat-border);
    border-radius: min(var(--chat-radius-button), 22px);
    font-size: 0.93em;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .text-button {
    border-color: color-mix(in srgb, currentcolor 35%, transparent);
    font-weight: 550;
    &.primary {
      border-color: transparent;
    }
  }
  .suggestion:hover {
    background: var(--chat-surface);
    border-color: var(--chat-accent);
  }
  .offers {
    position: absolute;
    inset-block-end: calc(100% + 8px);
    inset-inline: 0;
    display: flex;
    justify-content: center;
    gap: 0.5rem;
    pointer-events: none;
  }
  .jump-button,
  .quote-button {
    position: relative;
    min-block-size: 36px;
    color: var(--chat-text);
    background: var(--chat-background);
    border: 1px solid var(--chat-border);
    box-shadow: var(--chat-shadow-small);
    pointer-events: auto;
    &:hover {
      background: var(--chat-surface);
    }
  }
  .quote-button {
    display: flex;
    align-items: center;
    gap: 0.4em;
    padding-inline: 0.8em 1em;
    border-radius: var(--chat-radius-button);
    font-size: 0.93em;
  }
  /* In the middle of the last line. */
  .counter {
    margin: 0 0.4em 3px;
    padding-block: 8px;
    color: var(--chat-muted);
    font-size: 0.8em;
    font-variant-numeric: tabular-nums;
  }
  [part='feedback-down'] svg {
    rotate: 180deg;
  }
  @media (pointer: coarse) {
    .round,
    .jump-button {
      inline-size: 44px;
      block-size: 44px;
    }
    .icon-button {
      min-inline-size: 40px;
      min-block-size: 40px;
    }
    /* Below 16 px a phone zooms the page when the field gets the focus. */
    .input,
    .words {
      font-size: max(16px, 1em);
    }
    .input,
    .counter {
      padding-block: 10px;
    }
    /* The pictures of the first and the last button stand below the edges of the text. */
    .message > .actions {
      margin-inline: -11px;
    }
    .timestamp {
      padding-inline: 11px;
    }
    .header .icon-button {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
    .text-button,
    .quote-button,
    .suggestion {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .footer::before {
      display: none;
    }
    button,
    .panel,
    .composer,
    .notice,
    .message-user .content,
    .sources li,
    [part~='code-block'] {
      border: 1px solid;
    }
    .round:not(:disabled),
    .launcher {
      color: ButtonText;
    }
    .cursor,
    .dots i,
    div.tool-call::before,
    .tool-call summary::after {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
