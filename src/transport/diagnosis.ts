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

type Row = readonly [id: string, applies: boolean, problem: string, nextStep: string];

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** What is wrong with a request, most urgent first; empty where nothing is. Pure. */
export function diagnose(facts: RequestFacts): readonly Diagnosis[] {
  const { method, status, contentType = '', start, errorType } = facts;
  const { firstByteMs = 0, lastByteMs = 0, longestSilenceMs = 0 } = facts;
  const { origin, protocol, host } = new URL(facts.url);
  // Without the page's address there is no other origin.
  const page = new URL(facts.pageUrl ?? facts.url);
  const isUnread = status === undefined;
  const isOk = !isUnread && status >= 200 && status < 300;
  const isHtml = /html/.test(contentType) || /^\s*<(?:!doctype|html)/i.test(start);
  const answered = `The server answered with ${status}`;
  /** In order: the first that applies is what has to be mended first. */
  const rows: readonly Row[] = [
    [
      'policy',
      facts.isBlockedByPolicy === true,
      `The Content-Security-Policy of the page forbids requests to ${origin}.`,
      `Add ${origin} to its connect-src.`,
    ],
    [
      'mixed-content',
      isUnread &&
        page.protocol === 'https:' &&
        /^(?:http|ws):/.test(protocol) &&
        !/^(?:localhost|127\.|\[::1\])/.test(host),
      'The page is https and the endpoint is not.',
      'Serve the endpoint over https.',
    ],
    [
      'cors',
      isUnread && page.origin !== origin && facts.isReachable !== false,
      `${origin} ${facts.isReachable ? '' : 'does not run, or '}does not let this page read its answer (CORS).`,
      `Answer OPTIONS with 204, and send Access-Control-Allow-Origin: ${page.origin} and Access-Control-Allow-Headers: content-type, idempotency-key, authorization with both.`,
    ],
    ['unreachable', isUnread, `Nobody answers at ${origin}.`, 'See that the server runs.'],
    [
      'redirect',
      facts.isRedirected === true && method === 'POST' && (!isOk || isHtml),
      'The endpoint redirects.',
      'Set "endpoint" to the address that it redirects to.',
    ],
    [
      'unauthorized',
      status === 401 || status === 403,
      `${answered}: it does not know who is asking.`,
      'Give a fresh token in the "headers" property.',
    ],
    [
      'status',
      !isOk,
      `${answered}.`,
      status === 404
        ? 'See that the path of the endpoint is right.'
        : status === 405
          ? `The endpoint does not take ${method}: set "method".`
          : 'The log of the server says why.',
    ],
    [
      'html',
      isHtml,
      'A page came instead of an answer, such as a login.',
      'See that the path of the endpoint is right, and that the visitor is logged in.',
    ],
    [
      'unknown-format',
      errorType === 'unrecognized' || errorType === 'malformed',
      `The stream is of no wire format that this chat knows. It begins: ${redacted(start)}`,
      'Set "protocol", add stream-chat-protocols.js, or send {"content": "…"} as Server-Sent Events.',
    ],
    [
      'buffered',
      facts.bytes > SMALL_BYTES && firstByteMs > BUFFERED_MS && lastByteMs - firstByteMs < AT_ONCE_MS,
      `The whole answer came at once, after ${inSeconds(firstByteMs)}: a proxy or compression collects it.`,
      'Send X-Accel-Buffering: no and Cache-Control: no-cache, no-transform.',
    ],
    [
      'silence',
      longestSilenceMs > SILENCE_MS || errorType === 'timeout',
      `The stream was silent for ${errorType === 'timeout' ? 'too long' : inSeconds(longestSilenceMs)}; proxies close such connections.`,
      'Send the comment ": keep-alive" every 10 s.',
    ],
    [
      'no-end-mark',
      errorType === 'truncated',
      'The stream ended without its end mark.',
      'Send [DONE], {"done": true}, or what the format has.',
    ],
  ];
  const found = rows
    .filter(([, applies]) => applies)
    .map(([id, , problem, nextStep]): Diagnosis => ({ id, problem, nextStep }));
  // Without an answer, or with one that is none, the rest follows from it.
  return isOk && !isHtml ? found : found.slice(0, 1);
}

/** The beginning of a payload without what may be secret or personal: keys stay, values are cut to their first letters. */
function redacted(text: string): string {
  return text
    .slice(0, 200)
    .replace(/(:\s*")((?:[^"\\]|\\.){4})(?:[^"\\]|\\.)*/g, '$1$2…')
    .replace(/\b(?:Bearer\s+|sk-)[\w.-]+/gi, '…');
}
