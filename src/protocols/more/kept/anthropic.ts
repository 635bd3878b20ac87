import type { Facts } from '../../facts.ts';
import { at, listOf, objectOf, stringOf, type Json } from '../../values.ts';
import { along, type Kept } from './kept.ts';

/** With thinking on, a call is refused without the signed or encrypted thoughts in front of it. */
export const anthropic: Kept = {
  name: 'anthropic',
  open() {
    let thoughts: Record<string, unknown>[] = [];
    const begin = (block: Json): Facts => {
      const type = stringOf(block['type']) ?? '';
      if (type.endsWith('thinking')) thoughts.push({ ...block });
      if (type !== 'tool_use' || thoughts.length === 0) return [];
      const facts = along(block['id'], { thoughts });
      thoughts = [];
      return facts;
    };
    return ({ type, content_block, delta, content }) => {
      const { thinking, signature } = objectOf(delta);
      const thought = thoughts.at(-1);
      if (thought && thinking) thought['thinking'] = `${stringOf(thought['thinking'])}${stringOf(thinking)}`;
      if (thought && signature) thought['signature'] = signature;
      if (type === 'message') return listOf(content).flatMap((block) => begin(objectOf(block)));
      return type === 'content_block_start' ? begin(objectOf(content_block)) : [];
    };
  },
  put: (body, calls) => ({
    ...body,
    messages: listOf(body['messages']).map((message) => {
      const content = listOf(at(message, 'content'));
      const thoughts = content.flatMap((block) => listOf(at(calls.get(at(block, 'id'))?.providerData, 'thoughts')));
      return thoughts.length > 0 ? { ...objectOf(message), content: [...thoughts, ...content] } : message;
    }),
  }),
};
