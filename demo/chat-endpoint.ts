import type { IncomingMessage, ServerResponse } from 'node:http';
import { EventStream } from './event-stream.ts';
import { FAULTS, type Fault } from './faults.ts';
import type { Metrics } from './metrics.ts';
import { pump } from './pump.ts';
import { readJson, readQuestion, RequestProblem } from './question.ts';
import type { Replays } from './replays.ts';
import type { Sources } from './sources.ts';
import type { Format } from './writer.ts';

const MAX_PACE = 10;

export interface ChatSettings {
  readonly sources: Sources;
  /** Multiplies every delay of the embedded model where the request's own `?pace=` does not. */
  readonly pace: number;
  readonly heartbeatMs: number;
  readonly replays: Replays;
  readonly metrics: Metrics;
  readonly log: (line: string) => void;
}

/**
 * Answers one request in a format. With `?resume` the events have ids, and the answer waits for a client that comes back.
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
  const { log, metrics, heartbeatMs } = settings;
  const { name, source } = settings.sources.of(url.pathname);
  const retries = metrics.repeatsOf(request.headers['idempotency-key'] as string | undefined);

  const replay = url.searchParams.has('resume') ? settings.replays.open(request, response) : undefined;
  const stream = new EventStream(response, heartbeatMs);
  const sink = replay ?? stream;
  const context = { signal: sink.signal, pace };
  const events = source(question, context);
  const sending = replay?.send(stream, 0);
  const outcome = await pump(fault ? fault.during(events, context) : events, sink, format(question), log);
  metrics.add({ path: url.pathname, provider: name, model: question.model, retries }, outcome);
  await sending;
}

/** Sends the rest of an answer to a client that lost its connection, or stops the answer that it does not want any more. */
export async function resumeChat(
  request: IncomingMessage,
  response: ServerResponse,
  lastEventId: string,
  { replays, heartbeatMs, log }: ChatSettings,
): Promise<void> {
  const { answer, number } = replays.find(request, lastEventId);
  if (request.method === 'DELETE') answer.stop();
  // 204 also tells an EventSource not to come back.
  if (request.method === 'DELETE' || answer.after(number) === 'nothing') return void response.writeHead(204).end();
  log(`${request.url}: resumed after event ${number}`);
  await answer.send(new EventStream(response, heartbeatMs), number);
}

/**
 * Stops an answer that goes on without its reader: `{event}` names the last event that was read, as `stop-url` sends it.
 * @throws RequestProblem 404 for an answer that is not here (any more), 403 for one of another visitor.
 */
export async function stopChat(
  request: IncomingMessage,
  response: ServerResponse,
  { replays }: ChatSettings,
): Promise<void> {
  const { event } = Object(await readJson(request)) as { event?: unknown };
  replays.find(request, String(event)).answer.stop();
  response.writeHead(204).end();
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
