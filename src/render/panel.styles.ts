import { css } from 'lit';

/** Inside the panel: its title row, transcript and foot. */
export const panelRules = css`
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
