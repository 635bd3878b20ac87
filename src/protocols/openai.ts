import { errorEvent, finish, reasoning, source, text, toolArgs, toolStart, usage, type Facts } from './facts.ts';
import { jsonDecoder } from './payload.ts';
import { modelOf, roles, type Protocol } from './protocol.ts';
import { at, firstAt, listOf, objectOf, stringOf } from './values.ts';

/**
 * OpenAI Chat Completions chunks and everything compatible: Azure, OpenRouter, Groq, DeepSeek, Mistral, Perplexity, xAI, vLLM.
 * A finish reason alone is a clean end, and so is `[DONE]` alone.
 */
export const openai: Protocol = {
  name: 'openai',
  open: () => {
    const calls = new ToolCalls();
    return jsonDecoder((json) => chunkFacts(json, calls));
  },
  body: (request) => ({
    messages: roles(request),
    stream: true,
    stream_options: { include_usage: true },
    ...modelOf(request),
  }),
};

function chunkFacts(chunk: unknown, calls: ToolCalls): Facts {
  const choice = listOf(at(chunk, 'choices')).find((item) => (at(item, 'index') ?? 0) === 0);
  const delta = firstAt(choice, 'delta message');
  const reason = at(choice, 'finish_reason');
  // Perplexity repeats its sources in every chunk; the fold keeps one of each.
  const results = listOf(at(chunk, 'search_results'));
  const legacy = at(delta, 'function_call');
  const isError = at(chunk, 'error') || at(chunk, 'object') === 'error' || reason === 'error';
  return [
    // Some servers send both names, one of them empty; nobody sends them with different words.
    ...reasoning(stringOf(at(delta, 'reasoning_content')) || at(delta, 'reasoning')),
    ...content(at(delta, 'content')),
    ...text(at(delta, 'refusal')),
    ...text(at(choice, 'text')),
    ...calls.read(at(delta, 'tool_calls') ?? (legacy ? [{ function: legacy }] : [])),
    ...listOf(at(delta, 'annotations')).flatMap((item) => source(at(item, 'url_citation'))),
    ...(results.length > 0 ? results : listOf(at(chunk, 'citations')).map((url) => ({ url }))).flatMap(source),
    ...usage(firstAt(chunk, 'usage x_groq.usage')),
    ...(isError ? [errorEvent(chunk)] : finish(reason)),
  ];
}

/** Tool calls arrive in pieces, several at a time. */
class ToolCalls {
  /** Id of the newest call by its index; servers that leave the index out have one place for all. */
  readonly #ids = new Map<unknown, string>();
  #count = 0;

  read(value: unknown): Facts {
    return listOf(value).flatMap((item): Facts => {
      const { id: given, index, function: called, custom } = objectOf(item);
      const details = called ?? custom;
      const name = stringOf(at(details, 'name'));
      const args = stringOf(firstAt(details, 'arguments input'));
      const known = this.#ids.get(index);
      // Another id with a name starts a call, also under an index that is taken: some servers number every call 0.
      if (!(known || given || name || args)) return [];
      const isNew = known === undefined || (given && name && given !== known);
      const id = isNew ? stringOf(given) || `call-${this.#count++}` : known;
      this.#ids.set(index, id);
      return [...(isNew ? toolStart(id, name || undefined) : []), ...toolArgs(id, args)];
    });
  }
}

/** A string, or Mistral's list of text and thinking pieces. */
function content(value: unknown): Facts {
  if (!Array.isArray(value)) return text(value);
  return value.flatMap((piece) => [
    ...text(at(piece, 'text')),
    ...listOf(at(piece, 'thinking')).flatMap((thought) => reasoning(at(thought, 'text'))),
  ]);
}
