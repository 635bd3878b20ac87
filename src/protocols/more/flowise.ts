import {
  data,
  errorEvent,
  finishEvent,
  ids,
  reasoning,
  source,
  status,
  suggestions,
  text,
  toolInput,
  toolResult,
  toolStart,
  usage,
  type Facts,
} from '../facts.ts';
import type { Decoder, Protocol, RequestFile } from '../protocol.ts';
import { fileList } from './files.ts';
import { at, firstAt, jsonOf, listOf, objectOf, stringOf } from '../values.ts';

/** Flowise predictions: `{event, data}` in each message, or the name as the event's own. A failure is followed by `end`. */
export const flowise: Protocol = {
  name: 'flowise',
  open,
  body: (request) => ({
    question: request.text,
    streaming: true,
    ...fileList(request, 'uploads', upload),
    chatId: request.conversationId,
    overrideConfig: { sessionId: request.conversationId },
  }),
};

function upload({ url, mediaType: mime, name }: RequestFile): object {
  return { data: url, type: url.startsWith('data:') ? 'file' : 'url', name, mime };
}

function open(): Decoder {
  return {
    push({ event, data: payload }) {
      if (payload === '[DONE]') return [finishEvent('stop')];
      const json = jsonOf(payload);
      const name = stringOf(at(json, 'event')) ?? event;
      if (name !== undefined)
        return READERS.get(name)?.(at(json, 'event') ? at(json, 'data') : (json ?? payload)) ?? [];
      return [...text(at(json, 'text')), ...documents(at(json, 'sourceDocuments')), ...tools(at(json, 'usedTools'))];
    },
    end: () => [],
  };
}

const READERS: ReadonlyMap<string, (value: unknown) => Facts> = new Map(
  Object.entries({
    token: (value) => text(value),
    thinking: (value) => reasoning(value),
    sourceDocuments: documents,
    usedTools: tools,
    calledTools: tools,
    usageMetadata: (value) => usage(value),
    agentFlowEvent: () => [],
    nextAgent: (value) => status(value, 'agent'),
    nextAgentFlow: (value) => status(at(value, 'nodeLabel'), 'agent'),
    action: (value) => [...data('action', value), ...(value ? [finishEvent('paused')] : [])],
    artifacts: (value) => data('artifacts', value),
    metadata: (value) => {
      const prompts = firstAt(value, 'followUpPrompts');
      return [
        ...ids({ conversation: at(value, 'chatId'), message: at(value, 'chatMessageId') }),
        ...suggestions(typeof prompts === 'string' ? jsonOf(prompts) : prompts),
      ];
    },
    error: (value) => [errorEvent(value)],
    abort: () => [finishEvent('cancelled')],
    end: () => [finishEvent('stop')],
  } satisfies Record<string, (value: unknown) => Facts>),
);

function documents(value: unknown): Facts {
  return listOf(value).flatMap((document) => {
    const { source: place, url, title, pdf } = objectOf(at(document, 'metadata'));
    const address = stringOf(url) ?? (/^https?:/.test(String(place)) ? place : undefined);
    return source({ url: address, title: title ?? at(pdf, 'info.Title') ?? place });
  });
}

function tools(value: unknown): Facts {
  return listOf(value).flatMap((call, index) => {
    const id = `${String(at(call, 'tool'))}-${index}`;
    return [
      ...toolStart(id, at(call, 'tool'), 'server'),
      ...toolInput(id, at(call, 'toolInput')),
      ...toolResult(id, at(call, 'toolOutput'), at(call, 'error')),
    ];
  });
}
