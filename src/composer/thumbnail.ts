/** Longest side of a thumbnail, in px, and the largest file that one is made of, in bytes: a picture is decoded whole. */
const SIDE = 320;
const MAX_BYTES = 20_000_000;

/** A small picture of a picture as a data address; undefined of anything else, and where the browser cannot. */
export async function thumbnailOf(file: File): Promise<string | undefined> {
  if (!file.type.startsWith('image/') || file.type.includes('svg') || file.size > MAX_BYTES) return undefined;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return canvas.toDataURL('image/webp', 0.8);
  } catch {
    return undefined;
  }
}
