import { growingCluster } from './graphemes.ts';
import { deepestLast, descend, isOpenFence, PARAGRAPH_CONTEXT, type LevelKind, type Piece } from './levels.ts';
import type { LexedBlocks, Token, Tokens } from './lexer.ts';
import { provisionalLine, type TailContext } from './provisional.ts';
import type { OpenCode } from './html.ts';
import { plainHtml } from './raw-html.ts';
import { repair } from './repair.ts';
import type { BlockStreamParts } from './stream-parts.ts';

/** The tail as drawn. */
export interface Painting {
  /** Per level, outermost first, what stands behind the next level: text for a code level, else HTML. */
  readonly open: readonly (readonly string[])[];
  /** White space at its end that is not drawn yet, if plain text that follows would continue its last text node. */
  readonly continuation: string | undefined;
}

/** Starts of HTML blocks that a blank line does not end (CommonMark 0.31 §4.6, kinds 1 to 5). */
const HTML_OVER_BLANK_LINES = /^ {0,3}<(?:script|pre|style|textarea|!|\?)/i;

/** Draws the open tail: its unfinished line as what it will become, its open inline syntax repaired. */
export class TailPainter {
  readonly #parts: BlockStreamParts;

  constructor(parts: BlockStreamParts) {
    this.#parts = parts;
  }

  /**
   * @param wholeTokens - tokens of the tail's whole lines.
   * @returns undefined if the tail has not the shape of its levels any more.
   */
  paint(wholeTokens: readonly Token[]): Painting | undefined {
    const { tail, mode } = this.#parts;
    if (tail.text === '') return { open: [], continuation: undefined };
    const { whole, partial } = tail;
    const settled = partial.slice(0, growingCluster(partial));
    const line = provisionalLine(settled, this.#context(wholeTokens, whole), lastLine(whole), mode);
    for (const end of line ? [line, ''] : ['']) {
      const lexed = this.#parts.lexer.blocks(tail.context + whole + end);
      const pieces = lexed && descend(lexed.tokens, tail.levels);
      if (!lexed || !pieces) continue;
      const isDeep = pieces.every((level, index) => index === pieces.length - 1 || level.length === 1);
      // A definition whose address is still written defines nothing yet (L-02).
      const hasDefinition = end.includes(']:');
      return this.#paintPieces(lexed, pieces, isDeep, hasDefinition, end === partial && partial !== '');
    }
    return tail.levels.length > 0 ? undefined : { open: [[plainHtml(tail.text)]], continuation: undefined };
  }

  #paintPieces(
    lexed: LexedBlocks,
    pieces: Piece[][],
    isDeep: boolean,
    hasDefinition: boolean,
    isWhole: boolean,
  ): Painting {
    const last = deepestLast(lexed.tokens);
    if (last && isOpenFence(last)) (last as OpenCode).isOpen = true;
    const { tail, lexer, writer, steps, mode } = this.#parts;
    const { known } = steps.definitions;
    let depth = 0;
    let isHeld = false;
    const rewrite = (text: string): string => {
      const repaired = repair(text, mode);
      depth = repaired.depth;
      isHeld = repaired.held;
      return repaired.source;
    };
    const kind = tail.levels.at(-1)?.kind;
    let leaf: readonly Token[] | undefined;
    if (kind !== 'paragraph' || !isDeep) lexed.inline(lexed.tokens, known, !hasDefinition, rewrite);
    const paintLevel = (own: readonly Piece[], index: number): readonly string[] => {
      const level = tail.levels[index - 1]?.kind;
      if (level === 'code') return [own.join('').replace(/\n$/, '')];
      if (level === 'list') return writer.items(own as Tokens.ListItem[]);
      if (level === 'table') return writer.rows(own as Tokens.TableCell[][]);
      if (level !== 'paragraph') return writer.pieces(own as Token[]);
      const text = own.join('');
      const { tokens } = lexer.inlineText(isDeep ? rewrite(text) : text, known);
      leaf = tokens;
      return [writer.inline(tokens)];
    };
    try {
      const open = pieces.map((level, index) =>
        paintLevel(index === pieces.length - 1 ? level : level.slice(1), index),
      );
      const continues = isWhole && !isHeld && isDeep && this.#endsInText(pieces.at(-1)!, kind, leaf, depth);
      return { open, continuation: continues ? /[ \t]*$/.exec(tail.text)![0] : undefined };
    } catch {
      // A renderer that gives up: nothing is lost, the text is shown as it is.
      return {
        open: [...tail.levels.map(() => []), [kind === 'code' ? tail.text : plainHtml(tail.text)]],
        continuation: undefined,
      };
    }
  }

  /** Would plain text that follows extend the last text node of what is drawn? */
  #endsInText(
    pieces: readonly Piece[],
    kind: LevelKind | undefined,
    leaf: readonly Token[] | undefined,
    depth: number,
  ): boolean {
    const line = lastLine(`${this.#parts.tail.text}\n`);
    if (kind === 'code') return /\S/.test(line) && !/^\s*[`~]/.test(line);
    if (line.includes('|') || /[@&]\S*$/.test(line)) return false;
    let tokens = leaf ?? leafTokens(pieces.at(-1));
    for (let i = 0; i < depth; i++) tokens = (tokens.at(-1) as Tokens.Strong | undefined)?.tokens ?? [];
    return tokens.at(-1)?.type === 'text';
  }

  #context(wholeTokens: readonly Token[], whole: string): TailContext {
    const kind = this.#parts.tail.levels.at(-1)?.kind;
    if (kind === 'code') return 'fence';
    if (whole === '') return kind === 'paragraph' ? 'paragraph' : kind === 'table' ? 'table' : 'other';
    const last = deepestLast(wholeTokens);
    if (!last) return 'other';
    if (isOpenFence(last)) return 'fence';
    const isBlank = lastLine(whole).trim() === '';
    if (last.type === 'html' && (!isBlank || HTML_OVER_BLANK_LINES.test(last.raw))) return 'html';
    if (isBlank) return 'other';
    return last.type === 'table' ? 'table' : last.type === 'paragraph' || last.type === 'text' ? 'paragraph' : 'other';
  }
}

/** The last whole line, without its line end. */
function lastLine(whole: string): string {
  return whole === '' ? PARAGRAPH_CONTEXT : whole.slice(whole.lastIndexOf('\n', whole.length - 2) + 1, -1);
}

function leafTokens(last: Piece | undefined): readonly Token[] {
  const leaf =
    last && typeof last === 'object' && 'type' in last
      ? deepestLast(last.type === 'list_item' ? (last.tokens ?? []) : [last])
      : undefined;
  return leaf && /^(?:paragraph|text|heading)$/.test(leaf.type) && 'tokens' in leaf ? (leaf.tokens ?? []) : [];
}
