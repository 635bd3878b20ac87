/** What is known of a file before it is read. */
export interface FileFacts {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

export interface Limits {
  /** As `accept` of an `<input>` has it; empty takes every kind. */
  readonly accept: string;
  readonly maxBytes: number;
  readonly maxCount: number;
}

export type Refusal = 'type' | 'empty' | 'size' | 'count';

/** Sorts files into those that may go along with `already` others, and those that may not, with the reason. */
export function admit<File extends FileFacts>(
  files: readonly File[],
  already: number,
  limits: Limits,
): { readonly taken: readonly File[]; readonly refused: readonly { readonly file: File; readonly why: Refusal }[] } {
  const taken: File[] = [];
  const refused: { file: File; why: Refusal }[] = [];
  for (const file of files) {
    const why = refusal(file, already + taken.length, limits);
    if (why) refused.push({ file, why });
    else taken.push(file);
  }
  return { taken, refused };
}

function refusal(file: FileFacts, count: number, { accept, maxBytes, maxCount }: Limits): Refusal | undefined {
  if (!isAccepted(file, accept)) return 'type';
  if (file.size === 0) return 'empty';
  if (file.size > maxBytes) return 'size';
  return count >= maxCount ? 'count' : undefined;
}

/** As browsers read `accept`: `.pdf` is the end of a name, `image/*` and `image/png` are media types. */
export function isAccepted({ name, type }: FileFacts, accept: string): boolean {
  const kinds = accept
    .toLowerCase()
    .split(',')
    .map((kind) => kind.trim())
    .filter((kind) => kind !== '');
  if (kinds.length === 0) return true;
  const [fileName, mediaType] = [name.toLowerCase(), type.toLowerCase().split(';')[0]!.trim()];
  return kinds.some((kind) => {
    if (kind === '*' || kind === '*/*') return true;
    if (kind.startsWith('.')) return fileName.endsWith(kind);
    return kind.endsWith('/*') ? mediaType.startsWith(kind.slice(0, -1)) : mediaType === kind;
  });
}
