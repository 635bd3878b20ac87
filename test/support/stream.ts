import { createId } from '../../src/controllers/identifiers.ts';

/** One request that reached the server. */
export interface StreamRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The page closed the connection before the answer was over. */
  readonly closedByPage: boolean;
}

/** A real HTTP answer that a test writes piece by piece; the server side is `stepped-stream.mjs`. */
export class SteppedStream {
  readonly url = `/__stream/${createId()}`;

  /** Answers the oldest open request with headers; waits for one if there is none. */
  open(answer: { status?: number; headers?: Record<string, string> } = {}): Promise<void> {
    return this.#step('open', JSON.stringify(answer));
  }

  /** Sends a piece of the body, after default headers if none were sent. */
  write(body: string | Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#step('write', body);
  }

  end(): Promise<void> {
    return this.#step('end');
  }

  /** Takes the connection down without an end. */
  cut(): Promise<void> {
    return this.#step('cut');
  }

  async requests(): Promise<StreamRequest[]> {
    const response = await fetch(`${this.url}/log`);
    return (await response.json()) as StreamRequest[];
  }

  async #step(verb: string, body?: BodyInit): Promise<void> {
    const response = await fetch(`${this.url}/${verb}`, { method: 'POST', ...(body !== undefined && { body }) });
    if (!response.ok) throw new Error(`The test server answered ${verb} with ${response.status}.`);
  }
}
