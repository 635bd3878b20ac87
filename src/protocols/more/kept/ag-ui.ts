import { text } from '../../facts.ts';
import type { RequestCall } from '../../protocol.ts';
import { at, firstAt, listOf, objectOf } from '../../values.ts';
import { permissionFor } from '../calls.ts';
import type { Kept } from './kept.ts';

/**
 * A run that is interrupted asks the page, as a tool would: `respondWith(payload)` resumes it, `respondWith(false)` gives up.
 */
export const agUi: Kept = {
  name: 'ag-ui',
  open: () => (json) => {
    const asked = json['type'] === 'RUN_FINISHED' ? listOf(at(json, 'outcome.interrupts')) : [];
    return [
      ...asked.flatMap((interrupt) => text(at(interrupt, 'message'))),
      ...asked.flatMap((interrupt) => {
        const id = at(interrupt, 'id');
        const call = firstAt(interrupt, 'toolCallId id');
        const isTool = call !== id;
        return permissionFor(call, isTool ? undefined : at(interrupt, 'reason'), isTool ? undefined : interrupt, {
          interrupt: id,
        });
      }),
    ];
  },
  put: (body, calls, newest) => {
    const resume = newest.filter(isInterrupt).map(({ approval, result, error, providerData }) => ({
      interruptId: at(providerData, 'interrupt'),
      ...(approval === 'denied' || error !== undefined
        ? { status: 'cancelled' }
        : { status: 'resolved', payload: result ?? { approved: true } }),
    }));
    /** Neither a call without a tool, nor an answer that is to resume. */
    const isHidden = (id: unknown, isResult: boolean): boolean => {
      const call = calls.get(id);
      if (!call || !isInterrupt(call)) return false;
      return at(call.providerData, 'interrupt') === id || (isResult && newest.includes(call));
    };
    const messages = listOf(body['messages'])
      .filter((message) => !isHidden(at(message, 'toolCallId'), true))
      .map((message) => {
        const called = listOf(at(message, 'toolCalls'));
        const toolCalls = called.filter((call) => !isHidden(at(call, 'id'), false));
        const { toolCalls: _all, ...rest } = objectOf(message);
        return called.length === toolCalls.length ? message : { ...rest, ...(toolCalls.length > 0 && { toolCalls }) };
      });
    return { ...body, messages, ...(resume.length > 0 && { resume }) };
  },
};

function isInterrupt({ providerData }: RequestCall): boolean {
  return at(providerData, 'interrupt') !== undefined;
}
