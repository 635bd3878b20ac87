import type { Protocol } from '../../protocol.ts';
import { agUi } from './ag-ui.ts';
import { anthropic } from './anthropic.ts';
import { gemini } from './gemini.ts';
import { keeping, type Kept } from './kept.ts';
import { auto, openai } from './openai.ts';
import { responses } from './responses.ts';
import { vercel } from './vercel.ts';

const KEPT: readonly Kept[] = [anthropic, gemini, openai, auto, responses, vercel, agUi];

/** Wire formats of the first script with what they leave behind, in their own places. */
export function withKept(protocols: ReadonlyMap<string, Protocol>): readonly Protocol[] {
  return KEPT.flatMap((kept) => {
    const protocol = protocols.get(kept.name);
    return protocol ? [keeping(protocol, kept)] : [];
  });
}
