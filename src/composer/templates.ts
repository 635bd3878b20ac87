import type { TemplateResult } from 'lit';
import type { ComposerWords } from '../i18n/composer-words.ts';
import type { Translation } from '../i18n/translation.ts';
import { sizeText } from '../render/file-size.ts';
import type { ComposerKit } from '../render/composer-extra.ts';
import type { PickedFile, PickedFiles } from './picked-files.ts';
import type { SlashCommands } from './slash-commands.ts';
import type { Voice } from './voice.ts';

/** Outlines as those of the element's own icons. */
const PATHS = {
  attach: 'M20 11.5l-8.2 8.2a5 5 0 0 1-7-7l8.5-8.6a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.8-7.8',
  speak: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5 11v1a7 7 0 0 0 14 0v-1M12 19v3',
  file: 'M14 3H6v18h12V7zM14 3v4h4',
  close: 'M6 6l12 12M18 6L6 18',
  again: 'M4 12a8 8 0 1 0 2.6-5.9M4 4v5h5',
} as const;

/** All that the templates draw. */
export interface Scene {
  readonly html: ComposerKit['html'];
  readonly words: ComposerWords;
  readonly strings: Translation;
  readonly files: PickedFiles;
  readonly voice: Voice;
  readonly commands: SlashCommands;
}

/** Over the text field: commands, where files can be dropped, what cannot be done, and the files that go along. */
export function aboveTemplate(scene: Scene): unknown[] {
  return [commandsTemplate(scene), dropTemplate(scene), problemsTemplate(scene), pickedTemplate(scene)];
}

export function attachTemplate(scene: Scene): TemplateResult | undefined {
  const { html, words, files } = scene;
  if (!files.isOn) return undefined;
  return html`<input
      class="file-input"
      part="file-input"
      type="file"
      multiple
      hidden
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        files.add([...(input.files ?? [])]);
        // The same file again is a change too.
        input.value = '';
      }}
    />${button(scene, 'attach-button', words.attach, 'attach', (event) => {
      const input = (event.currentTarget as Element).previousElementSibling as HTMLInputElement;
      input.accept = files.accept;
      input.click();
    })}`;
}

export function voiceTemplate(scene: Scene): TemplateResult | undefined {
  const { words, voice } = scene;
  if (!voice.isOn) return undefined;
  const { isListening } = voice;
  const label = isListening ? words.stopSpeaking : words.speak;
  return button(scene, 'voice-button', label, 'speak', () => voice.toggle(), isListening);
}

function commandsTemplate({ html, words, commands }: Scene): TemplateResult | undefined {
  if (commands.shown.length === 0) return undefined;
  // A press must not take the focus out of the field.
  return html`<ul
    class="commands"
    part="commands"
    id="commands"
    role="listbox"
    aria-label=${words.commands}
    @mousedown=${(event: Event) => event.preventDefault()}
  >
    ${commands.shown.map(
      (command, index) =>
        html`<li
          class="command"
          part="command"
          id=${`command-${index}`}
          role="option"
          aria-selected=${index === commands.index ? 'true' : 'false'}
          @click=${() => void commands.choose(command)}
        >
          <span class="command-name" part="command-name" dir="auto">/${command.name}</span>
          <span class="command-description" part="command-description" dir="auto">${command.description ?? ''}</span>
        </li>`,
    )}
  </ul>`;
}

function dropTemplate({ html, words, files }: Scene): TemplateResult | undefined {
  return files.isDragged ? html`<div class="drop-hint" part="drop-hint">${words.dropHere}</div>` : undefined;
}

/** Announced when they arise, so that they are no live region. */
function problemsTemplate(scene: Scene): TemplateResult | undefined {
  const { html, files, voice, strings } = scene;
  const sentences = [...files.problems, ...(voice.problem ? [voice.problem] : [])];
  if (sentences.length === 0) return undefined;
  return html`<div class="composer-problem" part="composer-problem">
    <div class="composer-problem-text" part="composer-problem-text">
      ${sentences.map((sentence) => html`<div part="composer-problem-sentence" dir="auto">${sentence}</div>`)}
    </div>
    ${button(scene, 'composer-problem-close-button', strings.dismiss, 'close', () => {
      files.dismiss();
      voice.dismiss();
    })}
  </div>`;
}

function pickedTemplate(scene: Scene): TemplateResult | undefined {
  const { html, words, files } = scene;
  if (files.list.length === 0) return undefined;
  return html`<ul class="picked" part="picked-files" aria-label=${words.files}>
    ${files.list.map((picked) => pickedFileTemplate(picked, scene))}
  </ul>`;
}

function pickedFileTemplate(picked: PickedFile, scene: Scene): TemplateResult {
  const { html, words, files, strings } = scene;
  const { file, thumbnail, url, problem, progress } = picked;
  const share = Math.round(progress * 100);
  return html`<li class="picked-file" part="picked-file" data-state=${problem ? 'failed' : url ? 'ready' : 'loading'}>
    ${
      thumbnail
        ? html`<img class="picked-image" part="picked-file-image" src=${thumbnail} alt="" />`
        : html`<span class="picked-image" part="picked-file-image">${icon(scene, 'file')}</span>`
    }
    <span class="picked-words" part="picked-file-words">
      <span class="picked-name" part="picked-file-name" dir="auto" title=${file.name}>${file.name}</span>
      <span class="picked-detail" part="picked-file-detail" dir="auto"
        >${problem ? words[problem] : sizeText(file.size, strings.locale)}</span
      >
    </span>
    ${
      problem || url
        ? undefined
        : html`<progress
            class="picked-progress"
            part="picked-file-progress"
            max="100"
            .value=${share}
            aria-label=${words.loading(file.name)}
          ></progress>`
    }
    ${
      problem
        ? button(scene, 'file-retry-button', words.uploadAgain(file.name), 'again', () => files.retry(picked))
        : undefined
    }
    ${button(scene, 'file-remove-button', words.remove(file.name), 'close', () => files.remove(picked))}
  </li>`;
}

function icon({ html }: Scene, name: keyof typeof PATHS): TemplateResult {
  return html`<svg part="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path part="icon-path" d=${PATHS[name]}></path>
  </svg>`;
}

function button(
  scene: Scene,
  part: string,
  label: string,
  name: keyof typeof PATHS,
  onClick: (event: MouseEvent) => void,
  isPressed?: boolean,
): TemplateResult {
  return scene.html`<button
    type="button"
    class="icon-button extra-button"
    part=${part}
    aria-label=${label}
    title=${label}
    ?data-active=${isPressed}
    @click=${onClick}
  >
    ${icon(scene, name)}
  </button>`;
}
