import { text, type Message } from './conversation.ts';

/** The conversation as one text: markdown with a heading per message, plain lines, or the messages as JSON. */
export function transcript(messages: readonly Message[], format: 'markdown' | 'text' | 'json'): string {
  if (format === 'json') return JSON.stringify(messages, undefined, 2);
  const names = { user: 'You', assistant: 'Assistant', system: 'System' };
  return messages
    .map((message) => {
      const name = names[message.role];
      const files = message.parts.map((part) => (part.type === 'file' ? `\n[${part.name || part.mediaType}]` : ''));
      const words = text(message) + files.join('');
      return format === 'markdown' ? `## ${name}\n\n${words}\n` : `${name}: ${words}\n`;
    })
    .join('\n');
}
