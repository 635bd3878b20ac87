import {
  errorEvent,
  finishEvent,
  reasoning,
  source,
  status,
  suggestions,
  text,
  textSet,
  toolResult,
  usage,
  type Facts,
} from './facts.ts';
import { jsonDecoder } from './payload.ts';
import { modelOf, roles, type Protocol } from './protocol.ts';
import { at, firstAt, listOf, objectOf, stringOf, type Json } from './values.ts';

const TEXT_KEYS = 'output content token text delta answer response chunk message data reply result completion'.split(
  ' ',
);
const STATE_KEYS =
  'done error thinking status progress function_result finish_reason finishReason sources suggestions follow_ups'.split(
    ' ',
  );

/** Where the text stands in an object under such a key. */
const INNER = 'content text message output answer content.0.text message.content.0.text'.split(' ');

/** Kinds of a message whose text is the whole answer, and kinds that end it without one. */
const WHOLE = /^(?:done|(?:stream_)?complete)$/;
const ENDED = /^(?:end|finish|stream_end)$/;

/**
 * Home-made JSON (S2, S5, S8): text under one of the usual keys, `{"done": true}`, `{"error": …}`, `{"thinking": …}`, or one JSON
 * object that is the whole answer. Ends with `done`, a finish reason or `[DONE]`; a whole JSON body is complete by itself.
 */
export const json: Protocol = {
  name: 'json',
  open: () => {
    const unescape = lineEnds();
    let key: string | undefined;
    return jsonDecoder((payload, event) => {
      const found = textOf(objectOf(firstOf(payload)));
      // An answer that is begun anew over a WebSocket.
      if (key && objectOf(payload)['type'] === 'stream_started') return [{ type: 'reset', scope: 'message' }];
      key ??= found?.key;
      // Pieces under one name and the whole under `result`, as Genkit sends them.
      const isResult = found?.key === 'result' && key !== 'result';
      return payloadFacts(payload, isResult ? 'done' : event, unescape);
    });
  },
  body: (request) => ({
    message: request.text,
    messages: roles(request),
    conversation_id: request.conversationId,
    stream: true,
    ...modelOf(request),
  }),
};

/** Does a payload say something of an answer? */
export function isHomeMade(payload: unknown): boolean {
  const value = objectOf(firstOf(payload));
  return typeof payload === 'string' || !!textOf(value) || STATE_KEYS.some((key) => key in value);
}

function payloadFacts(payload: unknown, event: string | undefined, unescape: (delta: string) => string): Facts {
  if (typeof payload === 'string') return text(unescape(payload));
  const value = objectOf(firstOf(payload));
  const kind = event ?? stringOf(value['type']) ?? '';
  const isError = value['error'] || kind === 'error' || value['object'] === 'error';
  const found = isError ? stringOf(value['content']) : textOf(value)?.text;
  const line = stringOf(firstAt(value, 'thinking status progress'));
  const reason = firstAt(value, 'finish_reason finishReason');
  const isWhole = WHOLE.test(kind);
  const isOver = isWhole || ENDED.test(kind) || value['done'] === true;
  return [
    ...(line && found === undefined ? status(line) : []),
    ...toolResult('function', value['function_result']),
    ...reasoning(value['reasoning']),
    // What an event named `done` carries is the answer, not one more piece of it.
    ...(!found
      ? []
      : isWhole
        ? textSet(found)
        : /^(?:thinking|reasoning)$/.test(kind)
          ? reasoning(found)
          : /^(?:status|progress)$/.test(kind)
            ? status(found)
            : text(unescape(found))),
    ...listOf(firstAt(value, 'sources citations')).flatMap((item) =>
      source(typeof item === 'string' ? { url: item } : item),
    ),
    ...suggestions(firstAt(value, 'suggestions follow_ups')),
    ...usage(value['usage'] ?? value),
    ...(isError
      ? [errorEvent(value)]
      : kind === 'stream_cancelled'
        ? [finishEvent('cancelled')]
        : typeof reason === 'string' || isOver
          ? [finishEvent(reason ?? 'stop')]
          : []),
  ];
}

/**
 * Some servers write a line end as backslash and n a second time (S5). It is taken for one outside code, as long as the answer
 * has no real one, and not before a small letter: `\nabla` and `C:\new` are no line ends.
 */
function lineEnds(): (delta: string) => string {
  let hasRealOne = false;
  let isCode = false;
  return (delta) => {
    hasRealOne ||= delta.includes('\n');
    return delta.replace(/`|\\n(?![a-z])/g, (found) => {
      if (found === '`') isCode = !isCode;
      return found === '`' || isCode || hasRealOne ? found : '\n';
    });
  };
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : value;
}

/** The text of an object: a string under a usual key, or one or two levels deeper. */
function textOf(value: Json): { readonly key: string; readonly text: string } | undefined {
  for (const key of TEXT_KEYS) {
    for (const found of [value[key], ...INNER.map((path) => at(value[key], path))]) {
      if (typeof found === 'string') return { key, text: found };
    }
  }
  return undefined;
}
