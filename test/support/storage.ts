import type { Snapshot } from '../../src/chat/snapshot.ts';
import { createId } from '../../src/controllers/identifiers.ts';
import { ChatHarness, nextTask, type ChatSetup } from './chat-harness.ts';

const sites = new Set<Site>();

afterEach(async () => {
  // What the test leaves behind is stored when its chats are removed. Other test files share the storage.
  await nextTask();
  for (const site of sites) for (const name of site.names()) localStorage.removeItem(name);
  sites.clear();
  sessionStorage.clear();
});

/** A site with a chat that is kept: pages of it come and go, and share nothing but what the browser stores. */
export class Site {
  readonly key = createId();
  readonly #setup: ChatSetup;

  constructor(
    readonly url: string,
    setup: ChatSetup = {},
  ) {
    this.#setup = setup;
    sites.add(this);
  }

  /** Under which names the browser keeps something of this site. */
  names(): string[] {
    return Object.keys(localStorage).filter((name) => name.includes(this.key) || name.endsWith(this.url));
  }

  /** Opens a page, or another tab where `persist` is `local`. */
  visit(setup: ChatSetup = {}): Promise<ChatHarness> {
    return ChatHarness.ask(this.url, {
      ...this.#setup,
      ...setup,
      attributes: { persist: 'local', 'storage-key': this.key, ...this.#setup.attributes, ...setup.attributes },
      properties: { ...this.#setup.properties, ...setup.properties },
    });
  }

  /** Leaves a page, as a router does, and opens the next one. */
  async next(chat: ChatHarness, setup: ChatSetup = {}): Promise<ChatHarness> {
    chat.element.remove();
    await nextTask();
    return this.visit(setup);
  }

  /** What the browser keeps. */
  stored(storage = localStorage): Snapshot | undefined {
    return (JSON.parse(storage.getItem(`stream-chat:${this.key}`) ?? 'null') as Snapshot | null) ?? undefined;
  }

  store(snapshot: unknown, storage = localStorage): void {
    storage.setItem(`stream-chat:${this.key}`, JSON.stringify(snapshot));
  }
}

/** The page is left, for good or into the back/forward cache. */
export function leavePage(): void {
  window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
}

export function returnToPage(): void {
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
}

/** Replaces something of the browser while `act` runs. */
export async function replaced<Target extends object>(
  target: Target,
  name: keyof Target & string,
  value: unknown,
  act: () => unknown,
): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(target, name)!;
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
  try {
    await act();
  } finally {
    Object.defineProperty(target, name, own);
  }
}
