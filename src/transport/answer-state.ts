import { MAX_ANSWER_CHARS } from '../chat/conversation.ts';
import { ChatError } from '../chat/errors.ts';
import type { ChatEvent, Usage } from '../chat/events.ts';
import type { Protocol } from '../protocols/index.ts';
import type { WireMessage } from '../wire/message.ts';
import { StructuredText } from './structured-text.ts';
import { ThoughtTags } from './thought-tags.ts';

/** Events that still count behind a finish. */
const AFTER_FINISH: ReadonlySet<ChatEvent['type']> = new Set(['usage', 'meta', 'source', 'data', 'suggestions']);
/** Events that are no part of an answer. */
const NO_CONTENT: ReadonlySet<ChatEvent['type']> = new Set(['meta', 'usage', 'step', 'reset', 'status']);

/** Messages → events, up to the one that ends the answer: the part of a stream that knows neither time nor network. */
export class AnswerState {
  readonly #decoder;
  readonly #tags = new ThoughtTags();
  readonly #structured;
  #hasContent = false;
  #chars = 0;
  #usage: Usage | undefined;
  #finish: ChatEvent | undefined;
  isOver = false;

  get isFinished(): boolean {
    return this.#finish !== undefined;
  }

  /** @param answerField - where the text of answers that are JSON stands; empty for answers that are none. */
  constructor(protocol: Protocol, answerField = '') {
    this.#decoder = protocol.open();
    this.#structured = new StructuredText(answerField);
  }

  /** The connection that ended was not the end of the answer: another one goes on. */
  reopen(): void {
    if (!this.#finish) this.isOver = false;
  }

  take(messages: readonly WireMessage[]): ChatEvent[] {
    const result: ChatEvent[] = [];
    for (const message of messages) {
      if (this.isOver) break;
      if (message.isControl) continue;
      this.#add(result, this.#decoder.push(message));
      if (message.data === '[DONE]' && this.#finish) this.#close(result);
      if (message.isWhole && !this.isOver && this.#hasContent) this.#finish ??= { type: 'finish', reason: 'stop' };
    }
    return result;
  }

  end(messages: readonly WireMessage[]): ChatEvent[] {
    const result = this.take(messages);
    if (this.isOver) return result;
    this.#add(result, this.#decoder.end());
    if (!this.isOver) this.#close(result);
    return result;
  }

  #add(result: ChatEvent[], events: readonly ChatEvent[]): void {
    for (const event of this.#read(events)) {
      if (this.isOver) return;
      // A finish waits for what may follow it: usage, and the end mark of the stream.
      if (event.type === 'finish') this.#finish ??= event;
      else if (!this.#finish || AFTER_FINISH.has(event.type)) this.#give(result, event);
    }
  }

  #read(events: readonly ChatEvent[]): readonly ChatEvent[] {
    return events.flatMap((event) => this.#tags.read(event)).flatMap((event) => this.#structured.read(event));
  }

  #give(result: ChatEvent[], event: ChatEvent): void {
    result.push(event.type === 'usage' ? this.#counted(event) : event);
    if ('delta' in event) this.#chars += event.delta.length;
    if (this.#chars > MAX_ANSWER_CHARS) {
      result.push({ type: 'error', error: new ChatError('too-large', 'The answer is too long.') });
      this.isOver = true;
    }
    if (event.type === 'error') this.isOver = true;
    else if (!NO_CONTENT.has(event.type)) this.#hasContent = true;
  }

  /** Every count that leaves is of the whole answer so far. */
  #counted({ type, usage, mode }: Extract<ChatEvent, { type: 'usage' }>): ChatEvent {
    const total: Record<string, number> = { ...this.#usage };
    for (const [name, count] of Object.entries(usage)) total[name] = count + (mode === 'add' ? (total[name] ?? 0) : 0);
    this.#usage = total;
    return { type, usage: total, mode: 'set' };
  }

  #close(result: ChatEvent[]): void {
    const rest = this.#tags.end().flatMap((event) => this.#structured.read(event));
    for (const event of [...rest, ...this.#structured.end()]) this.#give(result, event);
    if (this.isOver) return;
    this.isOver = true;
    if (this.#finish) result.push(this.#finish);
    else if (this.#hasContent)
      result.push({ type: 'error', error: new ChatError('truncated', 'The stream ended without its end mark.') });
    else result.push({ type: 'error', error: new ChatError('empty', 'The stream ended before anything arrived.') });
  }
}
