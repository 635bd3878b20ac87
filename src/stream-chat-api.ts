import { defineStreamChat, StreamChat } from './element.ts';

declare const __VERSION__: string;

/** What the single script puts on the page: its one global, `StreamChat`. */
export interface StreamChatApi {
  readonly version: string;
  readonly defineStreamChat: typeof defineStreamChat;
  readonly StreamChat: typeof StreamChat;
}

export function createApi(): StreamChatApi {
  return Object.freeze({ version: __VERSION__, defineStreamChat, StreamChat });
}
