import { emptyConversation, reduce, text, type Message, type Part } from '../../src/chat/conversation.ts';
import type { ChatError } from '../../src/chat/errors.ts';
import type { ChatEvent, Usage } from '../../src/chat/events.ts';
import { protocolOf } from '../../src/protocols/index.ts';
import { AnswerState } from '../../src/transport/answer-state.ts';
import { BodyReader } from '../../src/wire/body.ts';

/** What a case says about an answer; whatever it does not say must not be there. */
export interface Outcome {
  readonly text: string;
  readonly status: Message['status'];
  readonly finish?: string;
  readonly error?: { readonly type: string; readonly message?: string };
  readonly reasoning?: string;
  readonly tools?: readonly {
    readonly id?: string;
    readonly name: string;
    readonly args?: unknown;
    readonly result?: unknown;
  }[];
  readonly sources?: readonly (string | null)[];
  readonly files?: readonly string[];
  /** Names of what is kept and not shown. */
  readonly data?: readonly string[];
  /** Lines of progress, in order. */
  readonly progress?: readonly string[];
  readonly usage?: Usage;
}

export interface RoadOptions {
  readonly protocol: string;
  readonly contentType?: string;
  readonly answerField?: string;
}

/** Bytes → messages → events → message, as one response would travel, without network and time. */
export function travel(chunks: readonly Uint8Array[], options: RoadOptions): Outcome {
  return outcome(received(chunks, options));
}

/** The events of one response. */
export function received(
  chunks: readonly Uint8Array[],
  { protocol, contentType = 'text/event-stream', answerField = '' }: RoadOptions,
): ChatEvent[] {
  const events: ChatEvent[] = [];
  const answer = new AnswerState(protocolOf(protocol), answerField);
  try {
    const body = new BodyReader(contentType, undefined, protocol === 'text');
    for (const chunk of chunks) if (!answer.isOver) events.push(...answer.take(body.feed(chunk)));
    if (!answer.isOver) events.push(...answer.end(body.end()));
  } catch (error) {
    events.push({ type: 'error', error: error as ChatError });
  }
  return events;
}

/** The answer that these events make. */
export function outcome(events: readonly ChatEvent[]): Outcome {
  let conversation = reduce(emptyConversation, { type: 'start', id: 'a', at: 0 });
  for (const event of events) conversation = reduce(conversation, { type: 'events', id: 'a', events: [event] });
  const message = reduce(conversation, { type: 'end', id: 'a' }).messages[0]!;
  const of = <Type extends Part['type']>(type: Type): Extract<Part, { type: Type }>[] =>
    message.parts.filter((part): part is Extract<Part, { type: Type }> => part.type === type);
  const reasoning = of('reasoning')
    .map((part) => part.text)
    .join('');
  const tools = of('tool-call').map(({ id, name, args, result }) => ({
    id,
    name,
    ...(args !== undefined && { args }),
    ...(result !== undefined && { result }),
  }));
  const sources = of('source').map(({ url }) => url ?? null);
  const files = of('file').map(({ url }) => url);
  const data = of('data').map(({ name }) => name);
  const progress = events.flatMap((event) => (event.type === 'status' ? [event.text] : []));
  const usage = events.findLast((event) => event.type === 'usage')?.usage;
  return {
    text: text(message),
    status: message.status,
    ...(message.finishReason && { finish: message.finishReason }),
    ...(message.error && { error: { type: message.error.type, message: message.error.message } }),
    ...(reasoning && { reasoning }),
    ...(tools.length > 0 && { tools }),
    ...(sources.length > 0 && { sources }),
    ...(files.length > 0 && { files }),
    ...(data.length > 0 && { data }),
    ...(progress.length > 0 && { progress }),
    ...(usage && { usage }),
  };
}
