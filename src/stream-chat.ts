import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { Message } from './chat/conversation.ts';
import type { MessageInput } from './chat/message-input.ts';
import { transcript } from './chat/transcript.ts';
import { ChatView } from './controllers/chat-view.ts';
import { download, type TranscriptFormat } from './controllers/download.ts';
import { FocusController } from './controllers/focus-controller.ts';
import { FollowController } from './controllers/follow-controller.ts';
import { areRead, filePart, readParts } from './controllers/file-parts.ts';
import { createId } from './controllers/identifiers.ts';
import { KeyboardController } from './controllers/keyboard-controller.ts';
import { PersistController, type PersistHost } from './controllers/persist-controller.ts';
import { RunController, type RunHost, type SendInput } from './controllers/run-controller.ts';
import { StatusController } from './controllers/status-controller.ts';
import { configText, readConfig } from './controllers/element-parts.ts';
import type { ChatStatus } from './events/chat-events.ts';
import type { PartialTranslation } from './i18n/translations.ts';
import { PROTOCOLS, type Protocol } from './protocols/index.ts';
import type { ComposerExtension } from './render/composer-extra.ts';
import { RETURN } from './render/markdown-directive.ts';
import type { MarkdownRenderer } from './render/renderers.ts';
import { declarations, defaults, type Settings } from './settings.ts';
import { styles } from './stream-chat.styles.ts';
import { systemClock, type Clock } from './transport/transport.ts';

/**
 * A chat that streams answers from an HTTP endpoint and shows them as sanitised markdown while they are written.
 *
 * @element stream-chat
 * @slot launcher - Replaces the picture on the launcher of a floating chat.
 * @slot header - Replaces the title.
 * @slot header-actions - Beside the title.
 * @slot empty - Shown while the conversation is empty, instead of nothing.
 * @slot disclaimer - Below the composer, instead of the `disclaimer` text.
 * @slot composer-start - Before the text field.
 * @slot composer-end - Behind the text field.
 * @slot footer - Below everything.
 * @slot config - A `<script type="application/json">` whose keys are properties of the element.
 * @cssstate streaming - An answer is being written; also `idle`, `connecting`, `retrying`, `offline`.
 */
// The rest of the reference: attributes and properties in settings.ts, events in events/chat-events.ts, parts and custom
// properties in stream-chat.styles.ts.
// eslint-disable-next-line typescript/no-unsafe-declaration-merging -- see the interface at the end
export class StreamChat extends LitElement implements RunHost, PersistHost {
  static override styles = styles;

  /** Renderers for every chat of the page; the highlighter's script adds itself here. */
  static readonly renderers: MarkdownRenderer[] = [];

  /** Words for every chat of the page, by language; the languages' scripts add theirs here. English needs none. */
  static readonly translations = new Map<string, PartialTranslation>();

  /** Wire formats by name; the script of further formats adds itself here. */
  static readonly protocols: Map<string, Protocol> = PROTOCOLS;

  /** Files, voice and commands for the composer of every chat of the page; their script sets it. */
  static composer: ComposerExtension | null = null;

  static override properties = declarations;

  /** @ignore The visitor has opened the chat before, or sent its call-out away: kept by `persist`. */
  isGreeted = false;
  /** @ignore Time and timers of a run; tests move them by hand. */
  clock: Clock = systemClock;
  readonly #run = new RunController(this);
  readonly #follow = new FollowController(this);
  readonly #memory = new PersistController(this, this.#run, this.#follow);
  // Behind `#memory`: messages of an earlier page come with the update.
  readonly #view = new ChatView(this, {
    run: this.#run,
    follow: this.#follow,
    page: StreamChat,
    configure: () => this.#configure(),
    drawNow: () => this.performUpdate(),
  });
  #config: string | undefined;

  constructor() {
    super();
    Object.assign(this, defaults);
    this.conversationId = createId();
    this.addController(new StatusController(this, this.attachInternals().states));
    this.addController(new KeyboardController(this));
    this.addController(new FocusController(this));
  }

  /** @ignore The id that the site gave for the back end's own conversation; empty without one. */
  get knownConversationId(): string {
    return this.getAttribute('conversation-id') ?? '';
  }

  /** The conversation; every change gives a new array. */
  get messages(): readonly Message[] {
    return this.#run.messages;
  }

  /** `idle`, `connecting`, `streaming`, `retrying` or `offline`. */
  get status(): ChatStatus {
    return this.#run.status;
  }

  /** Figures of the newest answer. */
  get metrics(): Message['metrics'] {
    return this.messages.findLast(({ metrics }) => metrics)?.metrics;
  }

  /** Messages that came while nobody could see them: the panel was closed, or its reader further up. */
  get unread(): number {
    return this.#view.unread;
  }

  /**
   * Asks: a text, or `{text, files, metadata}`. Rejects if a file cannot be read.
   * @returns the finished answer; undefined if there was nothing to send or the page kept it from leaving.
   */
  async send(input: string | SendInput): Promise<Message | undefined> {
    const message: SendInput = typeof input === 'string' ? { text: input } : input;
    if (typeof message?.text !== 'string') throw new TypeError('send() takes a text, or an object with a text.');
    const { text, files = [] } = message;
    if (text.trim() === '' && files.length === 0) return undefined;
    // What a page set before the element was defined comes with its first update.
    if (this.isConnected && !this.hasUpdated) this.performUpdate();
    const parts = areRead(files) ? files.map(filePart) : await readParts(files);
    this.#follow.jump();
    return this.#run.send(message, parts);
  }

  /** Ends the running answer; what arrived stays. */
  stop(): void {
    this.#run.stop();
  }

  /**
   * Changes parameters of the answer that is being written over a WebSocket, such as `{temperature: 0}` (S28).
   * @returns false where no such answer is running.
   */
  adjust(parameters: Readonly<Record<string, unknown>>): boolean {
    return this.#run.run?.adjust(parameters) ?? false;
  }

  /** Asks again for the answer with this id, by default the last: the partial is replaced. */
  retry(id?: string): Promise<Message | undefined> {
    return this.#run.retry(id);
  }

  /** Asks for the rest of an answer that ended early. */
  continue(id?: string): Promise<Message | undefined> {
    return this.#run.continueAnswer(id);
  }

  /** Asks for another answer. */
  regenerate(id?: string): Promise<Message | undefined> {
    return this.#run.retry(id);
  }

  /** Ends the wait before a request is repeated. */
  tryNow(): void {
    this.#run.tryNow();
  }

  /** Shows the answer before (-1) or behind (1) this one, of those that the same question got. */
  showVersion(id: string, step: 1 | -1): void {
    this.#run.showVersion(id, step);
  }

  /** Replaces the words of a question and asks it; what followed it is gone, unless the page kept it from leaving. */
  async edit(id: string, text: string): Promise<Message | undefined> {
    this.#follow.jump();
    return this.#run.edit(id, text);
  }

  /** Forgets the conversation, also what is stored of it. */
  clear(): void {
    this.#run.clear();
    this.conversationId = createId();
    this.#memory.clear();
  }

  /**
   * Adds a message, or puts it in the place of the one with its `id`. `role` and `parts`, or `text`, say what it is; the rest is
   * filled in.
   * @throws TypeError for what is no message.
   */
  addMessage(message: MessageInput): void {
    this.#run.conversation.add(message);
  }

  /** The conversation is these messages, each as `addMessage` takes it. @throws TypeError for what is no message. */
  setMessages(messages: readonly MessageInput[]): void {
    this.#run.set(messages);
  }

  /** Opens a floating chat. */
  show(): void {
    this.open = true;
  }

  hide(): void {
    this.open = false;
  }

  toggle(): void {
    this.open = !this.open;
  }

  override focus(options?: FocusOptions): void {
    const input = this.renderRoot?.querySelector<HTMLElement>('.input');
    if (input) input.focus(options);
    else super.focus(options);
  }

  /** The conversation as one text. */
  transcript(format: 'markdown' | 'text' | 'json' = 'markdown'): string {
    return transcript(this.messages, format, this.#view.words());
  }

  /** `moveBefore` moves a connected element: nothing ends, nothing is set up again. */
  connectedMoveCallback(): void {}

  /** Saves the conversation as a file of the visitor. */
  download(format: TranscriptFormat = 'markdown'): void {
    download(this.heading, this.transcript(format), format);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#configure();
    this.addEventListener('chat-finish', this.#view.onFinish);
    this.renderRoot.dispatchEvent(new Event(RETURN));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('chat-finish', this.#view.onFinish);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#view.update(changed);
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#view.drawn(changed);
  }

  protected override render(): TemplateResult {
    return this.#view.template();
  }

  /** The parser may bring the config behind the element; moving the element is no reason to apply it again. */
  #configure(): void {
    const config = configText(this);
    if (config === undefined || config === this.#config) return;
    this.#config = config;
    Object.assign(this, readConfig(this, config));
  }
}

// The properties of the table in settings.ts: Lit makes their accessors, and the constructor sets every one of them.
// eslint-disable-next-line typescript/no-unsafe-declaration-merging, typescript/no-empty-object-type -- as said above
export interface StreamChat extends Settings {}
