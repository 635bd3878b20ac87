import { isPicture, pieces, type ChatRequest, type RequestFile, type RequestMessage } from '../protocol.ts';

/** The newest question, whatever stands behind it. */
export function asked({ messages }: ChatRequest): RequestMessage {
  return messages.findLast(({ role }) => role === 'user') ?? { role: 'user', content: '', id: '' };
}

/** The newest question as the list of pieces that a format makes of it. */
export function askedPieces(
  request: ChatRequest,
  file: (file: RequestFile) => object,
  words?: (text: string) => object,
): object[] {
  return pieces(asked(request), file, words);
}

/** What a file is to those who have a field for each kind: `image`, `audio`, `video` or `document`. */
export function kindOf({ mediaType }: RequestFile): string {
  return /^(?:image|audio|video)(?=\/)/.exec(mediaType)?.[0] ?? 'document';
}

/** `{[key]: […]}` with the files of the newest question, where there are any. */
export function fileList(
  request: ChatRequest,
  key: string,
  file: (file: RequestFile) => object | undefined,
): Record<string, object[]> {
  const list = (asked(request).files ?? []).map((item) => file(item)).filter((item) => item !== undefined);
  return list.length > 0 ? { [key]: list } : {};
}

/** The last part of a media type or of a name: `png`, `pdf`. */
export function formatOf(file: RequestFile): string {
  return (isPicture(file) ? file.mediaType.split('/')[1] : file.name.split('.').at(-1)) ?? '';
}
