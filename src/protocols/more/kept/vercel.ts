import { stringOf, at, listOf, objectOf, type Json } from '../../values.ts';
import { along, type Kept } from './kept.ts';

/**
 * What the AI SDK's providers sign: they want it back through it, with all parts in front of a call. A tool of the server that
 * waits for permission gets it as a state of its part.
 */
export const vercel: Kept = {
  name: 'vercel',
  open() {
    let parts = new Map<string, Json>();
    let step = 0;
    return (json) => {
      const { type, id, delta, providerMetadata, toolCallId, providerExecuted } = json;
      const [, kind] = /^(text|reasoning)-(?:start|delta|end)$/.exec(String(type)) ?? [];
      if (kind) {
        // Ids of blocks begin anew in each step.
        const key = `${step}/${kind}/${String(id)}`;
        const old = parts.get(key) ?? { type: kind, text: '' };
        const text = `${stringOf(old['text'])}${stringOf(delta) ?? ''}`;
        parts.set(key, { ...old, text, ...(providerMetadata !== undefined && { providerMetadata }) });
      }
      if (type === 'start') parts = new Map();
      if (type === 'start-step') step++;
      if (type === 'reset-step') parts = new Map([...parts].filter(([key]) => !key.startsWith(`${step}/`)));
      if (type === 'tool-approval-request') {
        const { type: _type, toolCallId: _id, approvalId, approvalDescriptor: descriptor, ...rest } = json;
        return along(toolCallId, { approval: { id: approvalId, descriptor, ...rest } });
      }
      if (type !== 'tool-input-available' || providerExecuted) return [];
      const list = [...parts.values()];
      parts = new Map();
      return along(toolCallId, {
        ...(list.some((part) => part['providerMetadata']) && { parts: list }),
        ...(providerMetadata !== undefined && { metadata: providerMetadata }),
      });
    };
  },
  put: (body, calls, newest) => ({
    ...body,
    messages: listOf(body['messages']).map((message) => ({
      ...objectOf(message),
      parts: steps(listOf(at(message, 'parts'))).flatMap((step) => {
        const dataOf = (part: unknown): unknown => calls.get(at(part, 'toolCallId'))?.providerData;
        const kept = step.flatMap((part) => listOf(at(dataOf(part), 'parts')));
        const own =
          kept.length > 0 ? step.filter((part) => !/^(?:text|reasoning)$/.test(String(at(part, 'type')))) : step;
        const from = own.findIndex((part) => at(part, 'type') !== 'step-start');
        return [...own.slice(0, from), ...kept, ...own.slice(from)].map((part) => {
          const callProviderMetadata = at(dataOf(part), 'metadata');
          const call = calls.get(at(part, 'toolCallId'));
          return {
            ...objectOf(part),
            ...(callProviderMetadata !== undefined && { callProviderMetadata }),
            ...(call?.approval &&
              call.result === undefined &&
              permission(call.approval, dataOf(part), newest.includes(call))),
          };
        });
      }),
    })),
  }),
};

/** Parts up to the next step. */
function steps(parts: readonly unknown[]): readonly (readonly unknown[])[] {
  const found: unknown[][] = [[]];
  for (const part of parts) {
    if (at(part, 'type') === 'step-start') found.push([]);
    found.at(-1)!.push(part);
  }
  return found;
}

/** A refusal that the server knows is a state of its own. */
function permission(state: string, providerData: unknown, isNew: boolean): Json {
  const approval = { ...objectOf(at(providerData, 'approval')), approved: state === 'approved' };
  return { state: isNew ? 'approval-responded' : 'output-denied', approval };
}
