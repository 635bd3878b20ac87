import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestProblem } from './question.ts';
import { Replay } from './replay.ts';

const COOKIE = 'chat-visitor';
/** Answers that are kept at once. */
const MAX_ANSWERS = 200;

/** Every answer that can be resumed, and whose it is (S46, R-19). */
export class Replays {
  readonly #answers = new Map<string, Replay>();
  readonly #graceMs: number;

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** @throws RequestProblem 503 while too many are kept. */
  open(request: IncomingMessage, response: ServerResponse): Replay {
    if (this.#answers.size >= MAX_ANSWERS) {
      response.setHeader('Retry-After', Math.ceil(this.#graceMs / 1000));
      throw new RequestProblem(503, 'busy', 'Too many answers are being written. Try again in a moment.');
    }
    const answer = new Replay(ownerOf(request, visitorOf(request) ?? welcome(request, response)), this.#graceMs, () =>
      this.#answers.delete(answer.id),
    );
    this.#answers.set(answer.id, answer);
    return answer;
  }

  /**
   * @param lastEventId - as the client sends it back.
   * @throws RequestProblem 404 for an answer that is not here (any more), 403 for one of another visitor.
   */
  find(request: IncomingMessage, lastEventId: string): { answer: Replay; number: number } {
    const [, id = '', number = ''] = /^([\da-f-]{36})\.(\d{1,9})$/.exec(lastEventId) ?? [];
    const answer = this.#answers.get(id);
    if (!answer || answer.after(Number(number)) === 'unknown')
      throw new RequestProblem(404, 'unknown_event', 'This answer cannot be resumed. Ask again.');
    if (answer.owner !== ownerOf(request, visitorOf(request)))
      throw new RequestProblem(403, 'foreign_answer', 'This answer belongs to somebody else.');
    return { answer, number: Number(number) };
  }

  /** Stops every answer. */
  close(): void {
    for (const answer of this.#answers.values()) answer.stop();
  }
}

function visitorOf({ headers }: IncomingMessage): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([\\da-f-]{36})`).exec(headers.cookie ?? '')?.[1];
}

/** A visitor is the browser, by its cookie, and the token that the request carries. Where neither is, the id alone must do. */
function ownerOf({ headers }: IncomingMessage, visitor: string | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([visitor ?? '', headers.authorization ?? '']))
    .digest('hex');
}

/** Only a page of this server keeps the cookie for sure. */
function welcome({ headers }: IncomingMessage, response: ServerResponse): string | undefined {
  if (headers['sec-fetch-site'] !== 'same-origin') return undefined;
  const visitor = randomUUID();
  response.setHeader('Set-Cookie', `${COOKIE}=${visitor}; Path=/chat; HttpOnly; SameSite=Lax`);
  return visitor;
}
