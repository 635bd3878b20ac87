import type { LinkDefinitions } from './definitions.ts';
import type { HtmlWriter } from './html.ts';
import type { LevelKind, Piece } from './levels.ts';
import type { LexedBlocks, MarkdownLexer, Token, Tokens } from './lexer.ts';
import { plainHtml } from './raw-html.ts';
import type { BlockInfo, Revision, Step } from './update.ts';

/** Writes what is closed as steps, and keeps the labels in it that wait for a definition. */
export class StepWriter {
  readonly definitions: LinkDefinitions;
  readonly #lexer: MarkdownLexer;
  readonly #writer: HtmlWriter;
  #steps: Step[] = [];
  /** Labels without definition in the closed children of the open block. */
  #labels = new Set<string>();
  #closedBlocks = 0;

  constructor(lexer: MarkdownLexer, writer: HtmlWriter, definitions: LinkDefinitions) {
    this.#lexer = lexer;
    this.#writer = writer;
    this.definitions = definitions;
  }

  /** @returns the steps since the last call. */
  take(): Step[] {
    const steps = this.#steps;
    this.#steps = [];
    return steps;
  }

  /** @returns the next closed block that a late definition changed. */
  nextRevision(): Revision | undefined {
    const next = this.definitions.nextRevision();
    return next && { index: next.index, html: this.#html(next.tokens).join('') };
  }

  enter(kind: LevelKind, html: string): void {
    this.#steps.push({ type: 'enter', kind, html });
  }

  leave(): void {
    this.#steps.push({ type: 'leave' });
  }

  /** The root block that was entered is complete. @param token - what it is. */
  leaveBlock(token: Token, source: string): void {
    this.#steps.push({ type: 'leave', block: describe(token, source) });
    this.#ended(source);
  }

  restart(): void {
    this.#labels = new Set();
    this.#steps.push({ type: 'restart' });
  }

  /** Text of an open code block. */
  code(text: string): void {
    this.#steps.push({ type: 'text', text });
  }

  /** A root block as a whole. */
  block(lexed: LexedBlocks, tokens: readonly Token[], source: string): void {
    this.definitions.define(tokens);
    this.#labels = lexed.inline(tokens, this.definitions.known, false);
    this.#steps.push({ type: 'close', html: [this.#html(tokens).join('')], block: describe(tokens[0]!, source) });
    this.#ended(source);
  }

  /** A root block of text that could not be read. */
  plainBlock(source: string): void {
    this.#labels = new Set();
    this.#steps.push({
      type: 'close',
      html: [plainHtml(source)],
      block: { type: 'plain', language: undefined, source },
    });
    this.#ended(source);
  }

  /** Children of a level. @param isLast - the level closes with them. */
  children(lexed: LexedBlocks, kind: LevelKind, pieces: readonly Piece[], isLast: boolean): void {
    if (kind === 'code') {
      const text = pieces.join('');
      if (isLast && text !== '') this.code(`${text.replace(/\n$/, '')}\n`);
    } else if (kind === 'paragraph') {
      this.text(pieces.join(''));
    } else {
      const rows = pieces as Tokens.TableCell[][];
      const scope =
        kind === 'table'
          ? [{ type: 'table', raw: '', header: [], align: [], rows } as unknown as Token]
          : (pieces as Token[]);
      this.definitions.define(scope);
      this.#remember(lexed.inline(scope, this.definitions.known, false));
      const html = {
        list: () => this.#writer.items(pieces as Tokens.ListItem[]),
        table: () => this.#writer.rows(rows),
        quote: () => this.#html(scope),
      };
      this.#steps.push({ type: 'close', html: html[kind]() });
    }
  }

  /** Text of an open paragraph. */
  text(text: string): void {
    const { tokens, missing } = this.#lexer.inlineText(text, this.definitions.known);
    this.#remember(missing);
    this.#steps.push({ type: 'close', html: [this.#writer.inline(tokens)] });
  }

  #ended(source: string): void {
    this.definitions.wait(this.#closedBlocks, source, this.#labels);
    this.#labels = new Set();
    this.#closedBlocks++;
  }

  #remember(labels: ReadonlySet<string>): void {
    for (const label of labels) this.#labels.add(label);
  }

  #html(tokens: readonly Token[]): string[] {
    try {
      return this.#writer.pieces(tokens);
    } catch {
      return [plainHtml(tokens.map(({ raw }) => raw).join(''))];
    }
  }
}

function describe(token: Token, source: string): BlockInfo {
  const { type, lang } = token as Tokens.Code;
  return { type, language: type === 'code' ? /^\S+/.exec(lang ?? '')?.[0] : undefined, source };
}
