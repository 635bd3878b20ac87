import type { Message, Part } from '../chat/conversation.ts';
import type { ChatEvent } from '../chat/events.ts';
import { dispatch } from '../events/chat-events.ts';

type ToolCall = Extract<Part, { type: 'tool-call' }>;
type Answer = Extract<ChatEvent, { type: 'tool-result' | 'tool-approval' }>;

/** Longest error of a tool that is sent, in characters. */
const MAX_ERROR_CHARS = 1000;

/** Calls that wait for the page, in an answer that has come to its end. */
function waitingCalls({ parts, error, finishReason, finishDetail }: Message): readonly ToolCall[] {
  if (error || (finishDetail !== 'paused' && !/^(?:stop|tool-calls)$/.test(finishReason ?? ''))) return [];
  return parts.filter(
    (part) =>
      part.type === 'tool-call' &&
      (part.approval ? part.approval === 'requested' && part.providerData : part.where === 'client') &&
      part.state === 'running' &&
      (part.args !== undefined || part.argsText === ''),
  ) as ToolCall[];
}

/**
 * Asks the page for the results of calls that wait for them, with one `chat-tool-call` each.
 * @param onResult - hears each result, or the words of a tool that failed, as it comes.
 * @returns whether every call was answered, so that the model can go on.
 */
export async function askPage(
  target: EventTarget,
  message: Message,
  onResult: (event: Answer) => void,
): Promise<boolean> {
  const answers = waitingCalls(message).map((call) => askOne(target, message, call));
  await Promise.all(answers.map(async (answer) => answer && onResult(await answer)));
  return answers.length > 0 && answers.every((answer) => answer !== undefined);
}

function askOne(target: EventTarget, message: Message, call: ToolCall): Promise<Answer> | undefined {
  const { id, name, args = {}, approval } = call;
  const needsPermission = approval === 'requested';
  let answer: Promise<unknown> | undefined;
  let isAsking = true;
  dispatch(target, 'chat-tool-call', {
    message,
    id,
    name,
    args,
    needsPermission,
    respondWith: (result) => {
      if (!isAsking || answer)
        throw new TypeError(
          'respondWith() is called once, while the event is heard. Give it a promise of what comes later.',
        );
      answer = Promise.resolve(result);
    },
  });
  isAsking = false;
  return answer
    ?.then(
      // Plain data, as it is sent and kept; what cannot be sent is an error of the tool.
      (result): Answer =>
        needsPermission && typeof result === 'boolean'
          ? { type: 'tool-approval', id, state: result ? 'approved' : 'denied' }
          : { type: 'tool-result', id, result: JSON.parse(JSON.stringify(result ?? null)) as unknown },
    )
    .catch((reason: unknown): Answer =>
      needsPermission
        ? { type: 'tool-approval', id, state: 'denied' }
        : { type: 'tool-result', id, error: wordsOf(reason) },
    );
}

function wordsOf(reason: unknown): string {
  return (reason instanceof Error ? reason.message : String(reason)).slice(0, MAX_ERROR_CHARS) || 'The tool failed.';
}
