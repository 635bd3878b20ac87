import { reasoning, text, toolInput, toolResult, toolStart, type Facts } from './facts.ts';
import { base64Of, type RequestCall, type RequestFile } from './protocol.ts';
import { at, firstAt, listOf, objectOf, stringOf, type Json } from './values.ts';

/** A part of a message, as Gemini and what is built on it write it. */
export function partFacts(part: Json, calls: Calls): Facts {
  const file = at(part, 'fileData.fileUri');
  const answer = part['functionResponse'];
  return [
    ...(part['thought'] ? reasoning : text)(part['text']),
    ...('functionCall' in part ? calls.read(objectOf(part['functionCall'])) : []),
    ...(answer ? toolResult(calls.idOf(answer), at(answer, 'response')) : []),
    ...(typeof file === 'string' ? [{ type: 'file', url: file } as const] : []),
  ];
}

export const textPart = (text: string): object => ({ text });

export function filePart(file: RequestFile): object {
  const { url, mediaType: mimeType } = file;
  const data = base64Of(file);
  return data ? { inlineData: { mimeType, data } } : { fileData: { mimeType, fileUri: url } };
}

/** What a tool gave, as a part of the visitor's turn: always an object. */
export function functionResponse({ name, result, error }: RequestCall): Json {
  const isObject = typeof result === 'object' && result !== null && !Array.isArray(result);
  return { functionResponse: { name, response: error !== undefined ? { error } : isObject ? result : { result } } };
}

/** Calls come whole, or in pieces: a name first, then values by their JSON path, then an empty call that closes it. */
export class Calls {
  #count = 0;
  #id = '';
  #args: unknown;
  /** Newest call of each function: a response without an id answers that. */
  readonly #names = new Map<unknown, string>();

  read(call: Json): Facts {
    const { name, args, partialArgs } = call;
    if (name) {
      this.#id = stringOf(call['id']) ?? `call-${++this.#count}`;
      this.#args = args;
      this.#names.set(name, this.#id);
    }
    for (const piece of listOf(partialArgs)) this.#args = withPiece(this.#args, objectOf(piece));
    return [...(name ? toolStart(this.#id, name) : []), ...toolInput(this.#id, this.#args)];
  }

  idOf(answer: unknown): unknown {
    return firstAt(answer, 'id') ?? this.#names.get(at(answer, 'name'));
  }
}

/** `args` with one more piece: `{jsonPath: "$.a[0].b", stringValue: "…"}`, strings appended. */
function withPiece(args: unknown, piece: Json): unknown {
  const path = (stringOf(piece['jsonPath']) ?? '').match(/[^$.[\]'"]+/g) ?? [];
  const value = firstAt(piece, 'stringValue numberValue boolValue') ?? null;
  const place = (old: unknown, depth: number): unknown => {
    const key = path[depth];
    if (key === undefined) return typeof old === 'string' && typeof value === 'string' ? old + value : value;
    const isIndex = /^\d+$/.test(key);
    const next = place(objectOf(old)[key], depth + 1);
    if (!isIndex) return { ...objectOf(old), [key]: next };
    const list = [...listOf(old)];
    if (Number(key) <= list.length) list[Number(key)] = next;
    return list;
  };
  return place(args, 0);
}
