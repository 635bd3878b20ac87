import { css } from 'lit';

/** The launcher, what it says while the chat is closed, and the count of what nobody has seen. */
export const launcherRules = css`
  .badge {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    min-inline-size: 20px;
    padding-inline: 5px;
    color: var(--chat-badge-text);
    background: var(--chat-badge);
    border-radius: var(--chat-radius-button);
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 20px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  .call-out {
    display: flex;
    align-items: flex-start;
    max-inline-size: min(18rem, 100vw - 2 * var(--chat-inset));
    background: var(--chat-background);
    border: 1px solid var(--chat-border);
    border-radius: var(--chat-radius);
    box-shadow: var(--chat-shadow);
    animation: rise var(--chat-motion) ease-out 1s backwards;
    .icon-button {
      margin: 4px;
      margin-inline-start: -0.75em;
    }
  }
  .call-out-text {
    padding: 0.75em 1em;
    line-height: 1.4;
    overflow-wrap: anywhere;
    text-wrap: pretty;
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 5;
  }
  .launcher {
    position: relative;
    inline-size: var(--chat-launcher-size);
    block-size: var(--chat-launcher-size);
    font-size: 1.3rem;
    box-shadow: var(--chat-shadow);
    svg {
      animation: turn var(--chat-motion) ease-out;
    }
  }
  @keyframes turn {
    from {
      opacity: 0;
      rotate: -45deg;
    }
  }
`;
