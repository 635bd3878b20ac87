import type { ProviderData } from '../../../chat/events.ts';
import type { Facts } from '../../facts.ts';
import type { Protocol, RequestCall } from '../../protocol.ts';
import { jsonOf, objectOf, type Json } from '../../values.ts';

/**
 * What a provider wants back in the requests that follow a call, and a wire format of the first script leaves behind. Few pages
 * need it: those whose tools are called by a model that signs its thoughts, and those that are asked for permission.
 */
export interface Kept {
  /** Name of the wire format. */
  readonly name: string;
  /** Running state of one answer. @returns what a payload means beside the facts that are known; a finish replaces theirs. */
  open?(): (json: Json, facts: Facts) => Facts;
  /** The body with what was kept. @param calls - those that it speaks of, by their ids. @param newest - those that it answers. */
  put(body: Json, calls: ReadonlyMap<unknown, RequestCall>, newest: readonly RequestCall[]): Record<string, unknown>;
}

/** The wire format, with what it left behind. */
export function keeping(protocol: Protocol, { open, put }: Kept): Protocol {
  return {
    ...protocol,
    open() {
      const decoder = protocol.open();
      const keep = open?.();
      if (!keep) return decoder;
      return {
        push(message) {
          const facts = decoder.push(message);
          const kept = keep(objectOf(jsonOf(message.data)), facts);
          if (kept.length === 0) return facts;
          const finish = [...kept, ...facts].find(({ type }) => type === 'finish');
          return [...facts, ...kept].filter(({ type }) => type !== 'finish').concat(finish ?? []);
        },
        end: () => decoder.end(),
      };
    },
    body(request) {
      const calls = request.messages.flatMap((message) => message.calls ?? []);
      const byId = new Map(calls.map((call) => [call.id, call]));
      return put(protocol.body(request), byId, request.messages.at(-1)?.calls ?? []);
    },
  };
}

/** Data for a call that is known. */
export function along(id: unknown, providerData: ProviderData): Facts {
  return typeof id === 'string' ? [{ type: 'tool-start', id, providerData }] : [];
}
