import { AnswerError, type AnswerEvent, type FinishReason, type Usage } from './answer.ts';
import type { Writer } from './writer.ts';

/** Where the bytes of an answer go: a response, a WebSocket, or a window that several connections may read. */
export interface Sink {
  /** Aborts when nobody will read the rest. */
  readonly signal: AbortSignal;
  /** Will nothing more be read? True a moment before `signal` aborts. */
  readonly isClosed: boolean;
  /**
   * Sends a piece, and waits until there is room for the next one.
   * @throws DOMException `AbortError` once the client is gone.
   */
  write(piece: string): Promise<void>;
  end(): void;
  /** Takes the connection down without an end, as a crashed server does. @returns whether the answer goes on without it. */
  cut(): Promise<boolean>;
}

/** How an answer went. */
export interface Outcome {
  readonly outcome: 'complete' | 'failed' | 'cut' | 'visitor left';
  /** Pieces of text that were sent. */
  readonly pieces: number;
  /** From the request to the first piece of text, in ms; undefined if none came. */
  readonly firstPieceMs?: number;
  readonly durationMs: number;
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  /** Code of the error that ended it. */
  readonly errorCode?: string;
}

/** Pulls one event at a time, and the next only when the client has taken the last: that is the whole of backpressure. */
export async function pump(
  events: AsyncIterable<AnswerEvent>,
  sink: Sink,
  writer: Writer,
  log: (line: string) => void,
): Promise<Outcome> {
  const startedAt = performance.now();
  const sinceStart = (): number => performance.now() - startedAt;
  let pieces = 0;
  let firstPieceMs: number | undefined;
  const ended = (outcome: Outcome['outcome'], rest: Partial<Outcome> = {}): Outcome => ({
    outcome,
    pieces,
    durationMs: sinceStart(),
    ...(firstPieceMs !== undefined && { firstPieceMs }),
    ...rest,
  });
  try {
    await sink.write(writer.start());
    for await (const event of events) {
      if (event.type === 'cut') {
        if (await sink.cut()) continue;
        return ended('cut');
      }
      if (event.type === 'text') {
        pieces++;
        firstPieceMs ??= sinceStart();
      }
      await sink.write(bytesOf(event, writer));
      if (event.type !== 'finish') continue;
      sink.end();
      return ended('complete', { finishReason: event.reason, ...(event.usage && { usage: event.usage }) });
    }
    throw new AnswerError('incomplete', 'The model stopped before the end of its answer.');
  } catch (error) {
    if (sink.isClosed) return ended('visitor left');
    const problem =
      error instanceof AnswerError ? error : new AnswerError('internal_error', 'The server failed while answering.');
    if (problem !== error) log(`error: ${String(error)}`);
    await sink.write(writer.error(problem.message, problem.code)).catch(() => undefined);
    sink.end();
    return ended('failed', { errorCode: problem.code });
  }
}

function bytesOf(event: Exclude<AnswerEvent, { type: 'cut' }>, writer: Writer): string {
  switch (event.type) {
    case 'text':
      return writer.text(event.delta);
    case 'thinking':
      return writer.thinking(event.text);
    case 'finish':
      return writer.finish(event.reason, event.usage);
    case 'raw':
      return event.bytes;
  }
}
