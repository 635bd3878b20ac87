import { errorEvent, finishEvent, reasoning, text, toolInput, toolStart, usage } from './facts.ts';
import { jsonDecoder } from './payload.ts';
import { base64Of, modelOf, resultText, type Protocol, type RequestMessage } from './protocol.ts';
import { at, firstAt, listOf, type Json } from './values.ts';

/** Ollama: `/api/chat` and `/api/generate`, one JSON object per line. */
export const ollama: Protocol = {
  name: 'ollama',
  open: () => {
    let count = 0;
    return jsonDecoder((json) => [
      ...reasoning(firstAt(json, 'message.thinking thinking')),
      ...text(firstAt(json, 'message.content response')),
      ...listOf(at(json, 'message.tool_calls')).flatMap((call) => {
        const id = `call-${++count}`;
        return [...toolStart(id, at(call, 'function.name')), ...toolInput(id, at(call, 'function.arguments'))];
      }),
      ...usage(json),
      ...(at(json, 'error')
        ? [errorEvent(json)]
        : at(json, 'done') === true
          ? [finishEvent(at(json, 'done_reason') ?? 'stop')]
          : []),
    ]);
  },
  body: (request) => ({ ...modelOf(request), messages: request.messages.flatMap(turns), stream: true }),
};

/** Ollama takes pictures, without their addresses, and no other file. Calls have no ids: a result names its tool. */
function turns({ role, content, files = [], calls }: RequestMessage): Json[] {
  const images = files.map(base64Of).filter(Boolean);
  const asked = calls?.map(({ name, args }) => ({ function: { name, arguments: args ?? {} } }));
  return [
    { role, content, ...(images.length > 0 && { images }), ...(asked && { tool_calls: asked }) },
    ...(calls ?? []).map((call) => ({ role: 'tool', tool_name: call.name, content: resultText(call) })),
  ];
}
