import type { RequestCall } from '../../protocol.ts';
import { at, listOf, objectOf, type Json } from '../../values.ts';
import { along, type Kept } from './kept.ts';

/**
 * A thought is an item, which is refused without the items that followed it: they go back as they came. A tool of a server that
 * waits for permission gets it as an item too.
 */
export const responses: Kept = {
  name: 'responses',
  open() {
    let items: Json[] = [];
    const take = (item: Json): ReturnType<typeof along> => {
      const { type, id, call_id, server_label } = item;
      if (type === 'reasoning' || type === 'message') items.push(item);
      if (type === 'mcp_approval_request') return along(id, { approval: { server_label } });
      if (type !== 'function_call') return [];
      const hasThought = items.some((kept) => kept['type'] === 'reasoning');
      const facts = hasThought ? along(call_id, { items, id }) : [];
      items = [];
      return facts;
    };
    return ({ type, item, output }) => {
      if (type === undefined) return listOf(output).flatMap((whole) => take(objectOf(whole)));
      return type === 'response.output_item.done' ? take(objectOf(item)) : [];
    };
  },
  put: ({ input, ...body }, calls) => {
    const list = listOf(input);
    /** The text that stands among kept items is not said twice. */
    const isKept = (item: unknown, index: number): boolean =>
      at(item, 'role') === 'assistant' && listOf(at(dataOf(list[index + 1]), 'items')).length > 0;
    const dataOf = (item: unknown): unknown => calls.get(at(item, 'call_id'))?.providerData;
    return {
      ...body,
      input: list.flatMap((item, index): readonly unknown[] => {
        if (isKept(item, index)) return [];
        const call = calls.get(at(item, 'call_id'));
        if (call?.approval) return permission(call, item, 'previous_response_id' in body || 'conversation' in body);
        if (at(item, 'type') !== 'function_call') return [item];
        const id = at(dataOf(item), 'id');
        return [...listOf(at(dataOf(item), 'items')), { ...objectOf(item), ...(id !== undefined && { id }) }];
      }),
    };
  },
};

/** The request for permission and its answer, in the place of a call and its result. */
function permission(
  { id, name, args, approval, providerData }: RequestCall,
  item: unknown,
  isStored: boolean,
): readonly Json[] {
  if (at(item, 'type') === 'function_call_output')
    return [{ type: 'mcp_approval_response', approval_request_id: id, approve: approval === 'approved' }];
  const label = objectOf(at(providerData, 'approval'));
  return isStored ? [] : [{ type: 'mcp_approval_request', id, name, arguments: JSON.stringify(args ?? {}), ...label }];
}
