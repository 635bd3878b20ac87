import type { ChatRequest, RequestCall } from '../protocol.ts';

/** The calls that this request gives the results of: for back ends that keep the history. */
export function newestCalls({ messages }: ChatRequest): readonly RequestCall[] {
  return messages.at(-1)?.calls ?? [];
}
