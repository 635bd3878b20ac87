/** Why the bytes of a file did not arrive where they should. */
export type LoadProblem = 'unreadable' | 'uploadFailed' | 'uploadTimedOut' | 'uploadTooLarge' | 'uploadRefused';

export class LoadError extends Error {
  constructor(readonly problem: LoadProblem) {
    super(problem);
  }
}

/** Brings a file where a request can name it. @returns its address. @throws LoadError, also when `signal` aborts. */
export type Load = (file: File, onProgress: (share: number) => void, signal: AbortSignal) => Promise<string>;

/** Reads a file into a data address. */
export const readFile: Load = (file, onProgress, signal) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    const fail = (): void => reject(new LoadError('unreadable'));
    reader.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', fail);
    reader.addEventListener('abort', fail);
    signal.addEventListener('abort', () => reader.abort(), { once: true });
    reader.readAsDataURL(file);
  });

export interface UploadTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly withCredentials: boolean;
  /** Time without any progress after which an upload is given up, in ms. */
  readonly idleTimeout: number;
}

/**
 * Uploads a file with POST as field `file` of a form. The answer names its address: `{"url": "…"}`, also in a list or under
 * `file` or `data`, a `Location` header, or the address alone as text. `fetch` has no progress, so this is `XMLHttpRequest`.
 */
export const uploadTo =
  ({ url, headers, withCredentials, idleTimeout }: UploadTarget): Load =>
  (file, onProgress, signal) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      let timer: ReturnType<typeof setTimeout>;
      const fail = (problem: LoadProblem): void => {
        clearTimeout(timer);
        reject(new LoadError(problem));
      };
      const wait = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          fail('uploadTimedOut');
          request.abort();
        }, idleTimeout);
      };
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        wait();
        onProgress(loaded / total);
      });
      request.addEventListener('load', () => {
        const address = request.status >= 200 && request.status < 300 ? addressOf(request, url) : undefined;
        if (!address) return fail(problemOf(request.status));
        clearTimeout(timer);
        resolve(address);
      });
      request.addEventListener('error', () => fail('uploadFailed'));
      request.addEventListener('abort', () => fail('uploadFailed'));
      signal.addEventListener('abort', () => request.abort(), { once: true });
      try {
        request.open('POST', url);
        request.withCredentials = withCredentials;
        for (const name of Object.keys(headers)) request.setRequestHeader(name, headers[name]!);
      } catch {
        return fail('uploadFailed');
      }
      const form = new FormData();
      form.append('file', file, file.name);
      wait();
      request.send(form);
    });

function problemOf(status: number): LoadProblem {
  if (status === 413) return 'uploadTooLarge';
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'uploadRefused' : 'uploadFailed';
}

/** The address that an answer names, as seen from the upload's own; nothing but http(s) is one. */
function addressOf(request: XMLHttpRequest, base: string): string | undefined {
  const words = request.responseText.trim();
  const named =
    urlIn(parsed(words)) ?? request.getResponseHeader('location') ?? (/^(?:https?:\/)?\/\S+$/.test(words) ? words : '');
  try {
    const { href, protocol } = new URL(named, request.responseURL || base);
    return named !== '' && /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}

function parsed(words: string): unknown {
  try {
    return JSON.parse(words) as unknown;
  } catch {
    return undefined;
  }
}

function urlIn(value: unknown, depth = 0): string | undefined {
  if (depth > 2) return undefined;
  const { url, file, files, data, 0: first } = Object(value) as Readonly<Record<string, unknown>>;
  if (typeof url === 'string') return url;
  for (const inner of [file, files, data, first]) {
    const found = inner === undefined || typeof value === 'string' ? undefined : urlIn(inner, depth + 1);
    if (found) return found;
  }
  return undefined;
}
