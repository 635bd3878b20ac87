import type { ChatHarness } from './chat-harness.ts';

/** What a screen reader would have said of a chat so far. */
export interface Listener {
  readonly heard: readonly string[];
}

/** Listens to a chat in the place of the engine. */
export function listenTo(chat: ChatHarness): Listener {
  const heard: string[] = [];
  Object.assign(chat.element, { ariaNotify: (words: string) => heard.push(words) });
  return { heard };
}
