import type { ReactiveControllerHost } from 'lit';
import { text, type Message, type Part } from '../chat/conversation.ts';
import { ChatError } from '../chat/errors.ts';
import type { ChatEvent } from '../chat/events.ts';
import type { Recording } from '../chat/recording.ts';
import { dispatch, type ChatStatus } from '../events/chat-events.ts';
import type { Diagnosis } from '../transport/diagnosis.ts';
import { isLost } from '../transport/resume.ts';
import type { Asked, Asking } from './asking.ts';
import type { ConversationStore } from './conversation-store.ts';
import { createId } from './identifiers.ts';
import { measureAnswer, RunMetrics } from './run-metrics.ts';
import { askPage } from './tool-calls.ts';
import { Run, type RunListener, type RunPhase, type RunSettings } from './run.ts';

/** What runs are made with, and a target for events. */
export interface AnsweringHost extends ReactiveControllerHost, EventTarget, RunSettings {}

/** Hears of the finished answer. */
export type Answered = (message: Message | undefined) => void;

/** Which message is written: one that goes on, a new one in the place of another, or one behind a question. By default a new one at the end. */
export interface AnswerPlace {
  readonly continued?: string;
  readonly replaces?: string;
  readonly after?: string;
  /** An answer that was begun before: its rest is got, and nothing is asked. */
  readonly recording?: Recording;
  /** What is asked when there is no rest to be got. */
  readonly instead?: Asked;
}

/** The status of the element while a run is in a phase; other phases change nothing. */
const STATUS: Readonly<Partial<Record<RunPhase['type'], ChatStatus>>> = {
  queued: 'connecting',
  connecting: 'connecting',
  retrying: 'retrying',
  resuming: 'retrying',
};

/**
 * The answer that is being written: begins a run, folds what it brings, says where it stands, and ends it. Owns: at most one run.
 */
export class Answering implements RunListener {
  /** The request in flight. */
  run: Run | undefined;
  /** What was wrong with the request of the newest answer; empty while one is written, and without `debug`. */
  diagnosis: readonly Diagnosis[] = [];
  readonly #host: AnsweringHost;
  readonly #store: ConversationStore;
  readonly #asking: Asking;
  readonly #onIdle: () => void;
  #status: ChatStatus = 'idle';
  #answered: Answered = () => undefined;
  #instead: Asked | undefined;
  /** What stood in the message before. */
  #before: readonly Part[] = [];
  /** Of an answer that broke off. */
  #left: Recording | undefined;

  /** @param onIdle - an answer ended by itself. */
  constructor(host: AnsweringHost, store: ConversationStore, asking: Asking, onIdle: () => void) {
    this.#host = host;
    this.#store = store;
    this.#asking = asking;
    this.#onIdle = onIdle;
  }

  get status(): ChatStatus {
    return this.#status;
  }

  /** What is needed to get back to the newest answer; undefined for one that has its end. */
  get recording(): Recording | undefined {
    if (!this.run) return this.#left;
    const wire = this.run.cursor?.recorded;
    return wire && { id: this.run.id, before: this.#before, wire };
  }

  /** From an earlier page. */
  set recording(recording: Recording | undefined) {
    this.#left = recording;
  }

  /** @returns the finished answer. */
  begin(request: Asked, place: AnswerPlace = {}): Promise<Message | undefined> {
    return new Promise((answered) => {
      this.#answered = answered;
      this.#start(request, place);
    });
  }

  /** Ends the running answer, in whatever phase it is; what arrived stays. */
  stop(): void {
    if (!this.run) return;
    this.run.stop();
    this.#asking.tellStop(this.run.cursor);
    this.#end(this.run, { status: 'stopped' });
  }

  /** The answer has its end elsewhere. */
  letGo(ended: Message): void {
    this.run?.stop();
    this.run = undefined;
    this.#store.take();
    this.#answered(ended);
    this.settle();
  }

  /** Without a run, the network alone says what the status is. */
  settle(): void {
    if (!this.run) this.#setStatus(navigator.onLine ? 'idle' : 'offline');
  }

  onPhase(run: Run): void {
    const { type } = run.phase;
    if (type === 'gone' && this.#instead) {
      run.stop();
      return this.#start(this.#instead, { continued: run.id });
    }
    if (type === 'recalled') this.#store.fold({ type: 'rewind', id: run.id, before: this.#before });
    if (type === 'restarted') this.#startOver(run);
    const status = STATUS[type] ?? (type === 'first-byte' && this.#hasText(run.id) ? 'streaming' : undefined);
    if (status) this.#setStatus(status);
    this.#host.requestUpdate();
  }

  onEvents(run: Run, events: readonly ChatEvent[]): void {
    this.#asking.hear(events);
    const isFirst = run.metrics.events(events, this.#host.clock.now());
    this.#store.receive(run.id, events);
    if (!isFirst) return;
    this.#store.take();
    this.#setStatus('streaming');
    dispatch(this.#host, 'chat-first-token', { message: this.#store.message(run.id)! });
  }

  async onRound(run: Run): Promise<Asked | undefined> {
    this.#store.take();
    const { id } = run;
    const isWhole = await askPage(this.#host, this.#store.message(id)!, (event) => {
      if (!run.isOver) this.#store.receive(id, [event]);
    });
    if (!isWhole || run.isOver) return undefined;
    this.#store.take();
    this.#store.fold({ type: 'reopen', id, isRound: true });
    const index = this.#store.messages.findIndex((message) => message.id === id);
    this.#before = this.#store.messages[index]!.parts;
    return this.#asking.ask(this.#store.messages.slice(0, index + 1));
  }

  onEnd(run: Run): void {
    this.#end(run, {});
    this.#onIdle();
  }

  #start(request: Asked, { continued, recording, instead, ...place }: AnswerPlace): void {
    const kept = continued ?? recording?.id;
    const id = kept ?? createId();
    this.#before = recording?.before ?? this.#store.message(kept)?.parts ?? [];
    const run = new Run(id, this.#host, this, {
      kept: text({ parts: this.#before }),
      ...(recording && { recording }),
    });
    this.run = run;
    this.#instead = instead;
    this.#left = undefined;
    this.diagnosis = [];
    this.#store.fold(kept ? { type: 'reopen', id } : { type: 'start', id, at: this.#host.clock.now(), ...place });
    this.#setStatus('connecting');
    void run.begin(request);
  }

  #end(run: Run, outcome: { status?: 'stopped' }): void {
    const { id, metrics } = run;
    const answered = this.#answered;
    const recording = this.recording;
    this.run = undefined;
    this.#store.take();
    this.#store.fold({ type: 'end', id, ...outcome, metrics: metrics.result(this.#host.clock.now()) });
    this.settle();
    const message = this.#store.message(id);
    this.diagnosis = run.diagnosis?.result(message?.error?.type) ?? [];
    // Only what was lost on the way can be got back.
    this.#left = !outcome.status && message?.error && isLost(message.error) ? recording : undefined;
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
    this.#before = [];
    this.#store.receive(old, [{ type: 'error', error: new ChatError('network', 'The answer could not be resumed.') }]);
    this.#store.take();
    this.#store.fold({ type: 'end', id: old, metrics: run.metrics.result(clock.now()) });
    run.metrics = new RunMetrics(clock.now());
    this.#store.fold({ type: 'start', id: run.id, at: clock.now(), after: old });
    const message = this.#store.message(old)!;
    dispatch(this.#host, 'chat-error', { error: message.error!, message });
  }

  #hasText(id: string): boolean {
    const message = this.#store.message(id);
    return message !== undefined && text(message) !== '';
  }

  #setStatus(status: ChatStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    dispatch(this.#host, 'chat-status', { status });
    this.#host.requestUpdate();
  }
}
