/** The longest line that is read, in characters. A chunk of a chat answer has a few hundred. */
const MAX_LINE_CHARS = 1_048_576;

/**
 * The payloads of a Server-Sent Events body in which each event is one `data:` line, as model providers send it.
 * Comments and other fields are left out. A last line without its line end counts.
 * @throws Error for a line over 1,048,576 characters, and whatever reading the body throws.
 */
export async function* dataLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const payload = (line: string): string | undefined => /^data: ?(.*)$/.exec(line)?.[1];
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR that ends the chunk may be half of a CRLF; an empty line more does no harm here.
    const lines = rest.split(/\r\n|\n|\r/);
    rest = lines.pop()!;
    if (rest.length > MAX_LINE_CHARS) throw new Error('A line of the upstream has no end.');
    for (const line of lines) {
      const data = payload(line);
      if (data !== undefined) yield data;
    }
  }
  const data = payload(rest + decoder.decode());
  if (data !== undefined) yield data;
}
