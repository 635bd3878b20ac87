import { errorEvent, finishEvent, source, usage } from './facts.ts';
import { Calls, filePart, functionResponse, partFacts, textPart } from './google-parts.ts';
import { jsonDecoder } from './payload.ts';
import { pieces, type Decoder, type Protocol, type RequestMessage } from './protocol.ts';
import { at, firstAt, listOf, objectOf, stringOf, type Json } from './values.ts';

/** Google Gemini `streamGenerateContent`, as SSE or as one array. */
export const gemini: Protocol = {
  name: 'gemini',
  open,
  body: ({ messages }) => {
    const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
    return {
      contents: messages.filter(({ role }) => role !== 'system').flatMap(turns),
      ...(system.length > 0 && { systemInstruction: { parts: [textPart(system.join('\n\n'))] } }),
    };
  },
};

function turns(message: RequestMessage): Json[] {
  const { role, calls } = message;
  const parts = pieces(message, filePart, textPart);
  if (!calls) return [{ role: role === 'user' ? 'user' : 'model', parts }];
  return [
    {
      role: 'model',
      parts: [...parts, ...calls.map(({ name, args }) => ({ functionCall: { name, args: args ?? {} } }))],
    },
    { role: 'user', parts: calls.map(functionResponse) },
  ];
}

/** Finish reasons that are faults of the model rather than ends. */
const FAULTS = /MALFORMED|UNEXPECTED|TOO_MANY/;

function open(): Decoder {
  const calls = new Calls();
  return jsonDecoder((json) => {
    const error = at(json, 'error');
    const candidate = at(json, 'candidates.0');
    const reason = stringOf(at(candidate, 'finishReason'));
    const blocked = at(json, 'promptFeedback.blockReason');
    return [
      ...listOf(at(candidate, 'content.parts')).flatMap((part) => partFacts(objectOf(part), calls)),
      ...listOf(at(candidate, 'groundingMetadata.groundingChunks')).flatMap((chunk) =>
        source(firstAt(chunk, 'web retrievedContext')),
      ),
      ...listOf(at(candidate, 'citationMetadata.citationSources')).flatMap(source),
      ...usage(at(json, 'usageMetadata')),
      ...(error
        ? [errorEvent(json)]
        : blocked
          ? [finishEvent('content_filter')]
          : !reason
            ? []
            : FAULTS.test(reason)
              ? [errorEvent({ message: at(candidate, 'finishMessage') ?? reason, code: reason })]
              : [finishEvent(reason, at(candidate, 'finishMessage'))]),
    ];
  });
}
