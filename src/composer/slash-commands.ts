import type { ReactiveController } from 'lit';
import type { ComposerWords } from '../i18n/composer-words.ts';
import type { ChatCommand, ComposerKit, ExtraHost } from '../render/composer-extra.ts';
import { commandsOf, matching } from './matching.ts';

/** What a command of a page without a script may do. */
const ACTIONS: ReadonlySet<string> = new Set(['clear', 'regenerate', 'retry', 'stop', 'download', 'hide']);

/**
 * The list of commands behind `/` in the text field. The focus stays in the field, which names the chosen one: a list box
 * that the field controls. `textarea` may not be a `combobox`, so it stays a text field with `aria-activedescendant`.
 * Owns: listeners of the chat's shadow root while it is connected.
 */
export class SlashCommands implements ReactiveController {
  readonly #host: ExtraHost;
  readonly #kit: ComposerKit;
  readonly #words: () => ComposerWords;
  #given: unknown;
  #commands: readonly ChatCommand[] = [];
  #shown: readonly ChatCommand[] = [];
  #index = 0;
  /** The draft for which the visitor sent the list away. */
  #dismissed: string | undefined;
  #listeners = new AbortController();

  constructor(host: ExtraHost, kit: ComposerKit, words: () => ComposerWords) {
    this.#host = host;
    this.#kit = kit;
    this.#words = words;
    host.addController(this);
  }

  get shown(): readonly ChatCommand[] {
    return this.#shown;
  }

  get index(): number {
    return this.#index;
  }

  hostConnected(): void {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    // Before the composer, which would send, recall an earlier question or close the panel.
    this.#host.shadowRoot!.addEventListener('keydown', (event) => this.#onKeydown(event as KeyboardEvent), {
      signal,
      capture: true,
    });
    this.#host.shadowRoot!.addEventListener('focusout', (event) => this.#onFocusOut(event as FocusEvent), { signal });
  }

  hostDisconnected(): void {
    this.#listeners.abort();
  }

  hostUpdate(): void {
    const { commands, draft, disabled } = this.#host;
    if (commands !== this.#given) {
      this.#given = commands;
      this.#commands = commandsOf(commands);
    }
    if (draft !== this.#dismissed) this.#dismissed = undefined;
    const isWanted = !disabled && this.#dismissed === undefined;
    const shown = isWanted ? matching(this.#commands, draft) : [];
    if (shown.length === this.#shown.length && shown.every((command, at) => command === this.#shown[at])) return;
    this.#shown = shown;
    this.#index = 0;
    if (shown.length > 0) this.#kit.say(this.#words().commandCount(shown.length));
  }

  hostUpdated(): void {
    const input = this.#input();
    if (!input || this.#commands.length === 0) return;
    const isOpen = this.#shown.length > 0;
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-haspopup', 'listbox');
    for (const [name, value] of [
      ['aria-controls', 'commands'],
      ['aria-activedescendant', `command-${this.#index}`],
    ] as const) {
      if (isOpen) input.setAttribute(name, value);
      else input.removeAttribute(name);
    }
    const option = this.#host.shadowRoot!.querySelector<HTMLElement>(`#command-${this.#index}`);
    const list = option?.parentElement;
    if (!option || !list) return;
    // Not scrollIntoView, which moves the page too.
    const above = option.offsetTop - list.scrollTop;
    const below = above + option.offsetHeight - list.clientHeight;
    if (above < 0) list.scrollTop += above;
    else if (below > 0) list.scrollTop += below;
  }

  async choose(command: ChatCommand): Promise<void> {
    const host = this.#host;
    const { action, text, name } = command;
    host.draft = action ? '' : (text ?? `/${name} `);
    await host.updateComplete;
    host.focus();
    this.#input()?.setSelectionRange(host.draft.length, host.draft.length);
    try {
      if (typeof action === 'function') await action(host);
      else if (action && ACTIONS.has(action)) await (host as unknown as Record<string, () => unknown>)[action]!();
      else if (action) console.warn(`<stream-chat> knows no action "${String(action)}" for the command "/${name}".`);
    } catch (error) {
      console.warn(`<stream-chat> went on without the command "/${name}" of the page, which failed:`, error);
    }
  }

  #onKeydown(event: KeyboardEvent): void {
    const count = this.#shown.length;
    const isPlain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (count === 0 || !isPlain || event.isComposing || event.keyCode === 229 || event.target !== this.#input()) return;
    if (event.key === 'ArrowDown') this.#index = (this.#index + 1) % count;
    else if (event.key === 'ArrowUp') this.#index = (this.#index + count - 1) % count;
    else if (event.key === 'Escape') this.#dismissed = this.#host.draft;
    else if (event.key === 'Enter' || event.key === 'Tab') void this.choose(this.#shown[this.#index]!);
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#host.requestUpdate();
  }

  #onFocusOut({ target }: FocusEvent): void {
    if (target !== this.#input() || this.#shown.length === 0) return;
    this.#dismissed = this.#host.draft;
    this.#host.requestUpdate();
  }

  #input(): HTMLTextAreaElement | null {
    return this.#host.shadowRoot!.querySelector<HTMLTextAreaElement>('.input');
  }
}
