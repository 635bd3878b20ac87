import {
  data,
  errorEvent,
  finishEvent,
  reasoning,
  source,
  text,
  toolArgs,
  toolInput,
  toolResult,
  toolStart,
  usage,
  type Facts,
} from '../facts.ts';
import type { Decoder, Protocol, RequestMessage } from '../protocol.ts';
import { at, jsonOf, listOf, objectOf, stringOf } from '../values.ts';

/** The Vercel AI SDK's data stream of versions 3 and 4: a code, a colon and JSON in each line. */
export const vercelData: Protocol = {
  name: 'vercel-data',
  open,
  body: ({ conversationId, messages }) => ({ id: conversationId, messages: messages.map(withAttachments) }),
};

function withAttachments({ role, content, files }: RequestMessage): object {
  const attachments = files?.map(({ url, name, mediaType: contentType }) => ({ url, name, contentType }));
  return { role, content, ...(attachments && { experimental_attachments: attachments }) };
}

const READERS: ReadonlyMap<string, (value: unknown) => Facts> = new Map(
  Object.entries({
    0: (value) => text(value),
    g: (value) => reasoning(value),
    2: (value) => listOf(value).flatMap((item) => data('data', item)),
    8: (value) => listOf(value).flatMap((item) => data('annotation', item)),
    h: source,
    k: (value) => {
      const { mimeType, data: bytes } = objectOf(value);
      return typeof bytes === 'string'
        ? [
            {
              type: 'file',
              url: `data:${stringOf(mimeType) ?? ''};base64,${bytes}`,
              mediaType: stringOf(mimeType) ?? '',
            },
          ]
        : [];
    },
    b: (value) => toolStart(at(value, 'toolCallId'), at(value, 'toolName')),
    c: (value) => toolArgs(at(value, 'toolCallId'), at(value, 'argsTextDelta')),
    9: (value) => [
      ...toolStart(at(value, 'toolCallId'), at(value, 'toolName')),
      ...toolInput(at(value, 'toolCallId'), at(value, 'args')),
    ],
    a: (value) => toolResult(at(value, 'toolCallId'), at(value, 'result') ?? null),
    3: (value) => [errorEvent(value)],
    f: () => [{ type: 'step' }],
    d: (value) => [...usage(at(value, 'usage')), finishEvent(at(value, 'finishReason') ?? 'stop')],
  } satisfies Record<string, (value: unknown) => Facts>),
);

/** Some producers never send the last line: the end of the body is the end of the answer. */
function open(): Decoder {
  return {
    push: ({ data: line }) => {
      if (line === '[DONE]') return [finishEvent('stop')];
      const value = jsonOf(line.slice(2));
      return value === undefined || line[1] !== ':' ? [] : (READERS.get(line[0]!)?.(value) ?? []);
    },
    end: () => [finishEvent('stop')],
  };
}
