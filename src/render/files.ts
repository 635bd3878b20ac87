import { html, nothing, type TemplateResult } from 'lit';
import { isFile, type FilePart, type Part } from '../chat/conversation.ts';
import type { Translation } from '../i18n/translation.ts';
import { sizeText } from './file-size.ts';
import { icon } from './icons.ts';

/** The files of a message. */
export function filesTemplate(parts: readonly Part[], strings: Translation): TemplateResult | typeof nothing {
  const files = parts.filter(isFile);
  if (files.length === 0) return nothing;
  return html`<ul class="files" part="files">
    ${files.map((file) => html`<li class="file" part="file">${fileTemplate(file, strings)}</li>`)}
  </ul>`;
}

/** A picture whose bytes are here; of anything else, and of what would have to be fetched (law 8), name and size. */
function fileTemplate({ url, name, mediaType, size, thumbnail }: FilePart, { locale }: Translation): TemplateResult {
  const picture = [thumbnail, url].find((address) => address?.startsWith('data:image/'));
  const label = name || mediaType || '';
  if (picture) return html`<img class="file-image" part="file-image" src=${picture} alt=${label} title=${label} />`;
  return html`${icon('file')}
  ${
    /^https?:/.test(url)
      ? html`<a
          class="file-name"
          part="file-name"
          dir="auto"
          href=${url}
          target="_blank"
          rel="noopener noreferrer nofollow"
          >${label}</a
        >`
      : html`<span class="file-name" part="file-name" dir="auto">${label}</span>`
  }
  ${size ? html`<span class="file-size" part="file-size" dir="auto">${sizeText(size, locale)}</span>` : nothing}`;
}
