import type { HtmlWriter } from './html.ts';
import type { MarkdownLexer } from './lexer.ts';
import type { OpenTail } from './open-tail.ts';
import type { HtmlMode } from './raw-html.ts';
import type { StepWriter } from './step-writer.ts';

/** What the parts of a block stream share. */
export interface BlockStreamParts {
  readonly tail: OpenTail;
  readonly lexer: MarkdownLexer;
  readonly writer: HtmlWriter;
  readonly steps: StepWriter;
  readonly mode: HtmlMode;
}
