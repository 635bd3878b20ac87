import {
  data,
  errorEvent,
  finishEvent,
  reasoning,
  status,
  text,
  textSet,
  toolArgs,
  toolResult,
  toolStart,
  usage,
  type Facts,
} from './facts.ts';
import { kindDecoder } from './payload.ts';
import {
  base64Of,
  functionCall,
  pieces,
  resultText,
  type Decoder,
  type Protocol,
  type RequestFile,
  type RequestMessage,
} from './protocol.ts';
import { at, firstAt, listOf, stringOf, type Json } from './values.ts';

/** AG-UI: the events of an agent's run. */
export const agUi: Protocol = {
  name: 'ag-ui',
  open,
  body: ({ messages, conversationId }) => ({
    threadId: conversationId,
    runId: messages.at(-1)?.id ?? conversationId,
    state: {},
    messages: messages.flatMap(turns),
    tools: [],
    context: [],
    forwardedProps: {},
  }),
};

function turns(message: RequestMessage): Json[] {
  const { id, role, content, files, calls } = message;
  if (!calls) return [{ id, role, content: files ? pieces(message, filePart) : content }];
  return [
    { id, role, content, toolCalls: calls.map(functionCall) },
    ...calls.map((call) => ({
      id: `${call.id}-result`,
      role: 'tool',
      toolCallId: call.id,
      content: resultText(call),
      ...(call.error !== undefined && { error: call.error }),
    })),
  ];
}

function filePart(file: RequestFile): object {
  const { url, mediaType: mimeType } = file;
  const data = base64Of(file);
  return {
    type: /^(?:image|audio|video)(?=\/)/.exec(mimeType)?.[0] ?? 'document',
    source: { type: data ? 'data' : 'url', value: data || url, mimeType },
  };
}

function open(): Decoder {
  /** Messages that are not the answer: other roles, and what subagents say among themselves. */
  const others = new Set<unknown>();
  /** Chunks name their message or call only once. */
  let message: string | undefined;
  let call: unknown;
  const begin = (json: Json): Facts => {
    message = stringOf(json['messageId']) ?? message;
    if ((json['role'] ?? 'assistant') !== 'assistant' || json['subagentRunId']) others.add(message);
    return [];
  };
  const say =
    (write: typeof text) =>
    (json: Json): Facts => {
      begin(json);
      return others.has(message) ? [] : write(json['delta'], message);
    };
  const think = ({ delta, messageId }: Json): Facts => reasoning(delta, stringOf(messageId));
  const tool = (json: Json): Facts => {
    const { toolCallId, toolCallName } = json;
    call = toolCallId ?? call;
    return [...(toolCallName ? toolStart(call, toolCallName) : []), ...toolArgs(call, json['delta'])];
  };
  return kindDecoder('type', {
    TEXT_MESSAGE_START: begin,
    TEXT_MESSAGE_CONTENT: say(text),
    TEXT_MESSAGE_CHUNK: say(text),
    REASONING_MESSAGE_CONTENT: think,
    REASONING_MESSAGE_CHUNK: think,
    THINKING_TEXT_MESSAGE_CONTENT: think,
    TOOL_CALL_START: tool,
    TOOL_CALL_ARGS: tool,
    TOOL_CALL_CHUNK: tool,
    TOOL_CALL_RESULT: ({ toolCallId, content }) => toolResult(toolCallId, content),
    MESSAGES_SNAPSHOT: ({ messages }) => snapshot(listOf(messages)),
    STEP_STARTED: ({ stepName }) => status(stepName, stringOf(stepName)),
    STEP_FINISHED: ({ stepName }) => status(undefined, stringOf(stepName)),
    CUSTOM: ({ name, value }) => data(name, value),
    RUN_FINISHED: ({ outcome, usage: counts }) => {
      const ending = firstAt(outcome, 'type') ?? outcome ?? 'success';
      const isWaiting = listOf(at(outcome, 'pendingToolCallIds')).length > 0;
      return [
        ...listOf(counts).flatMap((count) => usage(count, 'add')),
        finishEvent(isWaiting ? 'tool_calls' : ending === 'interrupt' ? 'paused' : ending),
      ];
    },
    RUN_ERROR: (json) => [errorEvent(json)],
  });
}

/** The whole conversation as the agent keeps it: the answer is what stands behind the last question. */
function snapshot(messages: readonly unknown[]): Facts {
  const from = messages.findLastIndex((message) => at(message, 'role') === 'user');
  const answer = messages
    .slice(from + 1)
    .filter((message) => at(message, 'role') === 'assistant')
    .map((message) => stringOf(at(message, 'content')) ?? '')
    .join('\n\n');
  return answer ? textSet(answer) : [];
}
