type HeaderList = Headers | Record<string, string> | [name: string, value: string][];

/** What `headers` may be: as `fetch` takes them, or a function that gives them for each request. */
export type GivenHeaders = HeaderList | (() => HeaderList | undefined | Promise<HeaderList | undefined>) | undefined;

/** @returns the headers by their names in lower case. @throws TypeError for what are none. */
export async function givenHeaders(headers: GivenHeaders): Promise<Record<string, string>> {
  const given = typeof headers === 'function' ? await headers() : headers;
  return Object.fromEntries(new Headers(given ?? {}));
}
