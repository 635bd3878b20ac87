import { css } from 'lit';

/** On paper the whole conversation, and nothing to press. */
export const printRules = css`
  @media print {
    :host {
      position: static !important;
      block-size: auto;
      max-block-size: none;
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
      inline-size: auto !important;
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
    pre {
      white-space: pre-wrap;
    }
  }
`;
