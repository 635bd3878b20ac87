import { text, type Message } from './conversation.ts';

/**
 * What the arrow keys bring back into the text field: an earlier question (`step` -1) or a later one (1), and an empty field
 * behind the last. Only from an empty field or from a question that was brought back and not changed.
 * @returns undefined when there is nothing to bring.
 */
export function recall(messages: readonly Message[], draft: string, step: -1 | 1): string | undefined {
  const asked = messages.filter(({ role }) => role === 'user').map(text);
  const place = draft === '' ? asked.length : asked.lastIndexOf(draft);
  if (place < 0 || (draft === '' && step === 1)) return undefined;
  let next = place + step;
  // The same question again is no step.
  while (asked[next] === draft) next += step;
  return asked[next] ?? (step === 1 ? '' : undefined);
}

/** A quotation to answer to, before what is written already. */
export function quoted(words: string, draft: string): string {
  const lines = words
    .trim()
    .split(/\r?\n/)
    .map((line) => `> ${line}`.trimEnd());
  return `${lines.join('\n')}\n\n${draft}`;
}
