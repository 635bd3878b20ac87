import { css } from 'lit';

/** The look of rendered markdown. Every colour, space and font is a custom property with a fallback. */
export const markdownRules = css`
  .blocks {
    contain: layout style;
    content-visibility: auto;
    contain-intrinsic-size: auto 400px;
  }
  .blocks > * {
    margin-block: var(--chat-space, 1rem) 0;
  }
  .blocks:first-child > :first-child {
    margin-block-start: 0;
  }
`;
