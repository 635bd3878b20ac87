import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { merged, translationFor, type PartialTranslation } from '../i18n/translations.ts';
import type { Translation } from '../i18n/translation.ts';

/**
 * Finds the words for the language of the place where the element stands: its own `lang`, or the nearest one around it.
 * Owns: an observer of `lang` and `dir` on the page's root and on the host, while that is connected.
 */
export class LocaleController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #translations: ReadonlyMap<string, PartialTranslation>;
  readonly #observer = new MutationObserver(() => this.#look());
  #strings: PartialTranslation | undefined;
  #words: Translation | undefined;
  #direction: 'rtl' | undefined;
  #place = '';

  constructor(host: ReactiveControllerHost & HTMLElement, translations: ReadonlyMap<string, PartialTranslation>) {
    this.#translations = translations;
    (this.#host = host).addController(this);
  }

  hostConnected(): void {
    for (const element of [document.documentElement, this.#host])
      this.#observer.observe(element, { attributes: true, attributeFilter: ['lang', 'dir'] });
    this.#look();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** `rtl` where the words are written so and the page does not say which way it goes. */
  get direction(): 'rtl' | undefined {
    return this.#direction;
  }

  /**
   * All words: the language's, over them the site's own; the same object as long as nothing changed.
   * @param isChanged - the site's words, or the translations, are others than before.
   */
  words(strings: PartialTranslation, isChanged: boolean): Translation {
    if (this.#words && !isChanged && strings === this.#strings) return this.#words;
    const language = inherited(this.#host, 'lang');
    const found = translationFor(language, this.#translations);
    this.#strings = strings;
    this.#direction = inherited(this.#host, 'dir') === '' ? found?.direction : undefined;
    return (this.#words = merged(language, found, strings));
  }

  /** Where the language is the same, all that was written with the words stays as it is. */
  #look(): void {
    const place = `${inherited(this.#host, 'lang')} ${inherited(this.#host, 'dir')}`;
    if (place !== this.#place) this.#words = undefined;
    this.#place = place;
    this.#host.requestUpdate();
  }
}

/** The nearest attribute of this name, also beyond the shadow roots that the element stands in. */
function inherited(host: Element, name: 'lang' | 'dir'): string {
  for (
    let element: Element | undefined = host;
    element;
    element = (element.getRootNode() as Partial<ShadowRoot>).host
  ) {
    const found: Element | null = element.closest(`[${name}]`);
    if (found) return found.getAttribute(name)!;
  }
  return '';
}
