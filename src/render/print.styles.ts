import { css } from 'lit';

/** On paper the whole conversation, and nothing to press. */
export const printRules = css`
  @media print {
    /* More than what a mode says of the place. */
    :host(:not(#_)) {
      position: static !important;
      block-size: auto;
      max-block-size: none;
      color-scheme: light;
    }
    .root {
      display: block !important;
    }
    :host(:is([mode='floating'], [mode='sidebar']):not([open])),
    .footer,
    .actions,
    .suggestions,
    .launcher,
    .header .icon-button,
    [part~='code-copy-button'] {
      display: none !important;
    }
    .panel {
      inline-size: 100% !important;
      block-size: auto !important;
      border: 0 !important;
      box-shadow: none !important;
    }
    .log {
      overflow: visible;
    }
    .blocks,
    .far,
    [part='code-lines'] {
      content-visibility: visible !important;
    }
    [part='code-lines'] {
      inline-size: auto;
    }
    pre {
      white-space: pre-wrap;
    }
    th {
      white-space: normal;
    }
  }
`;
