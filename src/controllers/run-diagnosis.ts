import type { ErrorType } from '../chat/errors.ts';
import { diagnose, type Diagnosis, type RequestFacts } from '../transport/diagnosis.ts';
import { pageFetch, type Fetch } from '../transport/fetch.ts';
import { observedFetch } from '../transport/observed-fetch.ts';

/** Watches the requests of one run, for a developer who set `debug`; what is said is of the last of them. */
export class RunDiagnosis {
  #facts: RequestFacts | undefined;

  /** @returns a `fetch` that sends as `send` does, by default the page's own. */
  fetch(send: Fetch = pageFetch!): Fetch {
    return observedFetch(
      send,
      // A site may have set an address without a host in `chat-before-send`.
      (facts) => (this.#facts = { ...facts, url: new URL(facts.url, document.baseURI).href }),
      { pageUrl: location.href },
    );
  }

  /** What is wrong; nothing where no request was answered or refused, such as over a WebSocket. */
  result(errorType: ErrorType | undefined): readonly Diagnosis[] {
    return this.#facts ? diagnose({ ...this.#facts, ...(errorType && { errorType }) }) : [];
  }
}
