import { randomUUID } from 'node:crypto';
import type { FinishReason } from './answer.ts';
import { anthropic } from './format-anthropic.ts';
import { json, sse, type Format } from './writer.ts';

/** Named events (S3). The `content` of `done` is the whole answer and the last word on it; the rest of an answer is no whole one. */
const namedEvents: Format = ({ messages }) => {
  const isRest = messages.at(-1)?.role === 'assistant';
  let content = '';
  let tokenCount = 0;
  return {
    start: () => json({ timestamp: Date.now() }, 'start'),
    text(delta) {
      content += delta;
      tokenCount++;
      return json({ content: delta, tokenCount }, 'token');
    },
    thinking: () => '',
    finish: (finishReason, usage) =>
      json({ finishReason, totalTokens: usage?.output ?? tokenCount, ...(!isRest && { content }) }, 'done'),
    error: (message, code) => json({ message, code }, 'error'),
  };
};

/** Chat Completions chunks (S1) with `[DONE]`; progress goes into `reasoning_content`, as DeepSeek, xAI and vLLM send it. */
const openai: Format = ({ model = 'linden-helper', isUsageWanted }) => {
  const head = {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model,
  };
  const chunk = (delta: object, finish_reason: FinishReason | null = null): string =>
    json({ ...head, choices: [{ index: 0, delta, finish_reason }] });
  let tokenCount = 0;
  return {
    start: () => chunk({ role: 'assistant', content: '' }),
    text(delta) {
      tokenCount++;
      return chunk({ content: delta });
    },
    thinking: (text) => chunk({ reasoning_content: text }),
    finish(reason, usage = { input: 0, output: tokenCount }) {
      const { input, output } = usage;
      const counted = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
      return chunk({}, reason) + (isUsageWanted ? json({ ...head, choices: [], usage: counted }) : '') + sse('[DONE]');
    },
    error: (message, code) => json({ error: { message, type: 'server_error', code } }),
  };
};

/** Home-made objects (S5). */
const objects: Format = () => ({
  start: () => '',
  text: (content) => json({ content }),
  thinking: (thinking) => json({ thinking: thinking.trimEnd() }),
  finish: (reason) => json(reason === 'stop' ? { done: true } : { done: true, finish_reason: reason }),
  error: (error, code) => json({ error, code }),
});

/** Plain text (S6). */
const text: Format = () => ({
  start: () => '',
  text: (delta) => sse(delta),
  thinking: () => '',
  finish: () => sse('[DONE]'),
  error: (message) => sse(message, 'error'),
});

/** Every address that answers, with what it speaks. */
export const FORMATS: Readonly<Record<string, Format>> = {
  '/chat/stream': namedEvents,
  '/chat/stream/openai': openai,
  '/chat/stream/anthropic': anthropic,
  '/chat/stream/json': objects,
  '/chat/stream/text': text,
};
