import { errorEvent, finishEvent, source, textSet, usage, type Facts } from '../facts.ts';
import { Calls, filePart, functionResponse, partFacts, textPart } from '../google-parts.ts';
import { jsonDecoder } from '../payload.ts';
import type { ChatRequest, Decoder, Protocol } from '../protocol.ts';
import { askedPieces } from './files.ts';
import { newestCalls } from './calls.ts';
import { at, firstAt, listOf, objectOf, stringOf, type Json } from '../values.ts';

/** Google's Agent Development Kit, `/run_sse`. Behind partial events comes one that repeats their whole text. */
export const adk: Protocol = {
  name: 'adk',
  open,
  body: (request) => ({
    appName: 'app',
    userId: 'user',
    sessionId: request.conversationId,
    newMessage: { role: 'user', parts: newParts(request) },
    streaming: true,
  }),
};

/** What the page's tools gave, or the question. */
function newParts(request: ChatRequest): object[] {
  const calls = newestCalls(request);
  if (calls.length === 0) return askedPieces(request, filePart, textPart);
  return calls.map((call) => ({
    functionResponse: { id: call.id, ...objectOf(functionResponse(call)['functionResponse']) },
  }));
}

function open(): Decoder {
  const calls = new Calls();
  let segment = 0;
  return jsonDecoder(
    (json) => {
      if (at(json, 'errorCode') || at(json, 'error'))
        return [errorEvent({ message: firstAt(json, 'errorMessage error errorCode'), code: at(json, 'errorCode') })];
      if (at(json, 'author') === 'user') return [];
      const parts = listOf(at(json, 'content.parts')).map(objectOf);
      const block = String(segment);
      const isPartial = at(json, 'partial') === true;
      if (!isPartial) segment++;
      return [
        ...(isPartial ? [] : whole(parts, block)),
        ...parts
          .filter((part) => isPartial || typeof part['text'] !== 'string')
          .flatMap((part) => partFacts(part, calls))
          .map((fact) => (fact.type === 'text' || fact.type === 'reasoning' ? { ...fact, block } : fact)),
        ...listOf(at(json, 'groundingMetadata.groundingChunks')).flatMap((chunk) =>
          source(firstAt(chunk, 'web retrievedContext')),
        ),
        ...(isPartial ? [] : usage(at(json, 'usageMetadata'), 'add')),
      ];
    },
    () => [finishEvent('stop')],
  );
}

function whole(parts: readonly Json[], block: string): Facts {
  const join = (isThought: boolean): string =>
    parts
      .filter((part) => (part['thought'] === true) === isThought)
      .map((part) => stringOf(part['text']) ?? '')
      .join('');
  const [thoughts, words] = [join(true), join(false)];
  return [
    ...(thoughts ? [{ type: 'reasoning-set', text: thoughts, block } as const] : []),
    ...(words ? textSet(words, block) : []),
  ];
}
