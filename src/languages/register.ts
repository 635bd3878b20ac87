import type { PartialTranslation } from '../i18n/translations.ts';

const TAG = 'stream-chat';

/** What a language's script does: gives its words to every `<stream-chat>` of the page. It may stand before or behind the first script. */
export function register(language: string, translation: PartialTranslation): void {
  void customElements.whenDefined(TAG).then((element) => {
    const { translations } = element as unknown as { translations?: Map<string, PartialTranslation> };
    if (!translations) console.warn(`<${TAG}> of another version is on this page; it stays English.`);
    else {
      translations.set(language, translation);
      for (const chat of document.querySelectorAll<HTMLElement & { requestUpdate(name: string): void }>(TAG))
        chat.requestUpdate('strings');
    }
  });
}
