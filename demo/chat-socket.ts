import { setTimeout as wait } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { ChatSettings } from './chat-endpoint.ts';
import { pump, type Sink } from './pump.ts';
import { questionOf, RequestProblem } from './question.ts';
import { socketFrames } from './socket-writer.ts';

/** Where answers over a WebSocket are asked for. */
export const SOCKET_PATH = '/chat/socket';

type Request = Readonly<Record<string, unknown>>;

/**
 * One visitor's WebSocket (S8): `start_stream` asks, `cancel_stream` stops, `adjust_parameters` writes the same answer again
 * with another model or temperature. One answer at a time: a new question cancels the running one.
 */
export function serveSocket(socket: WebSocket, settings: ChatSettings): void {
  const { heartbeatMs } = settings;
  let running: SocketSink | undefined;
  let asked: Request = {};
  /** Each answer begins when the one before it has said its last word. */
  let turn = Promise.resolve();

  const cancel = (): void => running?.cancel();
  const start = (request: Request): void => {
    cancel();
    asked = request;
    turn = turn.then(() => answer(request)).catch((error: unknown) => settings.log(`socket: ${String(error)}`));
  };
  const answer = async (request: Request): Promise<void> => {
    if (request !== asked || socket.readyState !== socket.OPEN) return;
    const sink = new SocketSink(socket);
    running = sink;
    const question = questionOf(request);
    const { name, source } = settings.sources.of(SOCKET_PATH);
    const events = source(question, { signal: sink.signal, pace: settings.pace });
    const outcome = await pump(events, sink, socketFrames(question), settings.log);
    settings.metrics.add({ path: SOCKET_PATH, provider: name, model: question.model, retries: 0 }, outcome);
    if (outcome.outcome === 'visitor left') send(socket, { type: 'stream_cancelled' });
    running = undefined;
  };
  const actions: Readonly<Record<string, (request: Request) => void>> = {
    start_stream(request) {
      questionOf(request);
      start(request);
    },
    cancel_stream: cancel,
    adjust_parameters({ model, temperature }) {
      if (!running) throw new RequestProblem(400, 'nothing_to_adjust', 'No answer is being written.');
      const changed = {
        ...asked,
        ...(model !== undefined && { model }),
        ...(temperature !== undefined && { temperature }),
      };
      questionOf(changed);
      start(changed);
    },
  };

  socket.on('message', (data, isBinary) => {
    try {
      const request = isBinary ? {} : requestOf(String(data));
      const type = String(request['type']);
      if (!Object.hasOwn(actions, type))
        throw new RequestProblem(400, 'invalid_request', `"type" must be one of ${Object.keys(actions).join(', ')}.`);
      actions[type]!(request);
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      send(socket, { type: 'error', error: error.message, code: error.code });
    }
  });
  // A page cannot see a ping, so the heartbeat is a frame of its own.
  const heartbeat = setInterval(() => running && send(socket, { type: 'heartbeat' }), heartbeatMs);
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearInterval(heartbeat);
    cancel();
  });
}

function requestOf(text: string): Request {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null) return value as Request;
  throw new RequestProblem(400, 'invalid_request', 'A frame must be a JSON object with a "type".');
}

function send(socket: WebSocket, frame: object): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
}

/** One answer's way into a socket. Its end leaves the socket open. */
class SocketSink implements Sink {
  readonly #socket: WebSocket;
  readonly #abort = new AbortController();

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isClosed(): boolean {
    return this.signal.aborted;
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** The callback comes when the frame has left for the kernel: at most one waits. */
  async write(frame: string): Promise<void> {
    this.signal.throwIfAborted();
    if (frame === '') return;
    await new Promise<void>((resolve, reject) => {
      this.signal.addEventListener('abort', () => resolve(), { once: true });
      this.#socket.send(frame, (error) => (error ? reject(error) : resolve()));
    });
    this.signal.throwIfAborted();
  }

  end(): void {}

  async cut(): Promise<boolean> {
    await wait(50);
    this.#socket.terminate();
    return false;
  }
}
