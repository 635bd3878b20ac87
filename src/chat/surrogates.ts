/** `text` without halves of surrogate pairs that stand alone: they are no characters and would be drawn as U+FFFD. */
export function withoutHalves(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '');
}
