import { randomUUID } from 'node:crypto';
import { json, type Format } from './writer.ts';

const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
};

/** Anthropic Messages (S7): the answer is a block of text, what was thought before it is a block of its own. */
export const anthropic: Format = ({ model = 'linden-helper' }) => {
  const event = (type: string, rest: object): string => json({ type, ...rest }, type);
  let index = -1;
  let open: 'text' | 'thinking' | undefined;
  let outputTokens = 0;
  const close = (): string => (open ? event('content_block_stop', { index }) : '');
  const enter = (type: 'text' | 'thinking'): string => {
    if (open === type) return '';
    const before = close();
    open = type;
    index++;
    return before + event('content_block_start', { index, content_block: { type, [type]: '' } });
  };
  return {
    start: () =>
      event('message_start', {
        message: {
          id: `msg_${randomUUID()}`,
          type: 'message',
          role: 'assistant',
          model,
          content: [],
          stop_reason: null,
          usage: { input_tokens: 0, output_tokens: 0 },
        },
      }),
    text(text) {
      outputTokens++;
      return enter('text') + event('content_block_delta', { index, delta: { type: 'text_delta', text } });
    },
    thinking: (thinking) =>
      enter('thinking') + event('content_block_delta', { index, delta: { type: 'thinking_delta', thinking } }),
    finish: (reason, usage) =>
      close() +
      event('message_delta', {
        delta: { stop_reason: STOP_REASONS[reason] ?? reason, stop_sequence: null },
        usage: { input_tokens: usage?.input ?? 0, output_tokens: usage?.output ?? outputTokens },
      }) +
      event('message_stop', {}),
    error: (message) => event('error', { error: { type: 'api_error', message } }),
  };
};
