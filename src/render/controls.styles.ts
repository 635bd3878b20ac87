import { css } from 'lit';

/** Buttons and the ring around what has the focus. */
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
`;
