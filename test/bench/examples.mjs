import specification from 'commonmark-spec';

/** The specification prints tabs as arrows. */
const withTabs = (text) => text.replaceAll('→', '\t');

/** @returns {{number: number, markdown: string, html: string}[]} the examples of CommonMark */
export function commonMarkExamples() {
  return specification.tests.map(({ number, markdown, html }) => ({
    number,
    markdown: withTabs(markdown),
    html: withTabs(html),
  }));
}
