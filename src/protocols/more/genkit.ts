import { errorEvent, finishEvent, reasoning, text, textSet, type Facts } from '../facts.ts';
import { jsonDecoder } from '../payload.ts';
import { textPart } from '../google-parts.ts';
import { roles, type Protocol, type RequestFile } from '../protocol.ts';
import { at, firstAt, listOf, objectOf, stringOf } from '../values.ts';

/** Genkit flows: `message` for each piece, `result` for the whole. */
export const genkit: Protocol = {
  name: 'genkit',
  open: () =>
    jsonDecoder((json) => {
      if (at(json, 'error')) return [errorEvent(json)];
      const piece = at(json, 'message');
      if (piece !== undefined) return contents(piece);
      if (!('result' in objectOf(json))) return [];
      const result = at(json, 'result');
      const whole =
        stringOf(result) ?? stringOf(firstAt(result, 'text message.content.0.text content.0.text answer output'));
      return [...(whole ? textSet(whole) : []), finishEvent(firstAt(result, 'finishReason') ?? 'stop')];
    }),
  body: (request) => ({ data: { messages: roles(request, mediaPart, textPart) } }),
  headers: { Accept: 'text/event-stream' },
};

const mediaPart = ({ url, mediaType: contentType }: RequestFile): object => ({ media: { url, contentType } });

function contents(piece: unknown): Facts {
  return [
    ...text(stringOf(piece) ?? at(piece, 'text')),
    ...listOf(at(piece, 'content')).flatMap((part) => [...text(at(part, 'text')), ...reasoning(at(part, 'reasoning'))]),
  ];
}
