import { errorEvent, finish, reasoning, text, toolArgs, toolStart, usage } from '../facts.ts';
import { jsonDecoder } from '../payload.ts';
import { textPart } from '../google-parts.ts';
import {
  base64Of,
  isPicture,
  modelOf,
  pieces,
  resultText,
  type Protocol,
  type RequestFile,
  type RequestMessage,
} from '../protocol.ts';
import { formatOf } from './files.ts';
import { at, objectOf } from '../values.ts';

/** Names of documents may hold no points. */
function fileBlock(file: RequestFile): object {
  const source = { bytes: base64Of(file) };
  return isPicture(file)
    ? { image: { format: formatOf(file), source } }
    : { document: { format: formatOf(file), name: file.name.replace(/[^\w\s()[\]-]+/g, ' ').trim(), source } };
}

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
    messages: request.messages.flatMap(turns),
  }),
};

function turns(message: RequestMessage): object[] {
  const { role, calls } = message;
  const content = pieces(message, fileBlock, textPart);
  if (!calls) return [{ role, content }];
  const uses = calls.map(({ id, name, args }) => ({ toolUse: { toolUseId: id, name, input: args ?? {} } }));
  const results = calls.map((call) => ({
    toolResult: {
      toolUseId: call.id,
      content: [{ text: resultText(call) }],
      status: call.error === undefined ? 'success' : 'error',
    },
  }));
  return [
    { role, content: [...content, ...uses] },
    { role: 'user', content: results },
  ];
}
