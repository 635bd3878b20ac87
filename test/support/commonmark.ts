/** An example of the CommonMark specification. */
export interface Example {
  readonly number: number;
  readonly markdown: string;
  readonly html: string;
}

/** @returns the examples of CommonMark 0.31.2, read from the specification's own package. */
export async function commonMarkExamples(): Promise<Example[]> {
  const response = await fetch(new URL('../../node_modules/commonmark-spec/spec.txt', import.meta.url));
  const text = (await response.text()).replace(/\r\n?/g, '\n');
  const examples = text.matchAll(/^`{32} example\n([^]*?)^\.\n([^]*?)^`{32}$/gm);
  return Array.from(examples, ([, markdown, html], index) => ({
    number: index + 1,
    markdown: markdown!.replaceAll('→', '\t'),
    html: html!.replaceAll('→', '\t'),
  }));
}
