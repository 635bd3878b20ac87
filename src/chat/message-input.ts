import type { Message } from './conversation.ts';

type Fields<Name extends string> = Partial<Record<Name, unknown>>;

/** A message of the page: what it leaves out is filled in, and `text` stands for a part with that text. */
export type MessageInput = Partial<Message> & { readonly role: Message['role']; readonly text?: string };

/**
 * The message that a page means.
 * @throws TypeError for what is no message.
 */
export function messageOf({ text, ...input }: MessageInput, id: string, createdAt: number): Message {
  const parts = text === undefined ? undefined : [{ type: 'text', text, revision: 0 }];
  const message: unknown = { id, createdAt, status: 'complete', parts, ...input };
  if (isMessage(message)) return message;
  throw new TypeError('A message has a role (user, assistant or system), and a text or parts.');
}

/** Another script of the page may have written it. */
export function isMessage(value: unknown): value is Message {
  const { id, role, status, parts } = Object(value) as Fields<keyof Message>;
  return (
    typeof id === 'string' &&
    typeof status === 'string' &&
    ['user', 'assistant', 'system'].includes(role as string) &&
    Array.isArray(parts) &&
    parts.every((part: unknown) => {
      const {
        type,
        text = '',
        url = type === 'file' ? undefined : '',
      } = Object(part) as Fields<'type' | 'text' | 'url'>;
      return [type, text, url].every((value) => typeof value === 'string');
    })
  );
}
