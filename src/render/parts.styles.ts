import { css } from 'lit';

/** What stands in a message beside its text: progress, reasoning, tools, sources, files, and why it ended. */
export const partRules = css`
  .files,
  .sources {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    max-inline-size: 100%;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .file {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-inline-size: 0;
    max-inline-size: 100%;
    padding: 0.45em 0.75em;
    border: 1px solid var(--chat-border);
    border-radius: var(--chat-radius-small);
    &:has(> .file-image) {
      padding: 0;
      overflow: clip;
    }
    svg {
      flex: none;
    }
  }
  .file-image {
    display: block;
    max-inline-size: 100%;
    max-block-size: 14rem;
    object-fit: contain;
  }
  .file-name {
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
    a {
      color: inherit;
    }
  }
  .file-size {
    flex: none;
    color: var(--chat-muted);
    font-variant-numeric: tabular-nums;
  }
  a {
    color: var(--chat-link);
  }
  .waiting,
  .reasoning,
  .tool-call,
  .file,
  .status-line,
  .sources,
  .notice {
    font-size: 0.9em;
    color: var(--chat-muted);
  }
  .waiting {
    display: flex;
    align-items: center;
    gap: 0.6em;
    .cursor {
      display: none;
    }
  }
  .dots {
    display: flex;
    gap: 4px;
    i {
      inline-size: 6px;
      block-size: 6px;
      border-radius: 50%;
      background: currentcolor;
      animation: pulse 1.2s ease-in-out infinite;
    }
    i:nth-child(2) {
      animation-delay: 0.15s;
    }
    i:nth-child(3) {
      animation-delay: 0.3s;
    }
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
    &:not(.notice-quiet) {
      padding: 0.65em 0.85em;
      color: var(--chat-notice-text);
      background: var(--chat-notice-background);
      border-radius: var(--chat-radius-small);
    }
  }
  .notice-text {
    flex: 1 1 14em;
  }
  .notice .actions {
    font-size: calc(1em / 0.9);
  }
  .notice .actions,
  .words-form .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.5rem;
    margin-inline-start: auto;
  }
  .reasoning {
    > :not(summary) {
      margin-block-start: 0.4em;
      padding-inline-start: 1em;
      border-inline-start: 2px solid var(--chat-border);
    }
    summary {
      font-weight: 550;
    }
  }
  .reasoning summary,
  .tool-call summary {
    inline-size: fit-content;
  }
  .reasoning-text,
  .tool-value {
    white-space: pre-wrap;
  }
  .tool-value {
    margin: 0.4em 0 0;
    padding: 0.5em 0.75em;
    font: 0.9em/1.45 var(--chat-font-mono);
    background: var(--chat-surface);
    border-radius: var(--chat-radius-small);
  }
  div.tool-call::before,
  .tool-call summary::after {
    content: '';
    display: inline-block;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline: 0.1em 0.6em;
    border-radius: 50%;
    background: currentcolor;
  }
  .tool-call summary::after {
    margin-inline: 0.5em 0;
  }
  :not([data-status='complete']) > [data-state='running']::before,
  :not([data-status='complete']) > [data-state='running'] summary::after {
    animation: pulse 1.2s ease-in-out infinite;
  }
  .sources {
    counter-reset: source;
    li {
      counter-increment: source;
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.6em;
      max-inline-size: 100%;
      padding: 0.25em 0.75em;
      background: var(--chat-surface);
      border-radius: var(--chat-radius-small);
      &::before {
        content: counter(source);
        font-variant-numeric: tabular-nums;
      }
      /* A long title goes on in the next line, beside its number. */
      a {
        max-inline-size: calc(100% - 2em);
      }
    }
  }
`;
