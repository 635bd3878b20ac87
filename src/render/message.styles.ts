import { css } from 'lit';

/** Messages: the visitor's in a bubble, answers as text on the page, and what stands around them. */
export const messageRules = css`
  .message {
    display: grid;
    gap: 0.5rem;
    grid-template-columns: minmax(0, 1fr);
    overflow-wrap: anywhere;
  }
  .far {
    overflow-clip-margin: 3em;
    content-visibility: auto;
    contain-intrinsic-size: auto 300px auto 4em;
  }
  .message-user {
    align-self: flex-end;
    justify-items: end;
    max-inline-size: 85%;
    gap: 0.15rem;
    .content {
      padding: 0.55em 0.95em;
      background: var(--chat-user-background);
      color: var(--chat-user-text);
      border-radius: var(--chat-radius-bubble);
      border-end-end-radius: calc(var(--chat-radius-bubble) * 0.3);
      white-space: pre-wrap;
    }
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    max-inline-size: 100%;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .message-user .files {
    justify-content: end;
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
    font-size: 0.9em;
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
    color: inherit;
  }
  .file-size {
    flex: none;
    color: var(--chat-muted);
    font-variant-numeric: tabular-nums;
  }
  .cursor {
    display: inline-block;
    inline-size: 0.5em;
    block-size: 1.05em;
    margin-inline-start: 0.15em;
    vertical-align: text-bottom;
    background: var(--chat-link);
    border-radius: calc(var(--chat-radius-small) * 0.2);
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
  .notice .actions,
  .words-form .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.5rem;
  }
  /* Quiet until wanted: they keep their room, so that nothing moves when they come. */
  .message > .actions {
    display: flex;
    align-items: center;
    gap: 2px;
    margin-inline: -0.35em;
    color: var(--chat-muted);
    transition: opacity var(--chat-motion);
  }
  @media (hover: hover) {
    .message:not(:last-of-type, :hover, :focus-within) > .actions:not(:has([aria-pressed='true'])) {
      opacity: 0;
    }
  }
  .versions {
    display: inline-flex;
    align-items: center;
    font-variant-numeric: tabular-nums;
    font-size: 0.85em;
    .icon-button {
      font-size: 1.3em;
      line-height: 1;
    }
  }
  .timestamp,
  .date {
    padding-inline: 0.5em;
    color: var(--chat-muted);
    font-size: 0.8em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .date {
    align-self: center;
    &::first-letter {
      text-transform: capitalize;
    }
  }
  .author {
    display: flex;
    align-items: center;
    gap: 0.5em;
  }
  .name {
    font-size: 0.9em;
    font-weight: 600;
  }
  .avatar {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: var(--chat-avatar-size);
    block-size: var(--chat-avatar-size);
    overflow: clip;
    color: var(--chat-accent-text);
    background: var(--chat-accent);
    border-radius: var(--chat-radius-button);
    font-size: 0.9em;
    font-weight: 600;
    line-height: 1;
  }
  .avatar-image {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .words-form {
    display: grid;
    gap: 0.5rem;
    inline-size: 100%;
    padding: 0.5rem;
    border: 1px solid var(--chat-border);
    border-radius: var(--chat-radius);
    &:focus-within {
      border-color: var(--chat-focus);
    }
  }
  .message-user:has(.words-form) {
    inline-size: 100%;
    max-inline-size: 100%;
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
  .tool-call[data-state='running']::before,
  .tool-call[data-state='running'] summary::after {
    animation: pulse 1.2s ease-in-out infinite;
  }
  .sources {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    margin: 0;
    padding: 0;
    list-style: none;
    counter-reset: source;
    li {
      counter-increment: source;
      max-inline-size: 100%;
      margin: 0;
      padding: 0.25em 0.75em;
      background: var(--chat-surface);
      border-radius: var(--chat-radius-small);
      &::before {
        content: counter(source);
        margin-inline-end: 0.6em;
        font-variant-numeric: tabular-nums;
      }
    }
    [part~='link-host'] {
      margin-inline-start: 0.5em;
    }
  }
  .suggestions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--chat-space) * 0.5);
    margin-block-start: auto;
  }
`;
