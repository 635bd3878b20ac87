import { agUi } from './ag-ui.ts';
import { anthropic } from './anthropic.ts';
import { auto } from './detect.ts';
import { events } from './events.ts';
import { gemini } from './gemini.ts';
import { json } from './json.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import type { Protocol } from './protocol.ts';
import { PROTOCOLS, registerProtocols } from './registry.ts';
import { responses } from './responses.ts';
import { text } from './text.ts';
import { vercel } from './vercel.ts';

export type { ChatRequest, Decoder, Protocol, RequestCall, RequestMessage } from './protocol.ts';
export { PROTOCOLS, registerProtocols } from './registry.ts';

registerProtocols(auto, openai, responses, anthropic, gemini, vercel, agUi, ollama, events, json, text);

/** Other names that people know the formats by. */
const ALIASES: Readonly<Record<string, string>> = {
  'openai-chat': 'openai',
  'openai-responses': 'responses',
  'vercel-ui': 'vercel',
  'ui-message-stream': 'vercel',
  'gemini-interactions': 'interactions',
  'google-adk': 'adk',
};

/** @returns the protocol of that name, or the one that is given; one warning and `auto` for a name that is none. */
export function protocolOf(protocol: string | Protocol): Protocol {
  if (typeof protocol !== 'string') return protocol;
  const known = PROTOCOLS.get(ALIASES[protocol] ?? protocol);
  if (!known)
    console.warn(
      `<stream-chat> knows no protocol "${protocol}". Known: ${[...PROTOCOLS.keys()].join(', ')}. More are in stream-chat-protocols.js. Using "auto".`,
    );
  return known ?? auto;
}
