import type { ChatCommand } from '../render/composer-extra.ts';

/** Most commands that are looked through and shown; longest name. */
const MAX_COMMANDS = 100;
const MAX_NAME_CHARS = 60;

/** The commands of a list of anything: each with a name of one word, no name twice. */
export function commandsOf(value: unknown): readonly ChatCommand[] {
  const names = new Set<string>();
  const list: ChatCommand[] = [];
  for (const item of Array.isArray(value) ? (value as unknown[]) : []) {
    const { name, description, text, action } = Object(item) as Readonly<Record<string, unknown>>;
    const word = typeof name === 'string' ? name.trim().replace(/^\/+/, '').slice(0, MAX_NAME_CHARS) : '';
    if (word === '' || /\s/.test(word) || names.has(word)) continue;
    names.add(word);
    list.push({
      name: word,
      ...(typeof description === 'string' && { description }),
      ...(typeof text === 'string' && { text }),
      ...((typeof action === 'function' || typeof action === 'string') && {
        action: action as NonNullable<ChatCommand['action']>,
      }),
    });
    if (list.length === MAX_COMMANDS) break;
  }
  return list;
}

/** The commands that a draft asks for: `/` and the beginning of a name, then those that have it elsewhere. */
export function matching(commands: readonly ChatCommand[], draft: string): readonly ChatCommand[] {
  const typed = /^\/(\S*)$/.exec(draft)?.[1]?.toLowerCase();
  if (typed === undefined) return [];
  const named = (command: ChatCommand): string => command.name.toLowerCase();
  const first = commands.filter((command) => named(command).startsWith(typed));
  const others = commands.filter((command) => !first.includes(command) && named(command).includes(typed));
  return [...first, ...others];
}
