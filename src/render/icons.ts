import { html, nothing, type TemplateResult } from 'lit';

/** Outlines on a 24 × 24 grid; colour and stroke come from the style sheet. */
const PATHS = {
  send: 'M12 19V5M5 12l7-7 7 7',
  stop: 'M7 7h10v10H7z',
  close: 'M6 6l12 12M18 6L6 18',
  alert: 'M12 7v6M12 16.5v.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  chat: 'M21 12a8 8 0 0 1-8 8H4l2-3.2A8 8 0 1 1 21 12z',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  check: 'M5 13l5 5L19 7',
  retry: 'M4 12a8 8 0 1 0 2.6-5.9M4 4v5h5',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  up: 'M7 11v9H4v-9zM7 11l4-7c2 0 3 1 2.5 3L13 10h6l-1.5 10H7',
  save: 'M12 4v11M7 10l5 5 5-5M5 20h14',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-9 16-9 16 0',
  down: 'M12 5v14M5 12l7 7 7-7',
  file: 'M14 3H6v18h12V7zM14 3v4h4',
  quote: 'M10 7H5v6h5v-1c0 3-1 4-4 5M20 7h-5v6h5v-1c0 3-1 4-4 5',
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg class=${`icon-${name}`} part="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path part="icon-path" d=${PATHS[name]}></path>
  </svg>`;
}

/**
 * A button that is a picture.
 * @param isPressed - of a button that stays pressed.
 * @param isStop - whether Tab stops at it; one that it passes by is reached by arrow keys.
 */
export function iconButton(
  part: string,
  label: string,
  name: IconName,
  onClick: () => void,
  isPressed?: boolean,
  isStop = true,
): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    part=${part}
    aria-label=${label}
    tabindex=${isStop ? nothing : -1}
    aria-pressed=${isPressed === undefined ? nothing : isPressed ? 'true' : 'false'}
    title=${label}
    @click=${onClick}
  >
    ${icon(name)}
  </button>`;
}
