import type { ComposerWords } from '../i18n/composer-words.ts';
import type { ComposerExtension } from '../render/composer-extra.ts';
import { dress } from './composer.styles.ts';
import { en } from './en.ts';
import { PickedFiles } from './picked-files.ts';
import { SlashCommands } from './slash-commands.ts';
import { aboveTemplate, attachTemplate, voiceTemplate, type Scene } from './templates.ts';
import { Voice } from './voice.ts';

/** Files, voice and commands for the composer: `StreamChat.composer = composer`. */
export const composer: ComposerExtension = (chat, kit) => {
  const words = (): ComposerWords => ({ ...en, ...kit.words().composer });
  const files = new PickedFiles(chat, kit, words);
  const voice = new Voice(chat, kit, words);
  const commands = new SlashCommands(chat, kit, words);
  const scene = (): Scene => ({
    html: kit.html,
    words: words(),
    strings: kit.words(),
    files,
    voice,
    commands,
  });
  dress(chat.shadowRoot!);
  return {
    get above() {
      return aboveTemplate(scene());
    },
    get start() {
      return attachTemplate(scene());
    },
    get end() {
      return voiceTemplate(scene());
    },
    get files() {
      return files.parts;
    },
    get isBusy() {
      return files.isBusy;
    },
    clear() {
      files.clear();
      voice.stop();
    },
  };
};
