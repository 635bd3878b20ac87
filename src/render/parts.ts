import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Message, Part } from '../chat/conversation.ts';
import type { ChatContext } from './context.ts';
import { fileTemplate } from './files.ts';
import { linkTemplate } from './link-template.ts';
import { markdown } from './markdown-directive.ts';

/** What a part is drawn with: the chat, the id of its message, and whether more of that may come. */
export type PartContext = ChatContext & { readonly key: string; readonly isOngoing: boolean };

type Kind<Type extends Part['type']> = Extract<Part, { type: Type }>;
type PartTemplate<Type extends Part['type']> = (
  part: Kind<Type>,
  context: PartContext,
  isOpen: boolean,
) => TemplateResult | typeof nothing;

/** Longest value of a tool that is shown, in characters. */
const MAX_VALUE_CHARS = 4000;

/** Parts in their place; sources stand together at the end, and data is never printed. */
export const PARTS: { readonly [Type in Part['type']]?: PartTemplate<Type> } = {
  text: ({ text, revision }, { markdown: options, cursor, key, settings: { pacing } }, isOpen) =>
    html`<div
      class="content"
      part="content"
      ${markdown({ key, text, revision, isOpen, pacing, options, cursor: isOpen ? cursor : undefined })}
    ></div>`,
  reasoning: (part, { strings }) =>
    html`<details class="reasoning" part="reasoning">
      <summary part="reasoning-summary">${strings.reasoning}</summary>
      <div class="reasoning-text" part="reasoning-text" dir="auto">${part.text}</div>
    </details>`,
  'tool-call': toolTemplate,
  file: (part, { strings, markdown: { images } }) =>
    html`<div class="file" part="file">${fileTemplate(part, strings, images !== 'none')}</div>`,
  status: (part) => html`<div class="status-line" part="status-line">${part.text}</div>`,
};

/** What a tool does (S14); arguments and result open on request. */
function toolTemplate(part: Kind<'tool-call'>, context: PartContext): TemplateResult {
  const words = toolWords(part, context)(part.name);
  const values = [
    ['args', part.args],
    ['result', part.error ?? part.result],
  ].filter(([, value]) => !isNothing(value));
  if (values.length === 0) return html`<div class="tool-call" part="tool-call" data-state=${part.state}>${words}</div>`;
  return html`<details class="tool-call" part="tool-call" data-state=${part.state}>
    <summary part="tool-call-summary">${words}</summary>
    ${values.map(
      ([name, value]) =>
        html`<pre
          class="tool-value"
          part=${`tool-call-${String(name)}`}
          dir="auto"
          .textContent=${guard([value], () => valueText(value))}
        ></pre>`,
    )}
  </details>`;
}

function toolWords(
  { state, approval }: Kind<'tool-call'>,
  { strings, isOngoing }: PartContext,
): (name: string) => string {
  if (approval === 'denied') return strings.toolDenied;
  if (state === 'running' && approval === 'requested') return strings.toolWaiting;
  if (state === 'running' && isOngoing) return strings.toolRunning;
  return state === 'failed' ? strings.toolFailed : strings.toolDone;
}

function isNothing(value: unknown): boolean {
  return Object(value) === value ? Object.keys(value as object).length === 0 : (value ?? '') === '';
}

function valueText(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)).slice(0, MAX_VALUE_CHARS);
}

/** What an answer rests on, numbered. */
export function sourcesTemplate(parts: readonly Part[], { strings }: ChatContext): TemplateResult | typeof nothing {
  const list = parts.filter((part) => part.type === 'source');
  if (list.length === 0) return nothing;
  return html`<ol class="sources" part="sources" aria-label=${strings.sources}>
    ${list.map(({ url, title }) => html`<li part="source">${linkTemplate(url, title, 'source-link')}</li>`)}
  </ol>`;
}

/** Tokens in and out, where the site shows them. */
export function usageTemplate(
  { metrics }: Message,
  { strings, settings }: ChatContext,
): TemplateResult | typeof nothing {
  const { input = 0, output = 0 } = metrics?.usage ?? {};
  if (!settings.showUsage || input + output === 0) return nothing;
  const numbers = new Intl.NumberFormat(strings.locale);
  return html`<div class="status-line" part="usage">
    ${strings.tokens} ${numbers.format(input)} + ${numbers.format(output)}
  </div>`;
}
