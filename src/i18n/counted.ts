/** Words by the plural rules of a language; `#` is the number, in the language's digits. */
export type CountForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** @returns the words for a count. */
export function counted(locale: string, forms: CountForms): (count: number) => string {
  return (count) =>
    (forms[new Intl.PluralRules(locale).select(count)] ?? forms.other).replace(
      '#',
      new Intl.NumberFormat(locale).format(count),
    );
}
