import { ChatError } from '../chat/errors.ts';
import type { BackendIds, ChatEvent, FinishReason, Usage } from '../chat/events.ts';
import { withoutHalves } from '../chat/surrogates.ts';
import { firstAt, jsonOf, listOf, objectOf, stringOf } from './values.ts';

/*
 * What protocols say, each from a value of any shape: a value that is not what it should be says nothing.
 */
export type Facts = readonly ChatEvent[];

/** Longest piece of a server's own words, in characters. */
const MAX_WORDS = 300;

const written =
  (type: 'text' | 'reasoning') =>
  (delta: unknown, block?: string): Facts =>
    typeof delta === 'string' && delta !== '' ? [{ type, delta, ...(block !== undefined && { block }) }] : [];

/** A piece of the answer. */
export const text = written('text');
export const reasoning = written('reasoning');

/** The whole text so far: of a block where one is named, else of the message. */
export function textSet(value: unknown, block?: string): Facts {
  if (typeof value !== 'string') return [];
  return [
    block === undefined
      ? { type: 'text-set', text: value, scope: 'message' }
      : { type: 'text-set', text: value, block, scope: 'block' },
  ];
}

/** @param where - who has to answer: the page (`client`) or the server, which sends a result. */
export function toolStart(id: unknown, name?: unknown, where: 'client' | 'server' = 'client'): Facts {
  return typeof id === 'string' ? [{ type: 'tool-start', id, where, ...(typeof name === 'string' && { name }) }] : [];
}

export function toolArgs(id: unknown, delta: unknown): Facts {
  return typeof id === 'string' && typeof delta === 'string' && delta !== '' ? [{ type: 'tool-args', id, delta }] : [];
}

/** The whole arguments: a value, or a text that is JSON or stands for itself. */
export function toolInput(id: unknown, value: unknown): Facts {
  if (typeof id !== 'string' || value === undefined || value === null || value === '') return [];
  return [{ type: 'tool-args-set', id, args: typeof value === 'string' ? (jsonOf(value) ?? value) : value }];
}

/** A result, or the words of an error. */
export function toolResult(id: unknown, result: unknown, error?: unknown): Facts {
  if (typeof id !== 'string') return [];
  if (error) return [{ type: 'tool-result', id, error: messageOf(error) || JSON.stringify(error) }];
  return result === undefined ? [] : [{ type: 'tool-result', id, result }];
}

/** A page, or a document that has only a name. */
export function source(value: unknown): Facts {
  const url = stringOf(firstAt(value, 'url uri link'));
  const title = stringOf(firstAt(value, 'title document_title filename name'));
  if (!url && !title) return [];
  return [{ type: 'source', ...(url && { url }), ...(title && { title }) }];
}

/** A line of progress; without a text the line of that key ends. */
export function status(line: unknown, key?: string): Facts {
  return [
    { type: 'status', text: stringOf(line) ?? '', ...(key !== undefined && { key }), ...(!line && { done: true }) },
  ];
}

export function data(name: unknown, value: unknown, id?: unknown): Facts {
  if (typeof name !== 'string' || value === undefined) return [];
  return [{ type: 'data', name, data: value, ...(typeof id === 'string' && { id }) }];
}

/** Questions that the visitor may ask next. */
export function suggestions(value: unknown): Facts {
  const items = listOf(value).filter((item) => typeof item === 'string');
  return items.length > 0 ? [{ type: 'suggestions', items }] : [];
}

/** Ids that later requests need. */
export function ids(found: { readonly [Key in keyof BackendIds]: unknown }): Facts {
  const known = Object.entries(found).filter(([, id]) => typeof id === 'string' && id !== '');
  return known.length > 0 ? [{ type: 'meta', ids: Object.fromEntries(known) }] : [];
}

/** Names of token counts, as far as back ends differ. */
const COUNTS: readonly (readonly [keyof Usage, RegExp])[] = [
  ['input', /^(?:(?:total_)?(?:prompt|input)_?tokens?(?:_?count)?|prompt_eval_count)$/i],
  ['output', /^(?:(?:total_)?(?:completion|output|candidates)_?tokens?(?:_?count)?|eval_count)$/i],
  ['total', /^total_?tokens?(?:_?count)?$/i],
  // Counted apart from the output by Gemini alone.
  ['reasoning', /^(?:total_thought_tokens|thoughtsTokenCount)$/],
];

/** Token counts under the names that back ends use; `output` includes thoughts. */
export function usageOf(value: unknown): Usage | undefined {
  const usage: { -readonly [Key in keyof Usage]: number } = {};
  for (const [key, count] of Object.entries(objectOf(value))) {
    const name = typeof count === 'number' && COUNTS.find(([, pattern]) => pattern.test(key))?.[0];
    if (name) usage[name] ??= count as number;
  }
  if (usage.reasoning && usage.output !== undefined) usage.output += usage.reasoning;
  return Object.keys(usage).length > 0 ? usage : undefined;
}

export function usage(value: unknown, mode: 'set' | 'add' = 'set'): Facts {
  const found = usageOf(value);
  return found ? [{ type: 'usage', usage: found, mode }] : [];
}

const REASONS: readonly (readonly [FinishReason, RegExp])[] = [
  ['stop', /^(?:(?:un)?load|end_turn|eos|done|success|complete[d]?|(?:finish_reason_)?stop(?:_sequence)?)$/],
  ['length', /^(?:length|max_|model_context|incomplete)/],
  ['content-filter', /filter|safety|refusal|recitation|blocklist|prohibited|spii|guardrail|^language|^image_/],
  ['tool-calls', /^(?:tool|function)_(?:call|use)s?$|requires_action/],
];

/** A back end's finish value in our words; one that is unknown is `other`. */
export function finishEvent(value: unknown, detail?: unknown): ChatEvent {
  const raw = String(value ?? 'unknown').slice(0, MAX_WORDS);
  const name = raw.toLowerCase().replaceAll('-', '_');
  const reason = REASONS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
  const words = typeof detail === 'string' && { detail: withoutHalves(detail.slice(0, MAX_WORDS)) };
  return { type: 'finish', reason, raw, ...words };
}

/** The end, once there is a reason; a reason that says "error" is one. */
export function finish(reason: unknown, detail?: unknown): Facts {
  if (typeof reason !== 'string' || reason === '') return [];
  return /^error$/i.test(reason) ? [errorEvent(detail)] : [finishEvent(reason, detail)];
}

/** Codes of errors that asking again will not mend. */
const FINAL = /insufficient_quota|quota_exceeded|invalid_|authentication|permission|content_filter|tool_use_failed/i;

function messageOf(value: unknown): string | undefined {
  return stringOf(value) ?? stringOf(firstAt(value, 'message detail errorText errorMessage'));
}

/** An error as servers write them: `{error: {message, code, type}}`, `{error: "…"}`, `{message}`, `{detail}`, `{errorText}`. */
export function errorEvent(value: unknown): ChatEvent {
  const inner = objectOf(value)['error'] ?? value;
  // Beside a message, an `error` that is a word is only its kind.
  const message = messageOf(objectOf(inner)) ?? messageOf(value) ?? stringOf(inner) ?? '';
  const code = String(firstAt(inner, 'code type status') ?? objectOf(value)['code'] ?? '');
  const error = new ChatError('provider', withoutHalves(message.slice(0, MAX_WORDS)), {
    code,
    retryable: !FINAL.test(code),
  });
  return { type: 'error', error };
}
