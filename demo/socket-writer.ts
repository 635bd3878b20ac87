import type { Format } from './writer.ts';

/** Says an answer in the frames of a WebSocket (S8). `accumulated` is the whole text so far, for clients that only replace. */
export const socketFrames: Format = () => {
  let accumulated = '';
  return {
    start: () => JSON.stringify({ type: 'stream_started' }),
    text(content) {
      accumulated += content;
      return JSON.stringify({ type: 'token', content, accumulated });
    },
    thinking: () => '',
    finish: (finishReason) => JSON.stringify({ type: 'stream_complete', finishReason, content: accumulated }),
    error: (error, code) => JSON.stringify({ type: 'error', error, code }),
  };
};
