import { errorEvent, finish, reasoning, text, toolArgs, toolStart, usage } from '../facts.ts';
import { jsonDecoder } from '../payload.ts';
import { modelOf, type Protocol } from '../protocol.ts';
import { at, objectOf } from '../values.ts';

/** Bedrock's ConverseStream objects as JSON, as a proxy writes them. */
export const bedrock: Protocol = {
  name: 'bedrock',
  open: () => {
    let call: unknown;
    return jsonDecoder((json) => {
      const start = at(json, 'contentBlockStart.start.toolUse');
      call = at(start, 'toolUseId') ?? call;
      const delta = at(json, 'contentBlockDelta.delta');
      const fault = Object.entries(objectOf(json)).find(([key]) => key.endsWith('Exception'));
      return [
        ...(start ? toolStart(call, at(start, 'name')) : []),
        ...text(at(delta, 'text')),
        ...reasoning(at(delta, 'reasoningContent.text')),
        ...toolArgs(call, at(delta, 'toolUse.input')),
        ...usage(at(json, 'metadata.usage')),
        ...finish(at(json, 'messageStop.stopReason')),
        ...(fault ? [errorEvent({ message: at(fault[1], 'message'), code: fault[0] })] : []),
      ];
    });
  },
  body: (request) => ({
    ...modelOf(request),
    messages: request.messages.map(({ role, content }) => ({ role, content: [{ text: content }] })),
  }),
};
