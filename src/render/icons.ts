import { html, type TemplateResult } from 'lit';

/** Outlines on a 24 × 24 grid; colour and stroke come from the style sheet. */
const PATHS = {
  send: 'M12 19V5M5 12l7-7 7 7',
  stop: 'M7 7h10v10H7z',
  close: 'M6 6l12 12M18 6L6 18',
  chat: 'M21 12a8 8 0 0 1-8 8H4l2-3.2A8 8 0 1 1 21 12z',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  retry: 'M4 12a8 8 0 1 0 2.6-5.9M4 4v5h5',
  down: 'M12 5v14M5 12l7 7 7-7',
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg part="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path part="icon-path" d=${PATHS[name]}></path>
  </svg>`;
}
