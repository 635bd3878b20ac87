import type { ErrorType } from '../chat/errors.ts';
import { diagnose, type Diagnosis, type RequestFacts } from '../transport/diagnosis.ts';
import { pageFetch, type Fetch } from '../transport/fetch.ts';
import { observedFetch } from '../transport/observed-fetch.ts';

/** How much later than a refused request the browser may say that a policy refused it, in ms. */
const REPORT_MS = 100;

/** Watches the requests of one run, for a developer who set `debug`; what is said is of the last of them. */
export class RunDiagnosis {
  #facts: RequestFacts | undefined;

  /** @returns a `fetch` that sends as `send` does, by default the page's own, and hears meanwhile what the page's policy blocks. */
  fetch(send: Fetch = pageFetch!): Fetch {
    const observed = observedFetch(
      send,
      // A site may have set an address without a host in `chat-before-send`.
      (facts) => (this.#facts = { ...facts, url: absolute(facts.url).href }),
      { pageUrl: location.href },
    );
    return async (url, init) => {
      let isBlockedByPolicy = false;
      const onViolation = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
        isBlockedByPolicy ||=
          effectiveDirective === 'connect-src' && absolute(blockedURI).origin === absolute(String(url)).origin;
      };
      document.addEventListener('securitypolicyviolation', onViolation);
      try {
        return await observed(url, init);
      } catch (error) {
        await new Promise((resolve) => setTimeout(resolve, REPORT_MS));
        if (isBlockedByPolicy && this.#facts) this.#facts = { ...this.#facts, isBlockedByPolicy };
        throw error;
      } finally {
        document.removeEventListener('securitypolicyviolation', onViolation);
      }
    };
  }

  /** What is wrong; nothing where no request was answered or refused, such as over a WebSocket. */
  result(errorType: ErrorType | undefined): readonly Diagnosis[] {
    return this.#facts ? diagnose({ ...this.#facts, ...(errorType && { errorType }) }) : [];
  }
}

function absolute(url: string): URL {
  return new URL(url, document.baseURI);
}
