/** The incremental renderer alone, for any container: no element, no transport. */
export { MarkdownView, type MarkdownViewOptions } from './render/markdown-view.ts';
export type { HtmlMode } from './markdown/raw-html.ts';
export type { MarkdownStrings } from './render/decorate.ts';
export type { ImagePolicy } from './render/images.ts';
export type { LinkPolicy } from './render/links.ts';
export type { MarkdownRenderer, RenderedBlock } from './render/renderers.ts';

/** The look of the rendered text, as a style sheet to adopt or to put into a `<style>`. */
export { markdownRules as markdownStyles } from './render/markdown.styles.ts';
