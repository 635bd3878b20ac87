import type { ComposerExtension } from '../render/composer-extra.ts';
import { composer } from './composer.ts';

const TAG = 'stream-chat';

/** The optional script of the composer: gives files, voice and commands to every `<stream-chat>` of the page. It may stand before or behind the first script. */
void customElements.whenDefined(TAG).then((element) => {
  if (!('composer' in element)) {
    console.warn(`<${TAG}> of another version is on this page; it has no files, no voice and no commands.`);
    return;
  }
  (element as { composer?: ComposerExtension }).composer = composer;
  for (const chat of document.querySelectorAll<HTMLElement & { requestUpdate(name: string): void }>(TAG))
    chat.requestUpdate('draft');
});
