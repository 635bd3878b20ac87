import { en } from './en.ts';
import type { Translation } from './translation.ts';

/** A translation that may lack words; those are English. */
export type PartialTranslation = Omit<Partial<Translation>, 'failed' | 'interrupted'> & {
  readonly failed?: Partial<Translation['failed']>;
  readonly interrupted?: Partial<Translation['interrupted']>;
};

/**
 * The translation for a language of the page: `de-AT` finds `de`, `zh-CN` finds `zh-Hans`.
 * @param language - as in a `lang` attribute; what is none finds nothing.
 */
export function translationFor(
  language: string,
  translations: ReadonlyMap<string, PartialTranslation>,
): PartialTranslation | undefined {
  const locale = localeOf(language)?.maximize();
  if (!locale) return undefined;
  const names = [language, `${locale.language}-${locale.script}`, locale.language];
  return translations.get(names.find((name) => translations.has(name)) ?? '');
}

/** Later ones win, word by word. `locale` is the page's own language, for numbers and dates as its readers write them. */
export function merged(language: string, ...translations: readonly (PartialTranslation | undefined)[]): Translation {
  let words: Translation = en;
  for (const more of translations) {
    if (!more) continue;
    words = {
      ...words,
      ...more,
      failed: { ...words.failed, ...more.failed },
      interrupted: { ...words.interrupted, ...more.interrupted },
      composer: { ...words.composer, ...more.composer },
    };
  }
  return { ...words, locale: localeOf(language)?.toString() ?? words.locale };
}

function localeOf(language: string): Intl.Locale | undefined {
  try {
    return language === '' ? undefined : new Intl.Locale(language);
  } catch {
    return undefined;
  }
}
