import { auto } from './detect.ts';
import { events } from './events.ts';
import { json } from './json.ts';
import { openai } from './openai.ts';
import type { Protocol } from './protocol.ts';
import { text } from './text.ts';

export type { ChatRequest, Decoder, Protocol } from './protocol.ts';

/** Protocols by the name that the `protocol` attribute takes. */
export const PROTOCOLS: ReadonlyMap<string, Protocol> = new Map(
  [auto, openai, events, json, text].map((protocol) => [protocol.name, protocol]),
);

/** @returns the protocol of that name; one warning and `auto` for a name that is none. */
export function protocolOf(name: string): Protocol {
  const protocol = PROTOCOLS.get(name);
  if (!protocol)
    console.warn(
      `<stream-chat> knows no protocol "${name}". Known: ${[...PROTOCOLS.keys()].join(', ')}. Using "auto".`,
    );
  return protocol ?? auto;
}
