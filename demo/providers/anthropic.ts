import { MAX_LOGGED_CHARS, objectOf, pathOf, type Chunk, type Provider } from './provider.ts';

/** The API wants a limit with every question. */
const MAX_TOKENS = 4096;

const REASONS: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

/** The part of a Messages event that an answer needs (Claude API, "Streaming messages"). */
interface WireEvent {
  readonly type?: string;
  readonly message?: { readonly usage?: { readonly input_tokens?: number } };
  readonly content_block?: { readonly text?: string; readonly thinking?: string };
  readonly delta?: { readonly text?: string; readonly thinking?: string; readonly stop_reason?: string | null };
  readonly usage?: { readonly output_tokens?: number };
}

/** `POST /messages` of Anthropic. Only `message_stop` ends the answer; the reason for it comes before. */
export const anthropic: Provider = {
  name: 'anthropic',
  request({ messages, model, temperature }, settings) {
    const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
    return {
      url: pathOf(settings.baseUrl, '/messages'),
      headers: { 'x-api-key': settings.apiKey, 'anthropic-version': '2023-06-01' },
      body: {
        model: model ?? settings.model,
        max_tokens: MAX_TOKENS,
        ...(system.length > 0 && { system: system.join('\n\n') }),
        messages: messages.filter(({ role }) => role !== 'system'),
        ...(temperature !== undefined && { temperature }),
        stream: true,
      },
    };
  },
  reader() {
    let input = 0;
    let output = 0;
    let reason = 'stop';
    const readers: Readonly<Record<string, (event: WireEvent, data: string) => Chunk>> = {
      message_start({ message }) {
        input = message?.usage?.input_tokens ?? 0;
        return {};
      },
      content_block_start: ({ content_block: block }) => wordsOf(block),
      content_block_delta: ({ delta }) => wordsOf(delta),
      message_delta({ delta, usage }) {
        output = usage?.output_tokens ?? output;
        if (delta?.stop_reason) reason = REASONS[delta.stop_reason] ?? delta.stop_reason;
        return {};
      },
      message_stop: () => ({ reason, usage: { input, output }, isEnd: true }),
      error: (_event, data) => ({ error: data.slice(0, MAX_LOGGED_CHARS) }),
    };
    return (data) => {
      const event = objectOf(data) as WireEvent;
      const { type = '' } = event;
      return Object.hasOwn(readers, type) ? readers[type]!(event, data) : {};
    };
  },
};

function wordsOf(part: { readonly text?: string; readonly thinking?: string } | undefined): Chunk {
  return { ...(part?.text && { text: part.text }), ...(part?.thinking && { thinking: part.thinking }) };
}
