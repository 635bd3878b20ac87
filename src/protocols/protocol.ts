import type { BackendIds, ChatEvent, ProviderData } from '../chat/events.ts';
import type { WireMessage } from '../wire/message.ts';
import type { Json } from './values.ts';

/** A file of a question: its bytes as a data address, or where they are. */
export interface RequestFile {
  readonly url: string;
  readonly mediaType: string;
  readonly name: string;
}

/** A call of a tool that was answered, by the page or by the server. */
export interface RequestCall {
  readonly id: string;
  readonly name: string;
  readonly args?: unknown;
  /** Plain data; absent where the tool failed. */
  readonly result?: unknown;
  /** In the tool's own words. */
  readonly error?: string;
  /** Of the visitor, for a tool that is not the page's. Without a result, and decided, it is what is sent. */
  readonly approval?: 'requested' | 'approved' | 'denied';
  /** What the decoder of this format gave along with the call. */
  readonly providerData?: ProviderData;
}

/** One message as protocols send it. An answer that called tools is several of one id: up to its calls, and what followed. */
export interface RequestMessage {
  readonly role: 'user' | 'assistant' | 'system';
  readonly content: string;
  readonly id: string;
  /** At least one, or absent. */
  readonly files?: readonly RequestFile[];
  /** At least one, or absent. */
  readonly calls?: readonly RequestCall[];
}

/** What a request is made of, before a protocol gives it its shape. */
export interface ChatRequest {
  /** History in the order of the conversation, the newest user message last. */
  readonly messages: readonly RequestMessage[];
  /** The newest user text. */
  readonly text: string;
  /** Conversation id kept by the widget. */
  readonly conversationId: string;
  /** Ids that the back end gave in earlier answers. */
  readonly ids?: BackendIds;
  readonly model?: string;
  /** `last`: the back end keeps the history, and `messages` has only what is new. */
  readonly history?: 'all' | 'last';
}

/** Running state of one answer. Synchronous, and garbage never throws out of it. */
export interface Decoder {
  /** @returns what the message means; nothing for what it does not know. */
  push(message: WireMessage): readonly ChatEvent[];
  /** The body ended cleanly. @returns a `finish` where this wire format has no end mark of its own, otherwise what is left. */
  end(): readonly ChatEvent[];
}

/** A wire format: a pure value, given by name (`protocol="openai"`). */
export interface Protocol {
  readonly name: string;
  open(): Decoder;
  /** Default request body; the site's `body` is merged over it. */
  body(request: ChatRequest): Record<string, unknown>;
  /** Headers that the back end asks for. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The history without ids. A text with files becomes a list of both; calls stand in their answer, and each result in a message
 * of its own.
 * @param file - a file in this format; by default as Chat Completions have it, and with them nearly everybody.
 */
export function roles(
  { messages }: Pick<ChatRequest, 'messages'>,
  file?: (file: RequestFile) => object,
  words?: (text: string) => object,
): Json[] {
  return messages.flatMap((message): Json[] => {
    const { role, content, files, calls } = message;
    if (!calls) return [{ role, content: files ? pieces(message, file, words) : content }];
    return [
      { role, content, tool_calls: calls.map(functionCall) },
      ...calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: resultText(call) })),
    ];
  });
}

/** A call as OpenAI writes it. */
export function functionCall({ id, name, args }: RequestCall): Json {
  return { id, type: 'function', function: { name, arguments: argsText(args) } };
}

export function argsText(args: unknown): string {
  return JSON.stringify(args ?? {});
}

/** What a tool gave, as text. */
export function resultText({ result, error }: RequestCall): string {
  if (error !== undefined) return `Error: ${error}`;
  return typeof result === 'string' ? result : JSON.stringify(result ?? null);
}

/** The text of a message and its files, as one list. */
export function pieces(
  { content, files = [] }: RequestMessage,
  file: (file: RequestFile) => object = chatFile,
  words: (text: string) => object = (text) => ({ type: 'text', text }),
): object[] {
  return [...(content ? [words(content)] : []), ...files.map((item) => file(item))];
}

function chatFile(file: RequestFile): object {
  return isPicture(file)
    ? { type: 'image_url', image_url: { url: file.url } }
    : { type: 'file', file: { filename: file.name, file_data: file.url } };
}

export function isPicture({ mediaType }: RequestFile): boolean {
  return mediaType.startsWith('image/');
}

/** The bytes of a data address in base64; nothing of any other address. */
export function base64Of({ url }: RequestFile): string {
  return /^data:[^,]*;base64,/.test(url) ? url.slice(url.indexOf(',') + 1) : '';
}

/** `{model}` where one is set. */
export function modelOf({ model }: ChatRequest): { model?: string } {
  return model ? { model } : {};
}
