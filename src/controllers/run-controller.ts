import type { ReactiveController } from 'lit';
import { isFile, isOpen, text, type FilePart, type Message } from '../chat/conversation.ts';
import type { Recording } from '../chat/recording.ts';
import type { MessageInput } from '../chat/message-input.ts';
import { dispatch, type ChatStatus } from '../events/chat-events.ts';
import type { Diagnosis } from '../transport/diagnosis.ts';
import { Answering, type Answered, type AnsweringHost } from './answering.ts';
import { Asking, type Asked } from './asking.ts';
import { ConversationStore } from './conversation-store.ts';
import { createId } from './identifiers.ts';
import type { Run } from './run.ts';

/** What `send` takes. */
export interface SendInput {
  readonly text: string;
  /** Files of the visitor, which are read, or where they are: `{url, name, mediaType}`. */
  readonly files?: readonly (Blob | Omit<FilePart, 'type'>)[];
  /** Goes along as `metadata`, over what `context` says. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What the controller needs of the element. */
export interface RunHost extends AnsweringHost {
  /** What a message does that is sent while another is being answered. */
  readonly whileAnswering: 'cancel' | 'queue';
  readonly isConnected: boolean;
  draft: string;
}

/**
 * What a visitor can do with a conversation. One act is one request, and one request runs at a time.
 * Owns: the answer that is written, questions that wait for it, listeners for the network. Does not own: scroll, focus, DOM.
 * Connected: starts nothing. Disconnected and not connected again within the task: ends the run; what arrived stays, as
 * stopped. A move keeps it.
 * Errors: never thrown, always a message with an `error`.
 */
export class RunController implements ReactiveController {
  /** What the page and other tabs put in goes there: it is no act of the visitor. */
  readonly conversation: ConversationStore;
  /** Its requests, and what the back end called its work. */
  readonly asking: Asking;
  readonly #host: RunHost;
  readonly #answering: Answering;
  readonly #queue: { readonly message: Message; readonly answered: Answered }[] = [];

  constructor(host: RunHost) {
    this.#host = host;
    this.conversation = new ConversationStore(host);
    this.asking = new Asking(host);
    this.#answering = new Answering(host, this.conversation, this.asking, () => this.#askNext());
    host.addController(this);
  }

  get messages(): readonly Message[] {
    return this.conversation.messages;
  }

  get status(): ChatStatus {
    return this.#answering.status;
  }

  /** The request in flight. */
  get run(): Run | undefined {
    return this.#answering.run;
  }

  /** What was wrong with the request of the newest answer; empty while one is written, and without `debug`. */
  get diagnosis(): readonly Diagnosis[] {
    return this.#answering.diagnosis;
  }

  /** What is needed to get back to the newest answer; undefined for one that has its end. */
  get recording(): Recording | undefined {
    return this.#answering.recording;
  }

  hostConnected(): void {
    window.addEventListener('online', this.#onNetwork);
    window.addEventListener('offline', this.#onNetwork);
    this.#answering.settle();
    this.#askNext();
  }

  hostDisconnected(): void {
    window.removeEventListener('online', this.#onNetwork);
    window.removeEventListener('offline', this.#onNetwork);
    setTimeout(() => {
      if (!this.#host.isConnected) this.stop();
    });
  }

  /** Asks. @returns the finished answer, or undefined when the site kept the message from leaving. */
  send({ text: words, metadata }: SendInput, files: readonly FilePart[] = []): Promise<Message | undefined> {
    const isQueued = this.run !== undefined && this.#host.whileAnswering === 'queue';
    const message: Message = {
      id: createId(),
      role: 'user',
      parts: [{ type: 'text', text: words, revision: 0 }, ...files],
      ...(metadata && { metadata }),
      status: isQueued ? 'pending' : 'complete',
      createdAt: this.#host.clock.now(),
    };
    if (isQueued) {
      this.conversation.fold({ type: 'add', message });
      return new Promise((answered) => this.#queue.push({ message, answered }));
    }
    return this.#ask(message);
  }

  /** Asks a question in other words; what followed it is gone, unless the site keeps it from leaving. */
  edit(id: string, words: string): Promise<Message | undefined> {
    const from = this.messages.findIndex((message) => message.id === id && message.role === 'user');
    const question = this.messages[from];
    const files = question?.parts.filter(isFile) ?? [];
    if (!question || (words.trim() === '' && files.length === 0)) return Promise.resolve(undefined);
    const parts = [{ type: 'text', text: words, revision: 0 } as const, ...files];
    return this.#ask(
      { ...question, id: createId(), parts, status: 'complete', createdAt: this.#host.clock.now() },
      from,
    );
  }

  /**
   * Ends the running answer, in whatever phase it is, also one that another tab is writing. What arrived stays; a question that
   * waited is asked.
   */
  stop(): void {
    this.#halt();
    this.#askNext();
  }

  /** Asks again, in the place of the answer, which stays as a version until a whole one takes its place. */
  retry(id = this.#lastAnswer()?.id): Promise<Message | undefined> {
    const index = this.#indexOfAnswer(id);
    const request = index < 0 ? undefined : this.asking.ask(this.messages.slice(0, index));
    if (!request) return Promise.resolve(undefined);
    this.#halt();
    return this.#answering.begin(request, { replaces: id! });
  }

  /**
   * Gets the rest of an answer that ended early: of the same generation where the site says how (`resumeUrl`) and the server still
   * has it; otherwise it is asked for, and what is there is sent along.
   */
  continueAnswer(id = this.#lastAnswer()?.id): Promise<Message | undefined> {
    const index = this.#indexOfAnswer(id);
    const asked = index < 0 ? undefined : this.asking.ask(this.messages.slice(0, index + 1));
    if (!asked) return Promise.resolve(undefined);
    this.#halt();
    return this.#goBack(id!, asked) ?? this.#answering.begin(asked, { continued: id! });
  }

  /**
   * Gets back to an answer that an earlier page began, where the site says how. What it was is known from `recording`.
   * @returns whether there is one among the messages with these ids.
   */
  resume(recording: Recording | undefined, ids: readonly string[]): boolean {
    if (this.run) return false;
    this.#answering.recording = recording;
    return recording !== undefined && ids.includes(recording.id) && this.#goBack(recording.id) !== undefined;
  }

  /** The running answer has its end elsewhere. */
  letGo(ended: Message): void {
    this.#answering.letGo(ended);
    this.conversation.restore(this.messages.map((message) => (message.id === ended.id ? ended : message)));
  }

  /** Shows another version of an answer; one that is being written is stopped. */
  showVersion(id: string, step: 1 | -1): void {
    if (this.run?.id === id) this.stop();
    this.conversation.fold({ type: 'version', id, step });
  }

  /** Ends the wait before a repeat. */
  tryNow(): void {
    this.run?.tryNow();
  }

  clear(): void {
    this.#emptyQueue();
    this.#halt();
    this.asking.ids = {};
    this.#answering.recording = undefined;
    this.conversation.fold({ type: 'clear' });
  }

  /** @throws TypeError for what is no message; the conversation stays as it was. */
  set(inputs: readonly MessageInput[]): void {
    const messages = inputs.map((input) => this.conversation.messageOf(input));
    this.clear();
    this.conversation.restore(messages);
  }

  /** @param from - where it takes the place of all that is there. */
  #ask(message: Message, from?: number): Promise<Message | undefined> {
    const request = this.asking.ask([...this.messages.slice(0, from), message]);
    if (!request) return Promise.resolve(undefined);
    if (from !== undefined) this.#emptyQueue();
    this.#halt();
    if (from !== undefined) this.conversation.fold({ type: 'truncate', from });
    this.conversation.fold({ type: 'add', message });
    dispatch(this.#host, 'chat-send', { message });
    return this.#answering.begin(request);
  }

  #emptyQueue(): void {
    for (const { answered } of this.#queue.splice(0)) answered(undefined);
  }

  /** The rest of the same generation. @returns undefined where nothing says where it would be. */
  #goBack(id: string, instead?: Asked): Promise<Message | undefined> | undefined {
    const { recording } = this;
    if (recording?.id !== id || !this.#host.resumeUrl) return undefined;
    const request = this.asking.prepare(this.messages.slice(0, this.#indexOfAnswer(id)));
    return this.#answering.begin(request, { recording, ...(instead && { instead }) });
  }

  /** The oldest question that waits is asked, unless the element is away. */
  #askNext(): void {
    if (this.run || !this.#host.isConnected) return;
    const next = this.#queue.shift();
    if (!next) return;
    const { message, answered } = next;
    const index = this.messages.findIndex(({ id }) => id === message.id);
    const request = this.asking.ask(this.messages.slice(0, index + 1));
    if (!request) {
      this.conversation.fold({ type: 'remove', id: message.id });
      // What the visitor typed is not lost.
      this.#host.draft ||= text(message);
      answered(undefined);
      return this.#askNext();
    }
    this.conversation.fold({ type: 'release', id: message.id });
    dispatch(this.#host, 'chat-send', { message });
    void this.#answering.begin(request, { after: message.id }).then(answered);
  }

  #halt(): void {
    this.#answering.stop();
    for (const { id, role } of this.messages.filter(isOpen))
      if (role === 'assistant') this.conversation.fold({ type: 'end', id, status: 'stopped' });
  }

  #lastAnswer(): Message | undefined {
    return this.messages.findLast(({ role }) => role === 'assistant');
  }

  #indexOfAnswer(id: string | undefined): number {
    return this.messages.findIndex((message) => message.id === id && message.role === 'assistant');
  }

  /** Nothing is sent by itself. */
  readonly #onNetwork = (): void => {
    this.run?.probe();
    this.#answering.settle();
  };
}
