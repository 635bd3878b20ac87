import { css } from 'lit';

/** The composer and its text field, which is that of the forms in messages as well. */
export const composerRules = css`
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
  /* In the middle of the last line. */
  .counter {
    margin: 0 0.4em 3px;
    padding-block: 8px;
    color: var(--chat-muted);
    font-size: 0.8em;
    font-variant-numeric: tabular-nums;
  }
  @media (pointer: coarse) {
    /* Below 16 px a phone zooms the page when the field gets the focus. */
    .input,
    .words {
      font-size: max(16px, 1em);
    }
    .input,
    .counter {
      padding-block: 10px;
    }
  }
`;
