import type { IncomingMessage } from 'node:http';
import type { Message, Question } from './answer.ts';

/** The largest request body, in bytes. A conversation of 100,000 words fits. */
export const MAX_BODY_BYTES = 1_048_576;
const ROLES: readonly unknown[] = ['system', 'user', 'assistant'];

/** A request that cannot be answered: the HTTP status, a code for programs, and a plain sentence for people. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const invalid = (message: string): RequestProblem => new RequestProblem(400, 'invalid_request', message);

/**
 * Reads the question from the body of a POST or the query of a GET.
 * @throws RequestProblem 400 for what is no question, 413 for a body over `MAX_BODY_BYTES`.
 */
export async function readQuestion(request: IncomingMessage, query: URLSearchParams): Promise<Question> {
  if (request.method !== 'GET') return questionOf(await readJson(request));
  const message = query.get('message');
  if (message === null) throw invalid('Put the question into the query: ?message=…');
  return questionOf({ message, model: query.get('model') ?? undefined });
}

/** @throws RequestProblem 400 for what is no JSON, 413 for a body over `MAX_BODY_BYTES`. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  return parse(await readBody(request));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop must not destroy the request: its socket carries the refusal.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      request.resume();
      throw new RequestProblem(
        413,
        'too_large',
        `The body is larger than ${MAX_BODY_BYTES} bytes. Send a shorter conversation.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalid('The body is not JSON. Send an object, for a question with a "messages" list.');
  }
}

/** @throws RequestProblem 400 for what is no question. */
export function questionOf(body: unknown): Question {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid('The body must be a JSON object with a "messages" list.');
  }
  const { messages, message, model, temperature, stream_options: options } = body as Record<string, unknown>;
  if (model !== undefined && typeof model !== 'string') throw invalid('"model" must be text.');
  if (temperature !== undefined && !isTemperature(temperature))
    throw invalid('"temperature" must be a number from 0 to 2.');
  const list = messages === undefined && message !== undefined ? [{ role: 'user', content: message }] : messages;
  const isUsageWanted = (options as { include_usage?: unknown } | null | undefined)?.include_usage === true;
  return {
    messages: messagesOf(list),
    isUsageWanted,
    ...(model !== undefined && { model }),
    ...(temperature !== undefined && { temperature }),
  };
}

/** The words of a message; of a list with files, its texts and the names of what came along, since the embedded model has no eyes. */
function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  return content
    .map((piece: unknown) => {
      const { type, text, file } = Object(piece) as Record<string, unknown>;
      const { filename } = Object(file) as Record<string, unknown>;
      return typeof text === 'string' ? text : `[${typeof filename === 'string' ? filename : String(type)}]`;
    })
    .join('\n');
}

function isTemperature(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 2;
}

function messagesOf(list: unknown): readonly Message[] {
  if (!Array.isArray(list) || list.length === 0) {
    throw invalid('"messages" must be a list with at least one {"role", "content"} object.');
  }
  const messages = list.map((entry: unknown, index): Message => {
    const { role, content } = (entry ?? {}) as Record<string, unknown>;
    if (!ROLES.includes(role)) throw invalid(`"messages[${index}].role" must be "system", "user" or "assistant".`);
    const words = textOf(content);
    if (words === undefined) throw invalid(`"messages[${index}].content" must be text, or a list of pieces.`);
    return { role: role as Message['role'], content: words };
  });
  const newest = messages.findLast(({ role }) => role === 'user');
  if (!newest) throw invalid('"messages" holds no message of the user, so there is nothing to answer.');
  if (newest.content.trim() === '') throw invalid('The newest message of the user is empty.');
  return messages;
}
