import type { Message } from '../chat/conversation.ts';
import type { RequestCall, RequestFile, RequestMessage } from './protocol.ts';

/** A conversation as protocols send it: texts, files of questions, and calls of tools that were answered, in their order. */
export function historyOf(messages: readonly Message[]): readonly RequestMessage[] {
  return messages.flatMap(segments).filter(({ content, files, calls }) => content !== '' || files || calls);
}

function segments({ id, role, parts }: Message): readonly RequestMessage[] {
  const files: RequestFile[] = [];
  let segment: { content: string; calls: RequestCall[] } = { content: '', calls: [] };
  const found = [segment];
  for (const part of parts) {
    if (part.type === 'text') {
      if (segment.calls.length > 0) found.push((segment = { content: '', calls: [] }));
      segment.content += part.text;
    } else if (part.type === 'tool-call' && (part.where === 'client' || part.providerData)) {
      const { result, error, approval, providerData, startsStep } = part;
      if (startsStep && segment.calls.length > 0) found.push((segment = { content: '', calls: [] }));
      const isDecided = providerData && approval && approval !== 'requested';
      if (error !== undefined || result !== undefined || isDecided) segment.calls.push(part);
    } else if (part.type === 'file' && part.url && role === 'user') {
      // One whose bytes were not kept stays behind.
      files.push({ url: part.url, mediaType: part.mediaType ?? '', name: part.name ?? '' });
    }
  }
  return found.map(({ content, calls }) => ({
    id,
    role,
    content,
    ...(files.length > 0 && { files }),
    ...(calls.length > 0 && { calls }),
  }));
}
