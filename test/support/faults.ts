import { createId } from '../../src/controllers/identifiers.ts';

/** One thing that the server does with a connection; the words are those of `faults/exchange.mjs`. */
export type FaultStep = Readonly<Record<string, unknown>>;

/** One request that reached the server. */
export interface FaultRequest {
  /** When it came and when its connection ended, in ms on the server's clock. */
  readonly at: number;
  readonly endedAt?: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Bytes of the answer's body that were sent. */
  readonly sent: number;
  /** How the connection ended: by a step of the script, by the page, or not at all. */
  readonly end: 'open' | 'page' | 'chunk-end' | 'fin' | 'rst';
}

/** A script on the server that breaks as it is told; the server side is `faults/fault-server.mjs`. */
export class FaultScript {
  readonly #id = createId();
  readonly url: string;

  private constructor(origin: string) {
    this.url = `${origin}/run/${this.#id}`;
  }

  /** @param answers - the steps of each request's answer, in order. */
  static async play(...answers: readonly (readonly FaultStep[])[]): Promise<FaultScript> {
    const script = new FaultScript(await (await fetch('/__faults/origin')).text());
    await fetch(`/__faults/${script.#id}/play`, { method: 'POST', body: JSON.stringify(answers) });
    return script;
  }

  async requests(): Promise<FaultRequest[]> {
    return (await (await fetch(`/__faults/${this.#id}/log`)).json()) as FaultRequest[];
  }

  /** Lets a server that waits for the visitor go on, as soon as it waits. */
  async go(): Promise<void> {
    await fetch(`/__faults/${this.#id}/go`, { method: 'POST' });
  }
}
