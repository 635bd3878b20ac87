import { text, type Message } from './conversation.ts';

/**
 * The conversation as one text: markdown with a heading per message, plain lines, or the messages as JSON.
 * @param names - of who wrote, in the language of the reader; a note of the system has none
 */
export function transcript(
  messages: readonly Message[],
  format: 'markdown' | 'text' | 'json',
  { you, assistant } = { you: 'You', assistant: 'Assistant' },
): string {
  if (format === 'json') return JSON.stringify(messages, undefined, 2);
  const names = { user: you, assistant, system: '' };
  return messages
    .map((message) => {
      const name = names[message.role];
      const files = message.parts.map((part) => (part.type === 'file' ? `\n[${part.name || part.mediaType}]` : ''));
      const words = text(message) + files.join('');
      const head = name && (format === 'markdown' ? `## ${name}\n\n` : `${name}: `);
      return `${head}${words}\n`;
    })
    .join('\n');
}
