import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  emptyConversation,
  isOpen,
  reduce,
  type Conversation,
  type ConversationFact,
  type Message,
} from '../chat/conversation.ts';
import { ChatError } from '../chat/errors.ts';
import type { ChatEvent } from '../chat/events.ts';
import { dispatch, type ChatStatus } from '../events/chat-events.ts';
import { answer, type AnswerPhase } from '../transport/answer.ts';
import type { TransportRequest } from '../transport/transport.ts';
import { FrameScheduler, FrameThrottle } from './frame-scheduler.ts';
import { RunMetrics } from './run-metrics.ts';
import { createId } from './identifiers.ts';
import { completeRequest, createRequest, type RequestSettings } from './request.ts';

/** What `send` takes. */
export interface SendInput {
  readonly text: string;
  readonly metadata?: unknown;
}

/** One request in flight. */
interface Run {
  readonly id: string;
  readonly abort: AbortController;
  readonly metrics: RunMetrics;
  isStopped: boolean;
  phase: AnswerPhase;
  readonly resolve: (message: Message) => void;
}

/** What the controller needs of the element: what requests are made of, and a target for events. */
export interface RunHost extends ReactiveControllerHost, EventTarget, RequestSettings {
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly maxRetries: number;
  readonly connectTimeout: number;
  readonly idleTimeout: number;
  readonly isConnected: boolean;
}

/**
 * Runs one request at a time and gives its host the conversation.
 * Owns: the abort controller of the run and one pending frame. Does not own: scroll, focus, DOM.
 * Connected: starts nothing. Disconnected and not connected again within the task: ends the run; what arrived stays, as
 * stopped. A move keeps it.
 * Updates: at most one `requestUpdate()` per animation frame, by a timer while the page is hidden.
 * Errors: never thrown, always a message with an `error`.
 */
export class RunController implements ReactiveController {
  readonly #host: RunHost;
  readonly #frames: FrameScheduler;
  readonly #changes: FrameThrottle;
  #conversation: Conversation = emptyConversation;
  #run: Run | undefined;
  #waiting: ChatEvent[] = [];
  #status: ChatStatus = 'idle';

  constructor(host: RunHost) {
    this.#host = host;
    this.#frames = new FrameScheduler(() => this.#take());
    this.#changes = new FrameThrottle(() => dispatch(host, 'chat-change', { messages: this.messages }));
    host.addController(this);
  }

  get messages(): readonly Message[] {
    return this.#conversation.messages;
  }

  get status(): ChatStatus {
    return this.#status;
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  get phase(): AnswerPhase | undefined {
    return this.#run?.phase;
  }

  hostDisconnected(): void {
    if (!this.#run) return;
    setTimeout(() => {
      if (!this.#host.isConnected) this.stop();
    });
  }

  /** Asks. @returns the finished answer, or undefined when the site kept the message from leaving. */
  send({ text, metadata }: SendInput): Promise<Message | undefined> {
    const message: Message = {
      id: createId(),
      role: 'user',
      parts: [{ type: 'text', text, revision: 0 }],
      status: 'complete',
      createdAt: Date.now(),
    };
    void metadata;
    const prepared = this.#prepare([...this.messages, message]);
    if (prepared instanceof ChatError || dispatch(this.#host, 'chat-before-send', { message, request: prepared })) {
      this.stop();
      this.#fold({ type: 'add', message });
      dispatch(this.#host, 'chat-send', { message });
      return this.#start(prepared);
    }
    return Promise.resolve(undefined);
  }

  /** Ends the running answer, in whatever phase it is, also one that another tab is writing. What arrived stays. */
  stop(): void {
    const run = this.#run;
    if (!run) {
      for (const { id } of this.messages.filter(isOpen)) this.#fold({ type: 'end', id, status: 'stopped' });
      return;
    }
    run.isStopped = true;
    this.#take();
    this.#end(run, { status: 'stopped' });
  }

  /** Asks again: the answer is replaced by a new one. */
  retry(id = this.#lastAnswer()?.id): Promise<Message | undefined> {
    const index = this.messages.findIndex((message) => message.id === id && message.role === 'assistant');
    if (index < 0) return Promise.resolve(undefined);
    this.stop();
    this.#fold({ type: 'truncate', from: index });
    return this.#start(this.#prepare(this.messages));
  }

  /** Asks for the rest of an answer that ended early; what is there stays and is sent along. */
  continueAnswer(id = this.#lastAnswer()?.id): Promise<Message | undefined> {
    const message = this.messages.find((candidate) => candidate.id === id && candidate.role === 'assistant');
    if (!message) return Promise.resolve(undefined);
    this.stop();
    return this.#start(this.#prepare(this.messages), message.id);
  }

  clear(): void {
    this.stop();
    this.#fold({ type: 'clear' });
  }

  add(message: Message): void {
    this.#fold({ type: 'add', message });
  }

  set(messages: readonly Message[]): void {
    this.stop();
    this.#fold({ type: 'clear' });
    for (const message of messages) this.#fold({ type: 'add', message });
  }

  /** Takes messages as they are, from an earlier page or another tab. A running answer goes on. */
  restore(messages: readonly Message[]): void {
    this.#fold({ type: 'restore', messages });
  }

  /** Forgets a message and what follows it, for `edit`. */
  truncate(id: string): void {
    const index = this.messages.findIndex((message) => message.id === id);
    if (index >= 0) this.#fold({ type: 'truncate', from: index });
  }

  #lastAnswer(): Message | undefined {
    return this.messages.findLast(({ role }) => role === 'assistant');
  }

  #prepare(messages: readonly Message[]): TransportRequest | ChatError {
    try {
      return createRequest(this.#host, messages, createId());
    } catch (error) {
      return asChatError(error);
    }
  }

  #start(request: TransportRequest | ChatError, continued?: string): Promise<Message> {
    return new Promise((resolve) => {
      const id = continued ?? createId();
      const run: Run = {
        id,
        abort: new AbortController(),
        metrics: new RunMetrics(performance.now()),
        isStopped: false,
        phase: { type: 'connecting' },
        resolve,
      };
      this.#run = run;
      this.#fold(continued ? { type: 'reopen', id } : { type: 'start', id, at: Date.now() });
      this.#setStatus('connecting');
      void this.#follow(run, request);
    });
  }

  async #follow(run: Run, request: TransportRequest | ChatError): Promise<void> {
    try {
      if (request instanceof ChatError) throw request;
      const complete = await completeRequest(this.#host, request);
      if (run.isStopped) return;
      const { protocol, fetch, maxRetries, connectTimeout, idleTimeout } = this.#host;
      const events = answer(complete, {
        protocol,
        ...(fetch && { fetch }),
        maxRetries,
        connectTimeoutMs: connectTimeout,
        idleTimeoutMs: idleTimeout,
        signal: run.abort.signal,
        onPhase: (phase) => this.#enterPhase(run, phase),
      });
      for await (const batch of events) {
        if (run.isStopped) return;
        this.#receive(run, batch);
      }
    } catch (error) {
      if (run.isStopped) return;
      this.#waiting.push({ type: 'error', error: asChatError(error) });
    }
    this.#take();
    this.#end(run, {});
  }

  #enterPhase(run: Run, phase: AnswerPhase): void {
    if (run !== this.#run) return;
    run.phase = phase;
    run.metrics.phase(phase, performance.now());
    if (phase.type === 'retrying') this.#setStatus('retrying');
    else if (phase.type === 'connecting') this.#setStatus('connecting');
    this.#host.requestUpdate();
  }

  #receive(run: Run, events: readonly ChatEvent[]): void {
    const isFirst = run.metrics.events(events, performance.now());
    for (const event of events) this.#waiting.push(event);
    if (isFirst) {
      this.#take();
      this.#setStatus('streaming');
      dispatch(this.#host, 'chat-first-token', { message: this.#message(run.id)! });
    } else this.#frames.schedule();
  }

  /** Folds what arrived since the last frame. */
  #take(): void {
    this.#frames.cancel();
    if (this.#waiting.length === 0 || !this.#run) return;
    const events = this.#waiting;
    this.#waiting = [];
    this.#fold({ type: 'events', id: this.#run.id, events });
  }

  #end(run: Run, outcome: { status?: 'stopped' }): void {
    if (run !== this.#run) return;
    // Firefox leaves the socket of a cancelled body open until its next byte; an aborted request it closes at once.
    run.abort.abort();
    this.#waiting = [];
    const { id, metrics } = run;
    this.#run = undefined;
    this.#fold({ type: 'end', id, ...outcome, metrics: metrics.result(performance.now()) });
    this.#setStatus(navigator.onLine ? 'idle' : 'offline');
    const message = this.#message(id)!;
    if (message.error) dispatch(this.#host, 'chat-error', { error: message.error, message });
    dispatch(this.#host, 'chat-finish', { message });
    run.resolve(message);
  }

  #message(id: string): Message | undefined {
    return this.messages.find((message) => message.id === id);
  }

  #fold(fact: ConversationFact): void {
    const next = reduce(this.#conversation, fact);
    if (next === this.#conversation) return;
    this.#conversation = next;
    this.#host.requestUpdate();
    this.#changes.ask();
  }

  #setStatus(status: ChatStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    dispatch(this.#host, 'chat-status', { status });
    this.#host.requestUpdate();
  }
}

function asChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  // A hook of the site threw: its words go to the console, not to the visitor.
  console.warn('<stream-chat> a hook of the page failed:', error);
  return new ChatError('aborted', 'A hook of the page failed; the console says how.', { cause: error });
}
