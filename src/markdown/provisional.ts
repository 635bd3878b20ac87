import type { HtmlMode } from './raw-html.ts';
import { withoutUnfinishedTag } from './unfinished-markup.ts';

/** What the whole lines of the tail end in, as far as it decides how the next line is read. */
export type TailContext = 'fence' | 'html' | 'table' | 'paragraph' | 'other';

/** Markers of quotes and list items at the start of a line, and white space. */
const CONTAINER_MARKERS = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/;

/** Longest start of a line, in characters, that is held back because it may become the label of a link definition … */
const HELD_LABEL_CHARS = 120;
/** … or the definition. */
const HELD_DEFINITION_CHARS = 2048;

/**
 * The unfinished last line as it may be drawn now: whole, held back (empty), or completed to what it will become.
 * A line that consists of syntax alone (`#`, `-`, `1.`, `|--`, ` ``` `) is not drawn before it shows what it is.
 *
 * @param line - text after the last line end.
 * @param context - what the lines before it end in.
 * @param previous - the last whole line, without its line end.
 */
export function provisionalLine(line: string, context: TailContext, previous: string, mode: HtmlMode): string {
  if (context === 'fence') return /^[\s>]*(?:`+|~+)\s*$/.test(line) ? '' : line;
  if (context === 'html') return withoutUnfinishedTag(line, mode);
  const markers = CONTAINER_MARKERS.exec(line)![0];
  const content = line.slice(markers.length);
  if (isTableHeader(previous) && context === 'paragraph' && /^[\s|:-]*$/.test(content)) {
    return delimiterRow(previous);
  }
  if (/^[-+*_=~`#:|>\s]*$/.test(content)) return '';
  if (/^\d{1,9}[.)]?$/.test(content)) return '';
  if (/^(?:`{3,}[^`]*|~{3,}.*)$/.test(content)) return '';
  if (/^\[[ xX]?\]?\s*$/.test(content) && markers.trim() !== '') return '';
  if (context !== 'paragraph' && mayBeDefinition(content)) return '';
  if (context !== 'table' && isTableHeader(content)) return `${line}\n${delimiterRow(line)}`;
  // A backslash at the end of an open cell may escape the bar that follows, also in code.
  if (context === 'table') return line.replace(/\\$/, '');
  return content.startsWith('<') ? withoutUnfinishedTag(line, mode) : line;
}

/** `[label` … `]: destination "title"`, still unfinished. */
function mayBeDefinition(content: string): boolean {
  if (content.length <= HELD_LABEL_CHARS && /^\[[^\]]*\]?$/.test(content)) return true;
  return (
    content.length <= HELD_DEFINITION_CHARS &&
    /^\[[^\]]+\]:[ \t]*(?:<[^>]*>?|\S*)(?:[ \t]+(?:["'(].*)?)?$/.test(content)
  );
}

function isTableHeader(line: string): boolean {
  return /^[\s>]*\|.*[^|\s]/.test(line);
}

/** A delimiter row for as many cells as `header` has, behind the same container markers. */
function delimiterRow(header: string): string {
  const prefix = /^[\s>]*/.exec(header)![0];
  const cells = header
    .slice(prefix.length)
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '');
  const count = cells.split(/(?<!\\)\|/).length;
  return `${prefix}|${' - |'.repeat(count)}`;
}
