import type { Protocol } from '../index.ts';
import { a2a } from './a2a.ts';
import { adk } from './adk.ts';
import { assistants } from './assistants.ts';
import { bedrock } from './bedrock.ts';
import { chatkit } from './chatkit.ts';
import { cohere } from './cohere.ts';
import { dify } from './dify.ts';
import { flowise } from './flowise.ts';
import { genkit } from './genkit.ts';
import { interactions } from './interactions.ts';
import { langgraph, langserve } from './langchain.ts';
import { mastra } from './mastra.ts';
import { n8n } from './n8n.ts';
import { vercelData } from './vercel-data.ts';

/** The wire formats that fewer pages need: what the second script registers, and `stream-chat-element/protocols` exports. */
export const MORE_PROTOCOLS: readonly Protocol[] = [
  vercelData,
  langgraph,
  langserve,
  dify,
  flowise,
  n8n,
  cohere,
  chatkit,
  a2a,
  mastra,
  adk,
  genkit,
  interactions,
  bedrock,
  assistants,
];
