import type { ErrorType } from '../chat/errors.ts';

/** What was seen of one request, for a developer who asks why it does not work. Times in ms since it left. */
export interface RequestFacts {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  /** Address of the page; without one there is no other origin. */
  readonly pageUrl?: string;
  /** Absent: no answer could be read. */
  readonly status?: number;
  readonly contentType?: string;
  readonly isRedirected?: boolean;
  readonly headersMs?: number;
  readonly firstByteMs?: number;
  readonly lastByteMs?: number;
  /** Longest time between two pieces, or since the last one. */
  readonly longestSilenceMs?: number;
  /** Pieces in which the body came, and its size. */
  readonly reads: number;
  readonly bytes: number;
  /** The first of what came, as text. */
  readonly start: string;
  /** The browser reported that the page's own policy blocked it. */
  readonly isBlockedByPolicy?: boolean;
  /** A request that may not read its answer came through: the server is there. */
  readonly isReachable?: boolean;
  /** How the answer ended. */
  readonly errorType?: ErrorType;
}

/** What is wrong, and what to do about it, in a sentence each. */
export interface Diagnosis {
  readonly id: string;
  readonly problem: string;
  readonly nextStep: string;
}

/** Above these, in ms, a developer is told: a wait in which a proxy may have collected the answer, and a silence. */
const BUFFERED_MS = 1500;
const AT_ONCE_MS = 100;
const SILENCE_MS = 15_000;
/** An answer of fewer bytes may well come in one piece. */
const SMALL_BYTES = 400;

type Row = readonly [
  id: string,
  applies: (facts: RequestFacts) => boolean,
  problem: string | ((facts: RequestFacts) => string),
  nextStep: string | ((facts: RequestFacts) => string),
];

const originOf = ({ url }: RequestFacts): string => new URL(url).origin;
const isLocal = ({ url }: RequestFacts): boolean => /^(?:localhost|127\.|\[::1\])/.test(new URL(url).host);
const isForeign = (facts: RequestFacts): boolean =>
  facts.pageUrl !== undefined && new URL(facts.pageUrl).origin !== originOf(facts);
const isHtml = ({ contentType = '', start }: RequestFacts): boolean =>
  /html/.test(contentType) || /^\s*<(?:!doctype|html)/i.test(start);
const hasAnswer = ({ status }: RequestFacts): boolean => status !== undefined;
const isOk = ({ status = 0 }: RequestFacts): boolean => status >= 200 && status < 300;
const seconds = (ms: number): string => (ms / 1000).toFixed(1);

/** In order: the first that applies is what has to be mended first. */
const ROWS: readonly Row[] = [
  [
    'policy',
    ({ isBlockedByPolicy }) => isBlockedByPolicy === true,
    (facts) => `The Content-Security-Policy of the page forbids requests to ${originOf(facts)}.`,
    (facts) => `Add ${originOf(facts)} to connect-src in the policy of the page.`,
  ],
  [
    'mixed-content',
    (facts) =>
      !hasAnswer(facts) &&
      facts.pageUrl?.startsWith('https:') === true &&
      /^(?:http|ws):/.test(facts.url) &&
      !isLocal(facts),
    'The page is https and the endpoint is not: browsers block that.',
    'Serve the endpoint over https, or through the page’s own origin.',
  ],
  [
    'cors',
    (facts) => !hasAnswer(facts) && isForeign(facts) && facts.isReachable !== false,
    (facts) =>
      `${originOf(facts)} does not let this page read its answer, or refuses the preflight that asks whether it may be sent.`,
    (facts) =>
      `Answer OPTIONS with 204, and send Access-Control-Allow-Origin: ${new URL(facts.pageUrl!).origin} and Access-Control-Allow-Headers: content-type, idempotency-key, authorization with both.`,
  ],
  [
    'unreachable',
    (facts) => !hasAnswer(facts),
    (facts) => `Nobody answers at ${originOf(facts)}.`,
    'See that the server runs, and that its name and port are these.',
  ],
  [
    'redirect',
    (facts) => facts.isRedirected === true && facts.method === 'POST' && (!isOk(facts) || isHtml(facts)),
    'The endpoint redirects, and a redirect turns POST into GET.',
    'Set the final address as endpoint. A server that has to redirect may use 307 or 308, which keep the body.',
  ],
  [
    'unauthorized',
    ({ status }) => status === 401 || status === 403,
    ({ status }) => `The server answered with ${status}: it does not know who is asking.`,
    'Give a fresh token in the "headers" property: an async function is asked before each request, and once more after 401.',
  ],
  [
    'status',
    (facts) => !isOk(facts),
    ({ status }) => `The server answered with ${status}.`,
    ({ status, method }) =>
      status === 404
        ? 'See that the path of the endpoint is right.'
        : status === 405
          ? `The endpoint does not take ${method}: set the "method" attribute.`
          : 'The log of the server says why.',
  ],
  [
    'html',
    isHtml,
    'A page came instead of an answer: a login, an error page, or the start page of an app.',
    'See that the endpoint is the address of the API, and that the visitor is logged in to it.',
  ],
  [
    'unknown-format',
    ({ errorType }) => errorType === 'unrecognized' || errorType === 'malformed',
    ({ start }) => `The wire format is none that this chat knows. It begins: ${redacted(start)}`,
    'Set the "protocol" attribute, add stream-chat-protocols.js, or send {"content": "…"} as Server-Sent Events.',
  ],
  [
    'buffered',
    ({ bytes, firstByteMs = 0, lastByteMs = 0 }) =>
      bytes > SMALL_BYTES && firstByteMs > BUFFERED_MS && lastByteMs - firstByteMs < AT_ONCE_MS,
    ({ firstByteMs = 0 }) =>
      `The whole answer came at once, after ${seconds(firstByteMs)} s: a proxy or compression collects it.`,
    'Send X-Accel-Buffering: no and Cache-Control: no-cache, no-transform, and leave event streams uncompressed.',
  ],
  [
    'silence',
    ({ longestSilenceMs = 0 }) => longestSilenceMs > SILENCE_MS,
    ({ longestSilenceMs = 0 }) =>
      `The stream was silent for ${seconds(longestSilenceMs)} s; proxies close such connections.`,
    'Send a comment (": keep-alive" and an empty line) every 10 s while the model thinks.',
  ],
  [
    'no-end-mark',
    ({ errorType }) => errorType === 'truncated',
    'The answer ended without the end mark of its format.',
    'Send it: [DONE], {"done": true}, or what the format has. Without it a lost connection looks like a whole answer.',
  ],
];

/** What is wrong with a request, most urgent first; empty where nothing is. Pure. */
export function diagnose(facts: RequestFacts): readonly Diagnosis[] {
  const said = (words: Row[2]): string => (typeof words === 'string' ? words : words(facts));
  const found = ROWS.filter(([, applies]) => applies(facts)).map(([id, , problem, nextStep]): Diagnosis => ({
    id,
    problem: said(problem),
    nextStep: said(nextStep),
  }));
  // Without an answer, or with one that is none, the rest follows from it.
  return hasAnswer(facts) && isOk(facts) && !isHtml(facts) ? found : found.slice(0, 1);
}

/** The beginning of a payload without what may be secret or personal: keys stay, values are cut to their first letters. */
function redacted(text: string): string {
  return text
    .slice(0, 200)
    .replace(/(:\s*")((?:[^"\\]|\\.){4})(?:[^"\\]|\\.)*/g, '$1$2…')
    .replace(/\b(?:Bearer\s+|sk-)[\w.-]+/gi, '…');
}
