import { html, nothing, type TemplateResult } from 'lit';
import { isFile, type FilePart, type Part } from '../chat/conversation.ts';
import type { Translation } from '../i18n/translation.ts';
import { sizeText } from './file-size.ts';
import { icon } from './icons.ts';
import { linkTemplate } from './link-template.ts';

/** The files of a message. */
export function filesTemplate(parts: readonly Part[], strings: Translation): TemplateResult | typeof nothing {
  const files = parts.filter(isFile);
  if (files.length === 0) return nothing;
  return html`<ul class="files" part="files">
    ${files.map((file) => html`<li class="file" part="file">${fileTemplate(file, strings)}</li>`)}
  </ul>`;
}

/** Kinds of pictures that are no documents. */
const PICTURE = /^data:image\/(?!svg)/;

/**
 * A picture whose bytes are here; of anything else, and of what would have to be fetched (law 8), name and size.
 * @param hasPictures - whether pictures are shown at all.
 */
export function fileTemplate(
  { url, name, mediaType, size, thumbnail }: FilePart,
  { locale }: Translation,
  hasPictures = true,
): TemplateResult {
  const picture = hasPictures && [thumbnail, url].find((address) => address && PICTURE.test(address));
  const label = name || fileName(url) || mediaType || '';
  if (picture) return html`<img class="file-image" part="file-image" src=${picture} alt=${label} title=${label} />`;
  return html`${icon('file')}
    <span class="file-name" part="file-name" dir="auto">${linkTemplate(url, label, 'file-link')}</span>
    ${size ? html`<span class="file-size" part="file-size" dir="auto">${sizeText(size, locale)}</span>` : nothing}`;
}

/** The last piece of a path. */
function fileName(url: string): string | undefined {
  const name = /([^/?#]+)(?:[?#]|$)/.exec(url.replace(/^data:.*|^\w+:\/\/[^/]*\/?/, ''))?.[1];
  try {
    return name && decodeURIComponent(name);
  } catch {
    return name;
  }
}
