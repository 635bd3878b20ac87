import { css } from 'lit';

/** Where the visitor's system sets the colours, lines and system colours say what fills said. */
export const forcedColorRules = css`
  @media (forced-colors: active) {
    .footer::before {
      display: none;
    }
    button,
    .panel,
    .composer,
    .notice,
    .message-user .content,
    .sources li,
    [part~='code-block'] {
      border: 1px solid;
    }
    .round:not(:disabled),
    .launcher {
      color: ButtonText;
    }
    .cursor,
    .dots i,
    div.tool-call::before,
    .tool-call summary::after {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
