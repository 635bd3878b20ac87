import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isOpen, text, type FilePart, type Message } from '../chat/conversation.ts';
import { ChatError } from '../chat/errors.ts';
import type { BackendIds, ChatEvent } from '../chat/events.ts';
import { dispatch, type ChatStatus } from '../events/chat-events.ts';
import type { Diagnosis } from '../transport/diagnosis.ts';
import type { TransportRequest } from '../transport/transport.ts';
import { ConversationStore } from './conversation-store.ts';
import { createId } from './identifiers.ts';
import { measureAnswer, RunMetrics } from './run-metrics.ts';
import { completeRequest, createRequest } from './request.ts';
import { tellStop } from '../transport/stop.ts';
import { Run, type RunListener, type RunPhase, type RunSettings } from './run.ts';

/** What `send` takes. */
export interface SendInput {
  readonly text: string;
  /** Files of the visitor, which are read, or where they are: `{url, name, mediaType}`. */
  readonly files?: readonly (Blob | Omit<FilePart, 'type'>)[];
  /** Goes along as `metadata`, over what `context` says. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What the controller needs of the element: what runs are made with, and a target for events. */
export interface RunHost extends ReactiveControllerHost, EventTarget, RunSettings {
  /** What a message does that is sent while another is being answered. */
  readonly whileAnswering: 'cancel' | 'queue';
  readonly isConnected: boolean;
  draft: string;
}

type Answered = (message: Message | undefined) => void;

/** The status of the element while a run is in a phase; other phases change nothing. */
const STATUS: Readonly<Partial<Record<RunPhase['type'], ChatStatus>>> = {
  queued: 'connecting',
  connecting: 'connecting',
  retrying: 'retrying',
  resuming: 'retrying',
};

/**
 * What a visitor can do with a conversation. One act is one request, and one request runs at a time.
 * Owns: the run, questions that wait for it, listeners for the network. Does not own: scroll, focus, DOM.
 * Connected: starts nothing. Disconnected and not connected again within the task: ends the run; what arrived stays, as
 * stopped. A move keeps it.
 * Errors: never thrown, always a message with an `error`.
 */
export class RunController implements ReactiveController, RunListener {
  readonly #host: RunHost;
  readonly #store: ConversationStore;
  readonly #queue: { readonly message: Message; readonly answered: Answered }[] = [];
  /** What was wrong with the request of the newest answer; empty while one is written, and without `debug`. */
  diagnosis: readonly Diagnosis[] = [];
  #run: Run | undefined;
  #answered: Answered = () => undefined;
  #status: ChatStatus = 'idle';
  /** What the back end called its work; a later request may have to say it again. */
  #ids: BackendIds = {};

  constructor(host: RunHost) {
    this.#host = host;
    this.#store = new ConversationStore(host);
    host.addController(this);
  }

  get messages(): readonly Message[] {
    return this.#store.messages;
  }

  get status(): ChatStatus {
    return this.#status;
  }

  /** The request in flight. */
  get run(): Run | undefined {
    return this.#run;
  }

  hostConnected(): void {
    window.addEventListener('online', this.#onNetwork);
    window.addEventListener('offline', this.#onNetwork);
    if (!this.#run) this.#onNetwork();
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
    const isQueued = this.#run !== undefined && this.#host.whileAnswering === 'queue';
    const message: Message = {
      id: createId(),
      role: 'user',
      parts: [{ type: 'text', text: words, revision: 0 }, ...files],
      ...(metadata && { metadata }),
      status: isQueued ? 'pending' : 'complete',
      createdAt: this.#host.clock.now(),
    };
    if (isQueued) {
      this.#store.fold({ type: 'add', message });
      return new Promise((answered) => this.#queue.push({ message, answered }));
    }
    const request = this.#prepare([...this.messages, message]);
    if (!this.#mayLeave(message, request)) return Promise.resolve(undefined);
    this.#halt();
    this.#store.fold({ type: 'add', message });
    dispatch(this.#host, 'chat-send', { message });
    return this.#ask(request, {});
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
    if (index < 0) return Promise.resolve(undefined);
    this.#halt();
    return this.#ask(this.#prepare(this.messages.slice(0, index)), { replaces: id! });
  }

  /** Asks for the rest of an answer that ended early; what is there stays and is sent along. */
  continueAnswer(id = this.#lastAnswer()?.id): Promise<Message | undefined> {
    const index = this.#indexOfAnswer(id);
    if (index < 0) return Promise.resolve(undefined);
    this.#halt();
    return this.#ask(this.#prepare(this.messages.slice(0, index + 1)), { continued: id! });
  }

  /** Shows another version of an answer; one that is being written is stopped. */
  showVersion(id: string, step: 1 | -1): void {
    if (this.#run?.id === id) this.stop();
    this.#store.fold({ type: 'version', id, step });
  }

  /** Ends the wait before a repeat. */
  tryNow(): void {
    this.#run?.tryNow();
  }

  clear(): void {
    for (const { answered } of this.#queue.splice(0)) answered(undefined);
    this.#halt();
    this.#ids = {};
    this.#store.fold({ type: 'clear' });
  }

  add(message: Message): void {
    this.#store.fold({ type: 'add', message });
  }

  set(messages: readonly Message[]): void {
    this.clear();
    this.restore([...messages]);
  }

  /** Folds what has arrived: the page may not come to its next frame. */
  catchUp(): void {
    this.#store.take();
  }

  /** Takes messages as they are, from an earlier page or another tab. A running answer goes on. */
  restore(messages: readonly Message[]): void {
    this.#store.fold({ type: 'restore', messages });
  }

  /** Forgets a message and what follows it, for `edit`. */
  truncate(id: string): void {
    const index = this.messages.findIndex((message) => message.id === id);
    if (index >= 0) this.#store.fold({ type: 'truncate', from: index });
  }

  onPhase(run: Run): void {
    const { type } = run.phase;
    if (type === 'restarted') this.#startOver(run);
    const status = STATUS[type] ?? (type === 'first-byte' && this.#hasText(run.id) ? 'streaming' : undefined);
    if (status) this.#setStatus(status);
    this.#host.requestUpdate();
  }

  onEvents(run: Run, events: readonly ChatEvent[]): void {
    for (const event of events) if (event.type === 'meta') this.#ids = { ...this.#ids, ...event.ids };
    const isFirst = run.metrics.events(events, this.#host.clock.now());
    this.#store.receive(run.id, events);
    if (!isFirst) return;
    this.#store.take();
    this.#setStatus('streaming');
    dispatch(this.#host, 'chat-first-token', { message: this.#store.message(run.id)! });
  }

  onEnd(run: Run): void {
    this.#end(run, {});
    this.#askNext();
  }

  #ask(
    request: TransportRequest | ChatError,
    { continued, ...place }: { continued?: string; replaces?: string; after?: string },
  ): Promise<Message | undefined> {
    return new Promise((answered) => {
      const id = continued ?? createId();
      const kept = continued && text(this.#store.message(continued)!);
      const run = new Run(id, this.#host, this, kept);
      this.#run = run;
      this.diagnosis = [];
      this.#answered = answered;
      this.#store.fold(
        continued ? { type: 'reopen', id } : { type: 'start', id, at: this.#host.clock.now(), ...place },
      );
      this.#setStatus('connecting');
      void run.begin(request);
    });
  }

  /** The oldest question that waits is asked, unless the element is away. */
  #askNext(): void {
    if (this.#run || !this.#host.isConnected) return;
    const next = this.#queue.shift();
    if (!next) return;
    const { message, answered } = next;
    const index = this.messages.findIndex(({ id }) => id === message.id);
    const request = this.#prepare(this.messages.slice(0, index + 1));
    if (!this.#mayLeave(message, request)) {
      this.#store.fold({ type: 'remove', id: message.id });
      // What the visitor typed is not lost.
      this.#host.draft ||= text(message);
      answered(undefined);
      return this.#askNext();
    }
    this.#store.fold({ type: 'release', id: message.id });
    dispatch(this.#host, 'chat-send', { message });
    void this.#ask(request, { after: message.id }).then(answered);
  }

  #prepare(messages: readonly Message[]): TransportRequest | ChatError {
    try {
      return createRequest(this.#host, messages, createId(), this.#ids);
    } catch (error) {
      return error as ChatError;
    }
  }

  #mayLeave(message: Message, request: TransportRequest | ChatError): boolean {
    return request instanceof ChatError || dispatch(this.#host, 'chat-before-send', { message, request });
  }

  #tellServer(): void {
    const { stopUrl, fetch, conversationId } = this.#host;
    const request = stopUrl && this.#prepare([]);
    if (!request || request instanceof ChatError) return;
    const ids = { conversation: conversationId, ...this.#ids };
    const stop = { ...request, headers: {}, body: {} };
    void completeRequest(this.#host, stop).then((complete) =>
      tellStop(new URL(stopUrl, document.baseURI).href, ids, complete, fetch),
    );
  }

  #halt(): void {
    if (this.#run) {
      this.#run.stop();
      this.#tellServer();
      this.#end(this.#run, { status: 'stopped' });
    }
    for (const { id, role } of this.messages.filter(isOpen))
      if (role === 'assistant') this.#store.fold({ type: 'end', id, status: 'stopped' });
  }

  #end(run: Run, outcome: { status?: 'stopped' }): void {
    const { id, metrics } = run;
    const answered = this.#answered;
    this.#run = undefined;
    this.#store.take();
    this.#store.fold({ type: 'end', id, ...outcome, metrics: metrics.result(this.#host.clock.now()) });
    this.#setStatus(navigator.onLine ? 'idle' : 'offline');
    const message = this.#store.message(id);
    this.diagnosis = run.diagnosis?.result(message?.error?.type) ?? [];
    if (message?.error) dispatch(this.#host, 'chat-error', { error: message.error, message });
    if (message) {
      measureAnswer(message);
      dispatch(this.#host, 'chat-finish', { message });
    }
    answered(message);
  }

  /** The server wrote another answer instead of the rest: the old one stays as it is, and the new one stands behind it. */
  #startOver(run: Run): void {
    const { clock } = this.#host;
    const old = run.id;
    run.id = createId();
    this.#store.receive(old, [{ type: 'error', error: new ChatError('network', 'The answer could not be resumed.') }]);
    this.#store.take();
    this.#store.fold({ type: 'end', id: old, metrics: run.metrics.result(clock.now()) });
    run.metrics = new RunMetrics(clock.now());
    this.#store.fold({ type: 'start', id: run.id, at: clock.now(), after: old });
    const message = this.#store.message(old)!;
    dispatch(this.#host, 'chat-error', { error: message.error!, message });
  }

  #lastAnswer(): Message | undefined {
    return this.messages.findLast(({ role }) => role === 'assistant');
  }

  #indexOfAnswer(id: string | undefined): number {
    return this.messages.findIndex((message) => message.id === id && message.role === 'assistant');
  }

  #hasText(id: string): boolean {
    const message = this.#store.message(id);
    return message !== undefined && text(message) !== '';
  }

  /** Nothing is sent by itself. */
  readonly #onNetwork = (): void => {
    if (this.#run) this.#run.probe();
    else this.#setStatus(navigator.onLine ? 'idle' : 'offline');
  };

  #setStatus(status: ChatStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    dispatch(this.#host, 'chat-status', { status });
    this.#host.requestUpdate();
  }
}
