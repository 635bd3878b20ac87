import { text, type Message } from '../chat/conversation.ts';
import { dispatch } from '../events/chat-events.ts';
import type { MessageAction } from '../render/context.ts';
import type { VisitorController } from './visitor-controller.ts';

/** What a chat can do with its messages. */
export interface ActingHost extends HTMLElement {
  readonly messages: readonly Message[];
  readonly updateComplete: Promise<boolean>;
  retry(id: string): Promise<unknown>;
  continue(id: string): Promise<unknown>;
  regenerate(id: string): Promise<unknown>;
  edit(id: string, text: string): Promise<unknown>;
  tryNow(): void;
  showVersion(id: string, step: 1 | -1): void;
}

interface Act {
  readonly host: ActingHost;
  readonly visitor: VisitorController;
  readonly message: Message;
  /** The words that were written for it. */
  readonly value: string;
}

/** Name of the words that say what happened, for a screen reader. */
type Said = 'copied' | undefined;

const ACTIONS: Readonly<Record<MessageAction, (act: Act) => Said | Promise<Said>>> = {
  retry: ask(({ host, message }) => host.retry(message.id)),
  'try-now': ({ host }) => void host.tryNow(),
  earlier: ({ host, message }) => void host.showVersion(message.id, -1),
  later: ({ host, message }) => void host.showVersion(message.id, 1),
  continue: ask(({ host, message }) => host.continue(message.id)),
  regenerate: ask(({ host, message }) => host.regenerate(message.id)),
  copy,
  edit: (act) => openForm(act, { editing: act.message.id }),
  cancel: (act) => closeForm(act),
  'ask-edited': (act) => {
    void act.host.edit(act.message.id, act.value);
    // What the page keeps from leaving stays in the form.
    return act.host.messages.includes(act.message) ? undefined : closeForm(act);
  },
  up: (act) => rate(act, 'up'),
  down: (act) => rate(act, 'down'),
  comment: (act) => {
    const value = act.visitor.state.ratings[act.message.id] ?? 'none';
    dispatch(act.host, 'chat-feedback', { message: act.message, value, comment: act.value });
    return closeForm(act);
  },
};

/** Does what a control of a message asks for. @returns the name of the words to announce. */
export async function actOnMessage(
  host: ActingHost,
  visitor: VisitorController,
  action: MessageAction,
  id: string,
  value = '',
): Promise<Said> {
  const message = host.messages.find((candidate) => candidate.id === id);
  return message && ACTIONS[action]({ host, visitor, message, value });
}

/** The answer takes as long as it takes: nothing is said when it ends. */
function ask(act: (act: Act) => Promise<unknown>): (given: Act) => undefined {
  return (given) => void act(given);
}

/** Copies the markdown of a message; without permission nothing happens, and nothing is thrown (E-18). */
async function copy({ visitor, message }: Act): Promise<Said> {
  try {
    await navigator.clipboard.writeText(text(message));
  } catch {
    console.warn('<stream-chat> was not allowed to write to the clipboard.');
    return undefined;
  }
  visitor.copied(message.id);
  return 'copied';
}

function rate(act: Act, rating: 'up' | 'down'): Promise<Said> | Said {
  const { host, visitor, message } = act;
  const value = visitor.rate(message.id, rating);
  dispatch(host, 'chat-feedback', { message, value: value ?? 'none' });
  return undefined;
}

/** Opens a form in a message and goes there. */
async function openForm({ host, visitor, message }: Act, change: { readonly editing: string }): Promise<Said> {
  visitor.change(change);
  await host.updateComplete;
  const input = inMessage(host, message.id, '.words') as HTMLTextAreaElement | null;
  input?.focus();
  input?.setSelectionRange(input.value.length, input.value.length);
  return undefined;
}

/** Closes the forms; the focus goes back to the message's own controls. */
async function closeForm({ host, visitor, message }: Act): Promise<Said> {
  visitor.change({ editing: undefined, commenting: undefined });
  await host.updateComplete;
  inMessage(host, message.id, '[part="edit-button"], [aria-pressed="true"]')?.focus();
  return undefined;
}

function inMessage(host: HTMLElement, id: string, selector: string): HTMLElement | null {
  return host.shadowRoot?.querySelector(`[data-id="${CSS.escape(id)}"]`)?.querySelector<HTMLElement>(selector) ?? null;
}
