import type { FinishReason, Question, Usage } from './answer.ts';

/** Says one answer in one wire format. Every method gives the bytes to send; an empty string where the format has no word for it. */
export interface Writer {
  start(): string;
  text(delta: string): string;
  thinking(text: string): string;
  finish(reason: FinishReason, usage: Usage | undefined): string;
  error(message: string, code: string): string;
}

/** Begins the answer to a question. */
export type Format = (question: Question) => Writer;

/** Each line of `data` in a `data:` field of its own, as the SSE standard wants it (WHATWG HTML, 9.2). */
export function sse(data: string, event?: string): string {
  const lines = data.split('\n').map((line) => `data: ${line}\n`);
  return `${event === undefined ? '' : `event: ${event}\n`}${lines.join('')}\n`;
}

export const json = (value: unknown, event?: string): string => sse(JSON.stringify(value), event);
