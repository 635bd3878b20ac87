import * as markdown from '../../../../src/markdown.ts';

/** Answers with raw HTML and images are rendered as the one-shot document has them, to be comparable with it. */
const OPTIONS = { html: 'sanitized', images: 'allow' };

if (markdown.markdownStyles) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(String(markdown.markdownStyles));
  document.adoptedStyleSheets.push(sheet);
}

export default {
  name: 'ours',
  label: 'MarkdownView (ours)',
  kind: 'renderer',
  mount(container) {
    const view = new markdown.MarkdownView(container, OPTIONS);
    return {
      append: (delta) => view.append(delta),
      flush: () => view.flush(),
      finish: () => view.finish(),
    };
  },
};
