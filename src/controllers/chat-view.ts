import { html, nothing, type LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { isOpen } from '../chat/conversation.ts';
import { quoted } from '../chat/recall.ts';
import { dispatch, type ChatStatus } from '../events/chat-events.ts';
import type { PartialTranslation } from '../i18n/translations.ts';
import type { Translation } from '../i18n/translation.ts';
import { isSendable } from '../render/composer.ts';
import type { ComposerExtension, ComposerExtra, ExtraHost } from '../render/composer-extra.ts';
import { isClosable, type ChatContext, type ChatHandlers, type ShownSettings } from '../render/context.ts';
import type { LinkPolicy } from '../render/links.ts';
import type { MarkdownViewOptions } from '../render/markdown-view.ts';
import { launcherTemplate, panelTemplate } from '../render/panel.ts';
import type { MarkdownRenderer } from '../render/renderers.ts';
import { AnnounceController } from './announce-controller.ts';
import { createCursor, followLink, warnUnreadable, warnWithout } from './element-parts.ts';
import type { FollowController } from './follow-controller.ts';
import { HistoryController } from './history-controller.ts';
import { LocaleController } from './locale-controller.ts';
import { actOnMessage, type ActingHost } from './message-actions.ts';
import { OpenController } from './open-controller.ts';
import type { RunController, SendInput } from './run-controller.ts';
import { phaseText } from './run-words.ts';
import { SelectionController } from './selection-controller.ts';
import { UnreadController } from './unread-controller.ts';
import { VisitorController } from './visitor-controller.ts';

const MARKDOWN_PROPERTIES = ['html', 'images', 'imageHosts', 'links', 'strings', 'renderers'] as const;

/** The chat that is drawn. */
interface ViewHost
  extends
    LitElement,
    Omit<ShownSettings, 'ariaLabel' | 'draft' | 'open'>,
    ActingHost,
    Omit<ExtraHost, keyof LitElement> {
  readonly html: NonNullable<MarkdownViewOptions['html']>;
  readonly images: NonNullable<MarkdownViewOptions['images']>;
  readonly imageHosts: readonly string[];
  readonly links: LinkPolicy;
  readonly renderers: readonly MarkdownRenderer[];
  readonly strings: PartialTranslation;
  readonly status: ChatStatus;
  readonly debug: boolean;
  readonly announce: 'final' | 'sentences' | 'off';
  isGreeted: boolean;
  open: boolean;
  draft: string;
  send(input: string | SendInput): Promise<unknown>;
  stop(): void;
  download(): void;
}

/** What the other controllers of the element know. */
interface ViewSources {
  readonly run: RunController;
  readonly follow: FollowController;
  /** What scripts have added for every chat of the page. */
  readonly page: {
    readonly renderers: readonly MarkdownRenderer[];
    readonly translations: ReadonlyMap<string, PartialTranslation>;
    readonly composer: ComposerExtension | null;
  };
  /** There may be a config child to read. */
  readonly configure: () => void;
  /** Updates the host within the task. */
  readonly drawNow: () => void;
}

/**
 * All that the templates draw, and what their controls do. Owns what belongs to the look alone: the words and their direction,
 * what is said of it and whether it is open, what the visitor does with messages, what is selected, how many messages are new,
 * and how far a long conversation is drawn.
 */
export class ChatView {
  readonly #host: ViewHost;
  readonly #sources: ViewSources;
  readonly #announcer: AnnounceController;
  readonly #panel: OpenController;
  readonly #locale: LocaleController;
  readonly #history: HistoryController;
  readonly #visitor: VisitorController;
  readonly #selection: SelectionController;
  readonly #unread: UnreadController;
  readonly #cursor = createCursor();
  #markdown: MarkdownViewOptions = {};
  #extra: ComposerExtra | undefined;

  constructor(host: ViewHost, sources: ViewSources) {
    const { follow, page, drawNow } = sources;
    this.#host = host;
    this.#sources = sources;
    this.#announcer = new AnnounceController(host);
    this.#panel = new OpenController(host);
    this.#locale = new LocaleController(host, page.translations);
    this.#history = new HistoryController(host, follow, () => !!host.renderRoot?.querySelector('.log'), drawNow);
    this.#visitor = new VisitorController(host);
    this.#selection = new SelectionController(host);
    this.#unread = new UnreadController(host, () => (host.open || !isClosable(host.mode)) && !follow.isJumpOffered);
  }

  /** Messages that came while nobody could see them. */
  get unread(): number {
    return this.#unread.count;
  }

  /** Before each drawing. */
  update(changed: PropertyValues): void {
    const strings = this.words(changed.has('strings'));
    if (strings === this.#markdown.strings && !MARKDOWN_PROPERTIES.some((name) => changed.has(name))) return;
    const { html: mode, images, imageHosts, links } = this.#host;
    const renderers = [...this.#host.renderers, ...this.#sources.page.renderers];
    this.#markdown = { html: mode, images, imageHosts, links, renderers, strings, headingShift: 2 };
  }

  template(): TemplateResult {
    const { open, mode } = this.#host;
    const context = this.#context();
    const hasLauncher = isClosable(mode);
    return html`<div class="root" part="root" dir=${this.#locale.direction ?? nothing}>
      <slot name="config" @slotchange=${this.#sources.configure}></slot>
      ${hasLauncher ? launcherTemplate(context) : nothing} ${hasLauncher && !open ? nothing : panelTemplate(context)}
      ${this.#announcer.template()}
    </div>`;
  }

  /** After each drawing. */
  drawn(changed: PropertyValues): void {
    const host = this.#host;
    const { follow } = this.#sources;
    const [log, content, input, panel] = ['.log', '.log-content', '.input', '.panel'].map(
      (selector) => host.renderRoot.querySelector<HTMLElement>(selector) ?? undefined,
    );
    follow.observe(log, content);
    if (input && (input as HTMLTextAreaElement).value !== host.draft) (input as HTMLTextAreaElement).value = host.draft;
    if (!changed.has('open')) return;
    if (host.open) follow.open();
    if (host.debug) warnUnreadable(panel);
  }

  /** @param isChanged - the site's own words are others than before. */
  words(isChanged = false): Translation {
    return this.#locale.words(this.#host.strings, isChanged);
  }

  /** An answer ended. */
  readonly onFinish = (event: HTMLElementEventMap['chat-finish']): void => {
    if (event.target !== this.#host) return;
    const { message } = event.detail;
    this.#announcer.finished(message, this.words());
    const handoff = message.parts.find((part) => part.type === 'data' && part.name === 'handoff');
    if (handoff?.type !== 'data') return;
    const { messages } = this.#host;
    dispatch(this.#host, 'chat-handoff', { reason: 'back-end', messages, data: handoff.data });
  };

  #context(): ChatContext {
    const host = this.#host;
    const { follow, page, run: runs } = this.#sources;
    const { run, messages } = runs;
    const strings = this.words();
    this.#extra ??= page.composer?.(host, {
      html,
      say: (words) => this.#announcer.say(words),
      words: () => this.words(),
    });
    if (!this.#extra) warnWithout(host);
    return {
      settings: host,
      handlers: this.#handlers,
      strings,
      messages,
      isDrawn: this.#history.isDrawn,
      markdown: this.#markdown,
      cursor: this.#cursor,
      phase: phaseText(run, strings),
      canTryNow: run !== undefined && 'tryNow' in run.phase,
      // Also where another tab is writing.
      isRunning: messages.some((message) => isOpen(message) && message.role === 'assistant'),
      isOffline: host.status === 'offline',
      diagnosis: host.debug ? runs.diagnosis : [],
      isJumpOffered: follow.isJumpOffered,
      isCallOutShown: !host.isGreeted && messages.length === 0,
      isQuoteOffered: this.#selection.words !== '',
      unread: this.#unread.count,
      visitor: this.#visitor.state,
      extra: this.#extra,
    };
  }

  readonly #handlers: ChatHandlers = {
    onAction: (action, id, value) =>
      void actOnMessage(this.#host, this.#visitor, action, id, value).then((words) =>
        this.#announcer.say(words ? this.words()[words] : ''),
      ),
    onDraft: (text) => (this.#host.draft = text),
    onSend: () => this.#sendDraft(),
    onStop: () => this.#host.stop(),
    onSuggestion: (text) => void this.#host.send(text),
    onToggle: () => void this.#panel.setByHand(!this.#host.open),
    onDownload: () => this.#host.download(),
    onHandoff: (event) => {
      const { messages } = this.#host;
      if (!dispatch(this.#host, 'chat-handoff', { reason: 'visitor', messages })) event.preventDefault();
    },
    onJump: () => this.#sources.follow.jump(),
    onQuote: () => {
      this.#host.draft = quoted(this.#selection.words, this.#host.draft);
      this.#selection.clear();
      this.#host.focus();
    },
    onCallOutClose: () => this.#panel.closeCallOut(),
    onKeydown: (event) => this.#panel.onKeydown(event),
    onLogClick: (event) => followLink(event, this.#host, this.#host.links, this.words().leave),
  };

  #sendDraft(): void {
    const host = this.#host;
    if (!isSendable(host, this.#extra)) return;
    const before = host.messages.length;
    void host.send({ text: host.draft, files: this.#extra?.files ?? [] });
    // A site that keeps the message from leaving leaves the draft where it is.
    if (host.messages.length === before) return;
    host.draft = '';
    this.#extra?.clear();
  }
}
