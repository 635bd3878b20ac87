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
  .message-user .files {
    justify-content: end;
    margin-block-end: 0.25rem;
  }
  .message-user .author {
    flex-direction: row-reverse;
    margin-block-end: 0.25rem;
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
  /* Quiet until wanted: they keep their room, so that nothing moves when they come. */
  .message > .actions {
    display: flex;
    flex-wrap: wrap;
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
  .ratings,
  .versions {
    display: flex;
    align-items: center;
    gap: inherit;
  }
  .versions {
    font-variant-numeric: tabular-nums;
    font-size: 0.85em;
    .icon-button {
      /* The signs stand low in their line. */
      padding-block-end: 0.2em;
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
  }
  .message-user:has(.words-form) {
    inline-size: 100%;
    max-inline-size: 100%;
  }
  .suggestions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--chat-space) * 0.5);
    margin-block-start: auto;
  }
`;
