import { data, errorEvent, finishEvent, ids, status, text, textSet, type Facts } from '../facts.ts';
import { jsonDecoder } from '../payload.ts';
import { textPart } from '../google-parts.ts';
import { base64Of, type Decoder, type Protocol, type RequestFile } from '../protocol.ts';
import { askedPieces } from './files.ts';
import { at, listOf, objectOf, stringOf, type Json } from '../values.ts';

/** Agent2Agent, versions 1.0 and 0.3, over JSON-RPC and REST. */
export const a2a: Protocol = {
  name: 'a2a',
  open,
  body: (request) => ({
    jsonrpc: '2.0',
    id: request.messages.at(-1)?.id ?? '1',
    method: 'SendStreamingMessage',
    params: {
      message: {
        role: 'ROLE_USER',
        messageId: request.messages.at(-1)?.id ?? '1',
        ...(request.ids?.conversation && { contextId: request.ids.conversation }),
        // A task that waits for the visitor goes on with what they say.
        ...(request.ids?.run && { taskId: request.ids.run }),
        parts: askedPieces(request, filePart, textPart),
      },
    },
  }),
  headers: { 'A2A-Version': '1.0' },
};

/** Version 0.3 names the kind inside. */
const KINDS: Readonly<Record<string, string>> = {
  'artifact-update': 'artifactUpdate',
  'status-update': 'statusUpdate',
  task: 'task',
  message: 'message',
};

function open(): Decoder {
  return jsonDecoder((payload) => {
    if (at(payload, 'error')) return [errorEvent(payload)];
    const result = objectOf(at(payload, 'result') ?? payload);
    const kind = KINDS[String(result['kind'])];
    const { artifactUpdate, statusUpdate, task, message } = kind ? ({ [kind]: result } as Json) : result;
    if (artifactUpdate)
      return [
        ...place(artifactUpdate),
        ...artifact(at(artifactUpdate, 'artifact'), at(artifactUpdate, 'append') === true),
      ];
    if (statusUpdate) return [...place(statusUpdate), ...state(at(statusUpdate, 'status'), at(statusUpdate, 'taskId'))];
    if (task) {
      return [
        ...ids({ task: at(task, 'id'), conversation: at(task, 'contextId') }),
        ...listOf(at(task, 'artifacts')).flatMap((item) => artifact(item, false)),
        ...state(at(task, 'status'), at(task, 'id')),
      ];
    }
    return message ? [...place(message), ...text(words(message)), finishEvent('stop')] : [];
  });
}

function place(value: unknown): Facts {
  return ids({ task: at(value, 'taskId'), conversation: at(value, 'contextId') });
}

function filePart(file: RequestFile): object {
  const { url, mediaType, name: filename } = file;
  const raw = base64Of(file);
  return { ...(raw ? { raw } : { url }), mediaType, filename };
}

function words(value: unknown): string {
  return listOf(at(value, 'parts'))
    .map((part) => stringOf(at(part, 'text')) ?? '')
    .join('');
}

function artifact(value: unknown, isAppended: boolean): Facts {
  const id = stringOf(at(value, 'artifactId')) ?? '';
  const files = listOf(at(value, 'parts')).flatMap((part): Facts => {
    const url = at(part, 'url') ?? at(part, 'file.uri');
    return typeof url === 'string' ? [{ type: 'file', url }] : data(id, at(part, 'data'));
  });
  const whole = words(value);
  return [...(isAppended ? text(whole, id) : whole ? textSet(whole, id) : []), ...files];
}

function state(value: unknown, task: unknown): Facts {
  const facts = stateFacts(value);
  const isWaiting = facts.some((fact) => fact.type === 'finish' && fact.raw === 'paused');
  return [{ type: 'meta', ids: { run: isWaiting ? (stringOf(task) ?? '') : '' } }, ...facts];
}

function stateFacts(value: unknown): Facts {
  const name = String(at(value, 'state') ?? '')
    .toLowerCase()
    .replace('task_state_', '')
    .replaceAll('_', '-');
  const said = words(at(value, 'message'));
  switch (name) {
    case 'working':
      return said ? status(said, 'working') : [];
    case 'completed':
      return [...text(said), finishEvent('stop')];
    case 'input-required':
    case 'auth-required':
      return [...text(said), finishEvent('paused')];
    case 'canceled':
      return [finishEvent('cancelled')];
    case 'failed':
    case 'rejected':
      return [errorEvent({ message: said || name, code: name })];
    default:
      return [];
  }
}
