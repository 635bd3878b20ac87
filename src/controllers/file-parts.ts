import type { FilePart } from '../chat/conversation.ts';
import type { SendInput } from './run-controller.ts';

type Given = NonNullable<SendInput['files']>;

/** Nothing of these has to be read. */
export function areRead(files: Given): files is readonly Omit<FilePart, 'type'>[] {
  return !files.some((file) => file instanceof Blob);
}

export function filePart(file: Omit<FilePart, 'type'>): FilePart {
  return { ...file, type: 'file' };
}

/** Files as parts of a message, their bytes as data addresses. Rejects with the DOMException of a file that cannot be read. */
export function readParts(files: Given): Promise<FilePart[]> {
  return Promise.all(
    files.map(async (file) =>
      filePart(
        file instanceof Blob
          ? {
              url: await dataUrl(file),
              mediaType: file.type || 'application/octet-stream',
              name: file instanceof File ? file.name : '',
              size: file.size,
            }
          : file,
      ),
    ),
  );
}

function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(reader.error!));
    reader.readAsDataURL(file);
  });
}
