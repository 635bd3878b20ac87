import { ChatError } from '../chat/errors.ts';
import type { ChatEvent } from '../chat/events.ts';
import { Seam } from '../chat/seam.ts';
import type { Recording } from '../chat/recording.ts';
import { answer, type AnswerPhase } from '../transport/answer.ts';
import { Cursor } from '../transport/cursor.ts';
import type { Clock, TransportRequest } from '../transport/transport.ts';
import type { Adjust } from '../transport/websocket.ts';
import { takeConnection } from './connections.ts';
import { completeInTime, completeRequest, type RequestSettings } from './request.ts';
import { RunDiagnosis } from './run-diagnosis.ts';
import { RunMetrics } from './run-metrics.ts';
import { RunWait } from './run-wait.ts';

/** Requests for one act of the visitor: a model that calls tools for ever comes to its end (law 6). */
const MAX_ROUNDS = 10;

/** What a run is made with. */
export interface RunSettings extends RequestSettings {
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly maxRetries: number;
  readonly connectTimeout: number;
  readonly idleTimeout: number;
  readonly totalTimeout: number;
  readonly resumeUrl: string;
  readonly stopUrl: string;
  readonly answerField: string;
  readonly debug: boolean;
  readonly clock: Clock;
}

/** `queued`: all connections to the server are in use. */
export type RunPhase = AnswerPhase | { readonly type: 'queued' };

/** What a run goes on from: text that is continued, or an answer that is gone back to. */
export interface RunStart {
  readonly kept?: string;
  readonly recording?: Recording;
}

/** Who hears of a run. After `onEnd`, or `stop`, nothing more is said. */
export interface RunListener {
  /** It stands elsewhere, or there is another word to say about where it stands. */
  onPhase(run: Run): void;
  onEvents(run: Run, events: readonly ChatEvent[]): void;
  /** A response is over. @returns the request with which the same answer goes on, if the page has tools that it called. */
  onRound(run: Run): Promise<TransportRequest | ChatError | undefined>;
  onEnd(run: Run): void;
}

/**
 * One request in flight, from the visitor's act to the last event. A phase without a next one ends the run.
 *
 * | phase      | what is waited for                   | until                                      | then                     |
 * | ---------- | ------------------------------------ | ------------------------------------------ | ------------------------ |
 * | connecting | hooks of the page, then headers      | `connectTimeout`, 60 s each                | queued, open or retrying |
 * | queued     | one of six connections to the server | one is free                                | connecting               |
 * | retrying   | the next try, with the same key      | 0.5 s × 2ⁿ, `Retry-After`, `tryNow`        | connecting               |
 * | open       | the first byte                       | `idleTimeout`, 30 s                        | first-byte or resuming   |
 * | first-byte | the end mark, and 0.5 s for the rest | `idleTimeout` from byte to byte            | resuming or connecting   |
 * | resuming   | the rest of the same answer          | as `retrying`, five tries without an event | open                     |
 * | restarted  | the end mark of another answer       | as `first-byte`                            | resuming or connecting   |
 * | recalled   | nothing: an earlier page's answer    | –                                          | open                     |
 * | gone       | nothing: there is no rest of it      | –                                          | –                        |
 *
 * Over all of them stand `totalTimeout`, 10 min, and `probe`: after a sleep or a change of network a byte has 5 s to come.
 * Behind the end mark tools of the page lead to `connecting` again. `stop` leads from every phase to the end, at once.
 * Owns: an abort controller, a `RunWait`, a connection.
 */
export class Run {
  /** Of the answer that is written; a server that starts over writes another one. */
  id: string;
  metrics: RunMetrics;
  /** Absent without `debug`: nothing is observed. */
  readonly diagnosis: RunDiagnosis | undefined;
  phase: RunPhase = { type: 'connecting' };
  /** How long it has been waiting, for the words about it. */
  readonly wait: RunWait;
  /** How far the answer was read; absent where nothing is resumed. */
  cursor: Cursor | undefined;
  readonly #settings: RunSettings;
  readonly #listener: RunListener;
  readonly #seam: Seam | undefined;
  readonly #abort = new AbortController();
  #isBegun: boolean;
  #release = (): void => undefined;

  constructor(id: string, settings: RunSettings, listener: RunListener, { kept, recording }: RunStart = {}) {
    this.id = id;
    this.#settings = settings;
    this.#listener = listener;
    this.metrics = new RunMetrics(settings.clock.now());
    this.wait = new RunWait(this.phase, settings.clock, () => listener.onPhase(this));
    this.diagnosis = settings.debug ? new RunDiagnosis() : undefined;
    this.#seam = kept ? new Seam(kept) : undefined;
    this.cursor = settings.resumeUrl ? new Cursor() : undefined;
    this.#isBegun = recording !== undefined;
    if (recording) this.cursor?.recall(recording.wire);
  }

  get isOver(): boolean {
    return this.#abort.signal.aborted;
  }

  /** Asks. A hook that throws, or an error that was known before, ends the run like any other error. */
  async begin(request: TransportRequest | ChatError): Promise<void> {
    try {
      let next: TransportRequest | ChatError | undefined = request;
      for (let round = 1; next; round++) {
        if (next instanceof ChatError) throw next;
        await this.#follow(next);
        if (this.isOver) return;
        next = round < MAX_ROUNDS ? await this.#listener.onRound(this) : undefined;
        if (this.isOver) return;
        if (next) this.#nextRound();
      }
    } catch (error) {
      this.#receive([{ type: 'error', error: error as ChatError }]);
    }
    if (this.isOver) return;
    this.stop();
    this.#listener.onEnd(this);
  }

  /** What follows is another response. */
  #nextRound(): void {
    this.metrics.nextRound();
    this.#isBegun = false;
    this.cursor &&= new Cursor();
  }

  /** Lets go of everything; nothing more is said. */
  stop(): void {
    // Firefox leaves the socket of a cancelled body open until its next byte; an aborted request it closes at once.
    this.#abort.abort();
    this.wait.stop();
    this.#release();
  }

  /** Ends a wait before a repeat. */
  tryNow(): void {
    if ('tryNow' in this.phase) this.phase.tryNow();
  }

  /** The network changed: a running answer has a few seconds to show that it lives. */
  probe(): void {
    this.#probe();
  }

  #probe = (): void => undefined;

  /** Changes parameters of the running answer. @returns false where the connection is no WebSocket, or not open yet. */
  adjust(parameters: Readonly<Record<string, unknown>>): boolean {
    this.#adjust?.(parameters);
    return this.#adjust !== undefined;
  }

  #adjust: Adjust | undefined;

  async #follow(request: TransportRequest): Promise<void> {
    const settings = this.#settings;
    const { clock, headers, resumeUrl } = settings;
    const fetch = this.diagnosis?.fetch(settings.fetch) ?? settings.fetch;
    this.#enter({ type: 'connecting' });
    const complete = await completeInTime(settings, request, this.#abort.signal);
    if (this.isOver) return;
    this.#release();
    const connection = takeConnection(complete.url, () => this.#enter({ type: 'queued' }));
    this.#release = connection.release;
    await connection.ready;
    if (this.isOver) return;
    const events = answer(complete, {
      protocol: settings.protocol,
      answerField: settings.answerField,
      ...(fetch && { fetch }),
      maxRetries: settings.maxRetries,
      connectTimeoutMs: settings.connectTimeout,
      idleTimeoutMs: settings.idleTimeout,
      totalTimeoutMs: settings.totalTimeout,
      ...(resumeUrl && { resumeUrl: new URL(resumeUrl, document.baseURI).href.replace(/%7B(\w+)%7D/g, '{$1}') }),
      ...(this.cursor && { cursor: this.cursor }),
      isBegun: this.#isBegun,
      ids: { conversation: settings.knownConversationId || settings.conversationId },
      ...(typeof headers === 'function' && { refresh: () => completeRequest(settings, request) }),
      signal: this.#abort.signal,
      clock,
      onPhase: (phase) => this.#enter(phase),
      onBytes: (bytes) => this.metrics.received(bytes),
      onAdjustable: (adjust) => (this.#adjust = adjust),
    });
    for await (const batch of events) this.#receive(batch);
  }

  #enter(phase: RunPhase): void {
    if (this.isOver) return;
    this.phase = phase;
    this.metrics.phase(phase, this.#settings.clock.now());
    if (phase.type === 'open') this.#probe = phase.probe;
    this.wait.enter(phase);
    this.#listener.onPhase(this);
  }

  #receive(events: readonly ChatEvent[]): void {
    if (this.isOver || events.length === 0) return;
    const fresh = this.#seam?.events(events) ?? events;
    this.#listener.onEvents(this, fresh.map(asOffline));
  }
}

/** A connection that is lost while the device has none is no fault of the server. */
function asOffline(event: ChatEvent): ChatEvent {
  const isLost = event.type === 'error' && (event.error.type === 'network' || event.error.type === 'timeout');
  return isLost && !navigator.onLine
    ? { type: 'error', error: new ChatError('offline', 'The device is offline.', { cause: event.error }) }
    : event;
}
