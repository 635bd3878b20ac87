/**
 * Style sheets of pages that do not know the chat, each in one line. They reach the host element and what it inherits, never
 * what stands in its shadow tree.
 */
export const STYLE_SHEETS = {
  'a reset of everything': '* { all: unset !important }',
  'boxes of another kind':
    '* { box-sizing: content-box !important; padding: 9px !important; border: 3px solid red !important }',
  'capitals and wide letters':
    '* { text-transform: uppercase !important; letter-spacing: 5px !important; word-spacing: 20px !important; font-variant: small-caps !important }',
  'right to left by style':
    '* { direction: rtl !important; unicode-bidi: bidi-override !important; text-align: right !important }',
  'everything hidden but what is named':
    '* { visibility: hidden !important } html, body { visibility: visible !important }',
  'nothing selectable or clickable':
    '* { user-select: none !important; -webkit-user-select: none !important; pointer-events: none !important; cursor: wait !important; touch-action: none !important }',
  'every tag styled':
    'div, section, article, button, textarea, form, p, h2, ul, table, pre, code, svg, header, span { display: none !important; position: absolute !important; float: left !important; color: red !important }',
  'fonts and colours of its own':
    'body, body * { font: italic bold 40px/4 fantasy !important; color: red !important; background: yellow !important; text-shadow: 2px 2px red !important; text-decoration: underline !important }',
  'text that leaves the page':
    '* { text-indent: -9999px !important; white-space: nowrap !important; line-height: 0 !important; word-break: break-all !important; hyphens: auto !important; tab-size: 20 !important }',
  'a root font of 10 px': 'html { font-size: 62.5% } body { font-size: 1.4rem }',
  'lists, tables and quotes of its own':
    '* { list-style: square inside !important; border-collapse: separate !important; border-spacing: 30px !important; caption-side: bottom !important; empty-cells: hide !important; quotes: "x" "y" !important; orphans: 9 !important }',
  'vertical writing':
    '* { writing-mode: vertical-rl !important; text-orientation: upright !important; text-combine-upright: all !important }',
};

/** What a chat takes from its page on purpose; documented in the README. */
export const INHERITED = ['direction', 'font-family', 'color-scheme'];
