import type { IncomingMessage, ServerResponse } from 'node:http';
import { AnswerError, type AnswerEvent, type AnswerSource } from './answer.ts';
import { EventStream } from './event-stream.ts';
import { FAULTS, type Fault } from './faults.ts';
import type { Format, Writer } from './formats.ts';
import { readQuestion, RequestProblem } from './question.ts';

const MAX_PACE = 10;

export interface ChatSettings {
  readonly source: AnswerSource;
  /** Multiplies every delay of the embedded model where the request's own `?pace=` does not. */
  readonly pace: number;
  readonly heartbeatMs: number;
  readonly log: (line: string) => void;
}

type Outcome = 'complete' | 'failed' | 'cut' | 'visitor left';

/**
 * Answers one request in a format.
 * @throws RequestProblem while nothing has been sent yet; everything that goes wrong later is an event of the stream.
 */
export async function answerChat(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  format: Format,
  settings: ChatSettings,
): Promise<void> {
  const fault = faultOf(url.searchParams);
  if (fault && 'instead' in fault) return fault.instead(response);
  const question = await readQuestion(request, url.searchParams);
  const pace = paceOf(url.searchParams) ?? settings.pace;

  const stream = new EventStream(response, settings.heartbeatMs);
  const context = { signal: stream.signal, pace };
  const events = settings.source(question, context);
  const startedAt = performance.now();
  const { outcome, pieces } = await pump(
    fault ? fault.during(events, context) : events,
    stream,
    format(question),
    settings.log,
  );
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  settings.log(`${request.method} ${url.pathname}: ${outcome} after ${pieces} pieces in ${seconds} s`);
}

function faultOf(query: URLSearchParams): Fault | undefined {
  const name = query.get('fault');
  if (!name) return undefined;
  if (Object.hasOwn(FAULTS, name)) return FAULTS[name];
  throw new RequestProblem(
    400,
    'invalid_request',
    `No fault is called "${name}". There are: ${Object.keys(FAULTS).join(', ')}.`,
  );
}

function paceOf(query: URLSearchParams): number | undefined {
  const text = query.get('pace');
  if (!text) return undefined;
  const pace = Number(text);
  if (pace >= 0 && pace <= MAX_PACE) return pace;
  throw new RequestProblem(400, 'invalid_request', `"pace" must be a number from 0 (no delay) to ${MAX_PACE}.`);
}

/** Pulls one event at a time, and the next only when the client has taken the last: that is the whole of backpressure. */
async function pump(
  events: AsyncIterable<AnswerEvent>,
  stream: EventStream,
  writer: Writer,
  log: ChatSettings['log'],
): Promise<{ outcome: Outcome; pieces: number }> {
  let pieces = 0;
  try {
    await stream.write(writer.start());
    for await (const event of events) {
      if (event.type === 'cut') {
        await stream.cut();
        return { outcome: 'cut', pieces };
      }
      if (event.type === 'text') pieces++;
      await stream.write(bytesOf(event, writer));
      if (event.type !== 'finish') continue;
      stream.end();
      return { outcome: 'complete', pieces };
    }
    throw new AnswerError('incomplete', 'The model stopped before the end of its answer.');
  } catch (error) {
    if (stream.isClosed) return { outcome: 'visitor left', pieces };
    const problem =
      error instanceof AnswerError ? error : new AnswerError('internal_error', 'The server failed while answering.');
    if (problem !== error) log(`error: ${String(error)}`);
    await stream.write(writer.error(problem.message, problem.code)).catch(() => undefined);
    stream.end();
    return { outcome: 'failed', pieces };
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
