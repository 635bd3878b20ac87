import { at, listOf, objectOf } from '../../values.ts';
import { along, type Kept } from './kept.ts';

/** Without the signature beside its call, Gemini 3 takes no result. */
export const gemini: Kept = {
  name: 'gemini',
  open: () => (json, facts) => {
    const started = facts.filter(({ type }) => type === 'tool-start');
    return listOf(at(json, 'candidates.0.content.parts'))
      .filter((part) => at(part, 'functionCall.name'))
      .flatMap((part, index) => {
        const thoughtSignature = at(part, 'thoughtSignature');
        return thoughtSignature === undefined ? [] : along(at(started[index], 'id'), { thoughtSignature });
      });
  },
  put: (body, calls) => {
    // Calls stand in the body in their order.
    const rest = [...calls.values()];
    return {
      ...body,
      contents: listOf(body['contents']).map((turn) => ({
        ...objectOf(turn),
        parts: listOf(at(turn, 'parts')).map((part) => {
          if (!at(part, 'functionCall')) return part;
          const thoughtSignature = at(rest.shift()?.providerData, 'thoughtSignature');
          return thoughtSignature === undefined ? part : { ...objectOf(part), thoughtSignature };
        }),
      })),
    };
  },
};
