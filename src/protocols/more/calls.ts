import type { ProviderData } from '../../chat/events.ts';
import { toolInput, toolStart, type Facts } from '../facts.ts';
import type { ChatRequest, RequestCall } from '../protocol.ts';

/** The calls that this request gives the results of: for back ends that keep the history. */
export function newestCalls({ messages }: ChatRequest): readonly RequestCall[] {
  return messages.at(-1)?.calls ?? [];
}

/**
 * Something waits for the visitor, as a call that waits for permission.
 * @param providerData - with which the answer finds its way; without it the page is not asked, and the words alone are shown.
 */
export function permissionFor(id: unknown, name: unknown, args: unknown, providerData?: ProviderData): Facts {
  if (typeof id !== 'string') return [];
  return [
    ...toolStart(id, name),
    ...toolInput(id, args),
    ...(providerData ? [{ type: 'tool-start', id, providerData } as const] : []),
    { type: 'tool-approval', id, state: 'requested' },
  ];
}
