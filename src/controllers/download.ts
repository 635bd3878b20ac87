import { startOf } from '../markdown/graphemes.ts';

/** How a conversation is saved, by format. */
export const FILE_TYPES = {
  markdown: { ending: 'md', type: 'text/markdown' },
  text: { ending: 'txt', type: 'text/plain' },
  json: { ending: 'json', type: 'application/json' },
} as const;

export type TranscriptFormat = keyof typeof FILE_TYPES;

/** Gives the visitor a file. @param title - becomes its name, without what file systems refuse. */
export function download(title: string, text: string, format: TranscriptFormat): void {
  const { ending, type } = FILE_TYPES[format] ?? FILE_TYPES.markdown;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const name = startOf(title.replace(/[^\p{L}\p{M}\p{N} _-]+/gu, '').trim(), 60) || 'chat';
  link.download = `${name} ${new Date().toISOString().slice(0, 10)}.${ending}`;
  link.click();
  // The browser has taken the address by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
