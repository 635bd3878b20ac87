export type Json = Readonly<Record<string, unknown>>;

/** @returns `value` as an object to read keys from; an empty one if it is none, so that any shape is harmless. */
export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value at a path such as `delta.message.0.text`; undefined where the shape is another one. */
export function at(value: unknown, path: string): unknown {
  let inner = value;
  for (const key of path.split('.')) inner = objectOf(inner)[key];
  return inner;
}

/** The value under the first of these paths that leads to one. */
export function firstAt(value: unknown, paths: string): unknown {
  for (const path of paths.split(' ')) {
    const found = at(value, path);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

/** @returns the value that `text` says in JSON, or undefined. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
