// A style sheet as text: the renderer alone does not bring Lit along. The name of the tag is the build's, to minify it.
const css = String.raw;

/**
 * The look of rendered markdown, for any container of a `MarkdownView`; it does not reach beyond one. Colours, spaces and
 * fonts are `--chat-*` properties with fallbacks. Closed blocks stand in groups that the engine skips while they are out of
 * view. Lines are broken as they come: `text-wrap` would move words that are painted while a text grows.
 */
export const markdownRules: string = css`
  .blocks {
    /* Wide list numbers and focus rings stand outside of it. */
    overflow-clip-margin: 3em;
    contain: layout style;
    content-visibility: auto;
    contain-intrinsic-size: auto 300px;
    overflow-wrap: anywhere;
  }
  .blocks > * {
    margin-block: var(--chat-paragraph-space, 0.85em) 0;
  }
  .blocks:first-child > :first-child {
    margin-block-start: 0;
  }
  .blocks > :is(h1, h2, h3) {
    margin-block-start: 1.4em;
  }
  .blocks > :is(h1, h2, h3, h4, h5, h6) + * {
    margin-block-start: 0.45em;
  }
  /*
   * Figures alone say no direction: they run from left to right, and stand on the side of the page (I-03). A mark that the
   * engine finds where there is no letter before it says the side. A line break would be the end of what it is looked for in.
   */
  .blocks:dir(rtl) > :is(p, h1, h2, h3, h4, h5, h6):dir(ltr):not(:has(br, math)) {
    unicode-bidi: plaintext;
    &::before {
      content: '\202a';
    }
    &::after {
      content: '\202c\200f';
    }
  }
  :where(.blocks) {
    :is(blockquote, li, details) > * {
      margin-block: 0.6em 0;
    }
    :is(blockquote, li, details) > :first-child {
      margin-block-start: 0;
    }
    :is(h1, h2, h3, h4, h5, h6) {
      font-family: var(--chat-font-heading, inherit);
      font-size: 1em;
      font-weight: 650;
      letter-spacing: -0.01em;
      line-height: 1.3;
    }
    h1 {
      font-size: 1.4em;
    }
    h2 {
      font-size: 1.22em;
    }
    h3 {
      font-size: 1.08em;
    }
    ul,
    ol {
      padding: 0;
    }
    /* An item has a direction of its own: the room for its number is on its own side (I-03). */
    li {
      margin-block: 0.3em 0;
      margin-inline-start: 1.6em;
    }
    /* Paragraphs have their own, which the engine does not look for in what stands around them. */
    :is(li, blockquote):has(> p:first-child:dir(rtl)) {
      direction: rtl;
    }
    :is(li, blockquote):has(> p:first-child:dir(ltr)) {
      direction: ltr;
    }
    li > :is(ul, ol) {
      margin-block: 0;
    }
    li::marker {
      color: var(--chat-muted, #666);
    }
    [part~='task-item'] {
      list-style: none;
    }
    [type='checkbox'] {
      margin: 0;
      margin-inline: -1.4em 0.4em;
      accent-color: var(--chat-accent, #2f5bd8);
    }
    a {
      color: var(--chat-link, #1d4fd7);
      text-underline-offset: 0.15em;
      overflow-wrap: anywhere;
    }
    a:not([href]) {
      color: inherit;
    }
    [part~='link-host'] {
      color: var(--chat-muted, #666);
      font-size: 0.9em;
    }
    blockquote {
      margin-inline: 0;
      padding-inline-start: 1em;
      color: var(--chat-muted, #666);
      border-inline-start: 3px solid var(--chat-border, #ddd);
    }
    hr {
      margin-block-start: 1.4em;
      border: 0;
      border-block-start: 1px solid var(--chat-border, #ddd);
    }
    pre,
    code,
    kbd,
    samp {
      font-family: var(--chat-font-mono, ui-monospace, Menlo, Consolas, monospace);
      font-size: 0.9em;
    }
    sub,
    sup {
      font-size: 0.75em;
      line-height: 0;
    }
    :not(pre) > code,
    kbd {
      -webkit-box-decoration-break: clone;
      box-decoration-break: clone;
      padding: 0.12em 0.35em;
      background: var(--chat-code-background, #f6f7f9);
      border-radius: calc(var(--chat-radius-small, 10px) * 0.5);
    }
    [part~='code-block'] {
      color: var(--chat-code-text, #1b1e24);
      background: var(--chat-code-background, #f6f7f9);
      border: 1px solid var(--chat-border, #ddd);
      border-radius: var(--chat-radius-small, 10px);
      overflow: clip;
    }
    [part~='code-header'] {
      -webkit-user-select: none;
      user-select: none;
      display: flex;
      align-items: center;
      justify-content: space-between;
      padding: 0.2em 0.35em;
      padding-inline-start: 1em;
      color: var(--chat-muted, #666);
      border-block-end: 1px solid var(--chat-border, #ddd);
      font-size: 0.8em;
    }
    [part~='code-copy-button'] {
      padding: 0.2em 0.7em;
      min-block-size: 28px;
      display: inline-flex;
      align-items: center;
      border-radius: calc(var(--chat-radius-small, 10px) * 0.5);
    }
    [part~='code-copy-button']:hover {
      color: var(--chat-text, #1b1e24);
      background: var(--chat-background, #fff);
    }
    pre {
      margin: 0;
      padding: 0.8em 0.9em;
      overflow: auto;
      line-height: 1.5;
      tab-size: 2;
    }
    pre code {
      font-size: inherit;
    }
    /* As wide as its longest line: what a skippable box overflows it by cannot be scrolled to. */
    [part='code-lines'] {
      display: block;
      inline-size: max-content;
      min-inline-size: 100%;
      content-visibility: auto;
      contain-intrinsic-size: auto 0 auto 400px;
    }
    [part='table-scroll'] {
      overflow-x: auto;
    }
    pre,
    [part='table-scroll'] {
      scrollbar-width: thin;
    }
    table {
      border-collapse: collapse;
      font-size: 0.95em;
      font-variant-numeric: tabular-nums;
      overflow-wrap: normal;
    }
    th,
    td {
      padding: 0.45em 0.8em;
      vertical-align: top;
      border-block-end: 1px solid var(--chat-border, #ddd);
    }
    th {
      font-weight: 650;
      white-space: nowrap;
      unicode-bidi: plaintext;
    }
    /* Where many columns share the room, the words of the first stand not each in a line of its own. */
    td:first-child:nth-last-child(n + 5) {
      min-inline-size: 7em;
    }
    :is(th, td):not([align='center'], [align='right']) {
      /* A cell of figures is from left to right, and stands where its column does. */
      text-align: -webkit-match-parent;
      text-align: match-parent;
    }
    img {
      max-inline-size: 100%;
      block-size: auto;
      border-radius: var(--chat-radius-small, 10px);
    }
    [part~='image-placeholder'] {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.6em;
      padding: 0.6em 0.8em;
      color: var(--chat-muted, #666);
      border: 1px dashed var(--chat-border, #ddd);
      border-radius: var(--chat-radius-small, 10px);
    }
    [part~='image-button'] {
      display: inline-block;
      min-block-size: 24px;
      color: var(--chat-link, #1d4fd7);
      text-decoration: underline;
    }
    summary {
      cursor: pointer;
      font-weight: 600;
    }
  }
`;
