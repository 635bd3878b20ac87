import type { WireMessage } from '../wire/message.ts';
import { isHomeMade } from './json.ts';

/** Longest value that is looked at, and most keys. */
const MAX_VALUE_CHARS = 40;
const MAX_KEYS = 40;

/**
 * A payload in one line: ` key=value` for strings, ` key[` for lists, ` key{inner,inner}` for objects, ` key` for the rest, behind
 * ` @event` where the message has a name. Spaces in values are gone, so that no value passes for a key.
 */
function signatureOf(event: string | undefined, json: unknown): string {
  const name = event ? ` @${event}` : '';
  if (typeof json === 'string') return `${name}"`;
  if (typeof json !== 'object' || json === null) return '';
  const keys = Object.entries(json).slice(0, MAX_KEYS);
  return name + keys.map(([key, value]) => ` ${key}${shapeOf(value)}`).join('');
}

function shapeOf(value: unknown): string {
  if (typeof value === 'string') return `=${value.slice(0, MAX_VALUE_CHARS).replace(/\s/g, '')}`;
  if (Array.isArray(value)) return '[';
  if (typeof value !== 'object' || value === null) return '';
  return `{${Object.keys(value).slice(0, MAX_KEYS).join(',')}}`;
}

/**
 * How the formats tell themselves apart, in order: the first line that fits the first informative payload is the one. Formats of
 * the second script are here too, so that a page without it is told.
 */
const SIGNATURES: readonly (readonly [name: string, signature: RegExp])[] = [
  ['a2a', / jsonrpc=2\.0| (?:artifactUpdate|statusUpdate)\{| task\{[^}]*\bstatus\b/],
  ['gemini', / candidates\[| promptFeedback\{/],
  ['interactions', / event_type=(?:interaction|step)\./],
  ['openai', / choices\[/],
  ['assistants', / (?:@|object=)thread\./],
  ['bedrock', / (?:messageStart|contentBlock(?:Start|Delta)|messageStop)\{/],
  ['responses', / type=response\.| object=response\b| type=error\b.* sequence_number\b/],
  [
    'anthropic',
    / type=(?:message_(?:start|delta|stop)|content_block_)| type=error\b.* error\{[^}]*\btype\b| type=message\b.* content\[/,
  ],
  [
    'ag-ui',
    / type=(?:(?:RUN|TEXT_MESSAGE|TOOL_CALL|STATE|REASONING|THINKING|STEP|ACTIVITY|SUBAGENT)_|MESSAGES_SNAPSHOT|RAW\b|CUSTOM\b)/,
  ],
  ['chatkit', / type=(?:thread\.|stream_options\b|progress_update\b|client_effect\b)/],
  ['mastra', /^(?=.* payload\{).* (?:from|runId)=/],
  ['cohere', /^(?=.* (?:delta\{|index\b)).* type=(?:message-(?:start|end)|content-|tool-(?:plan|call)-|citation-)/],
  ['n8n', /^(?=.* metadata\{[^}]*\bnodeId\b).* type=(?:begin|item|end|error)\b/],
  [
    'vercel',
    /^(?!.* (?:content|text)\b).* type=(?:start(?: messageId=| messageMetadata\{)|(?:(?:start|finish|reset)-step|finish|abort|message-metadata|(?:text|reasoning)-\w+|tool-(?:input|output|approval)-\w+|source-\w+|file|data-[^ ]+)(?: |$))| errorText=/,
  ],
  ['dify', /^(?=.* event=).* (?:task_id|message_id|conversation_id|workflow_run_id)\b/],
  ['langgraph', / event=on_[a-z_]+_(?:start|stream|end|error)\b/],
  ['flowise', /^ event=\w+ data[^ ]*$/],
  ['ollama', /^(?=.* model=)(?=.* done\b).* (?:message\{|response=)/],
  ['adk', /^(?=.* invocationId=).* author=/],
  [
    'langgraph',
    /^ @(?:metadata run_id=|data(?:"|.* (?:additional_kwargs|response_metadata)\b)|(?:values|updates|custom|events|messages|tasks|checkpoints)(?:[/|]| |$))/,
  ],
  ['events', /^ @(?:start|token|function_call|done|error) /],
];

/** The AI SDK's older data stream: a code, a colon and JSON in one line. */
const DATA_STREAM = /^[0-9a-k]:["[{]/;

/** @returns the name of the format whose first informative payload this is; undefined where it tells nothing. */
export function protocolNameOf({ event, data }: WireMessage, json: unknown): string | undefined {
  if (DATA_STREAM.test(data)) return 'vercel-data';
  const signature = signatureOf(event, json);
  const name = SIGNATURES.find(([, pattern]) => pattern.test(signature))?.[0];
  if (name) return name;
  if (isHomeMade(json)) return 'json';
  const isWord = json === undefined || json === null || typeof json === 'number' || typeof json === 'boolean';
  return isWord || data === '' ? 'text' : undefined;
}
