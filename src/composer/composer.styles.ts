/** Colours, corners and spaces come from the element's own properties. */
const RULES = `
.composer > .extra-button {
  inline-size: 40px;
  block-size: 40px;
  margin-block-end: max(0px, 0.75em - 12px);
  font-size: 1em;
  border-radius: var(--chat-radius-button);
}
[part='attach-button'] {
  margin-inline-end: -0.5em;
}
.extra-button[data-active] {
  color: var(--chat-accent-text);
  background: var(--chat-accent);
  animation: listening 1.6s ease-in-out infinite;
}
@keyframes listening {
  50% { box-shadow: 0 0 0 5px color-mix(in srgb, var(--chat-accent) 25%, transparent); }
}
.commands {
  position: absolute;
  z-index: 1;
  inset-block-end: calc(100% + 6px);
  inset-inline: calc(var(--chat-space) * 0.75);
  max-block-size: min(17rem, 45dvh);
  margin: 0;
  padding: 5px;
  overflow: hidden auto;
  overscroll-behavior: contain;
  list-style: none;
  background: var(--chat-background);
  border: 1px solid var(--chat-border);
  border-radius: var(--chat-radius);
  box-shadow: var(--chat-shadow-small);
  scrollbar-width: thin;
}
.command {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  gap: 0 0.75em;
  padding: 0.45em 0.75em;
  border-radius: max(0px, var(--chat-radius) - 6px);
  cursor: pointer;
  overflow-wrap: anywhere;
}
.command:hover {
  background: var(--chat-surface);
}
.command[aria-selected='true'] {
  background: color-mix(in oklab, var(--chat-accent) 14%, var(--chat-background));
}
.command-name {
  font-weight: 600;
}
.command-description {
  min-inline-size: 0;
  color: var(--chat-muted);
  font-size: 0.9em;
  text-align: -webkit-match-parent;
  text-align: match-parent;
  display: -webkit-box;
  overflow: hidden;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
}
.drop-hint {
  position: absolute;
  z-index: 2;
  inset: 0 calc(var(--chat-space) * 0.75) calc(var(--chat-space) * 0.75);
  display: grid;
  place-items: center;
  color: var(--chat-link);
  background: color-mix(in srgb, var(--chat-accent) 12%, var(--chat-background));
  border: 2px dashed var(--chat-accent);
  border-radius: calc(var(--chat-radius) + 8px);
  font-weight: 600;
  pointer-events: none;
}
.panel:has(.drop-hint) .log {
  opacity: 0.45;
}
.composer-problem {
  display: flex;
  align-items: start;
  flex: 1 1 100%;
  gap: 0.5em;
  padding: 0.4em;
  padding-inline-start: 0.85em;
  color: var(--chat-notice-text);
  background: var(--chat-notice-background);
  border-radius: max(var(--chat-radius-small), var(--chat-radius) - 2px);
  font-size: 0.9em;
  line-height: 1.4;
}
.composer-problem-text {
  flex: 1;
  min-inline-size: 0;
  align-self: center;
  max-block-size: 8em;
  overflow: auto;
  overflow-wrap: anywhere;
}
.composer-problem .extra-button {
  color: inherit;
}
.picked {
  display: flex;
  flex: 1 1 100%;
  flex-wrap: wrap;
  gap: 0.25rem;
  max-block-size: 9.5rem;
  margin: 0;
  padding: 0;
  overflow: auto;
  list-style: none;
  scrollbar-width: thin;
}
.picked-file {
  position: relative;
  display: flex;
  align-items: center;
  gap: 0.5em;
  flex: 1 1 13em;
  max-inline-size: min(20em, 100%);
  padding: 4px;
  overflow: clip;
  border: 1px solid var(--chat-border);
  border-radius: max(var(--chat-radius-small), var(--chat-radius) - 2px);
  font-size: 0.9em;
  line-height: 1.25;
}
.picked-file[data-state='failed'] {
  color: var(--chat-notice-text);
  background: var(--chat-notice-background);
}
.picked-image {
  display: grid;
  place-items: center;
  flex: none;
  inline-size: 2.5em;
  block-size: 2.5em;
  object-fit: cover;
  color: var(--chat-muted);
  background: var(--chat-surface);
  border-radius: calc(var(--chat-radius-small) * 0.8);
}
.picked-words {
  flex: 1;
  display: grid;
  min-inline-size: 0;
}
.picked-name, .picked-detail {
  overflow: hidden;
  white-space: nowrap;
  text-overflow: ellipsis;
}
.picked-detail {
  color: var(--chat-muted);
  font-size: 0.9em;
  font-variant-numeric: tabular-nums;
}
[data-state='failed'] .picked-detail {
  color: inherit;
  white-space: normal;
}
.picked-progress {
  position: absolute;
  inset: auto 0 0;
  inline-size: 100%;
  block-size: 3px;
  appearance: none;
  border: 0;
  background: var(--chat-surface);
  accent-color: var(--chat-accent);
}
.picked-progress::-webkit-progress-bar {
  background: var(--chat-surface);
}
.picked-progress::-webkit-progress-value {
  background: var(--chat-accent);
}
.picked-progress::-moz-progress-bar {
  background: var(--chat-accent);
}
@media (pointer: coarse) {
  .extra-button, .composer > .extra-button {
    inline-size: 44px;
    block-size: 44px;
  }
  .command {
    min-block-size: 44px;
    align-items: center;
  }
}
@media (forced-colors: active) {
  .command[aria-selected='true'] {
    outline: 2px solid Highlight;
    outline-offset: -2px;
  }
  .picked-file, .composer-problem, .commands {
    border: 1px solid;
  }
}
`;

let sheet: CSSStyleSheet | undefined;

/** Gives a shadow root the rules of this script, once. */
export function dress(root: ShadowRoot): void {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(RULES);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
