import { changesBetween, interrupted, withChanges, type Changes } from '../chat/changes.ts';
import { isOpen, text, type Message } from '../chat/conversation.ts';
import type { Recording } from '../chat/recording.ts';
import { readIds, readMessages, type Snapshot } from '../chat/snapshot.ts';
import { PersistTabs } from './persist-tabs.ts';
import type { RunController } from './run-controller.ts';

/** Time until other tabs show what changed here, in ms. */
const TELL_MS = 100;

/** What tabs share and what is kept. */
export interface Shared {
  readonly messages: readonly Message[];
  draft: string;
  open: boolean;
  isGreeted: boolean;
  conversationId: string;
}

/** What the mirror needs of its owner, which stores. */
export interface Keeper {
  /** Something here is not stored yet. */
  readonly isDirty: boolean;
  load(): void;
  saveSoon(): void;
  /** What is stored of an answer that breaks off; nothing if that fails. */
  recording(): Promise<Recording | undefined>;
}

const PLAIN = ['draft', 'open', 'isGreeted'] as const;
const NOTHING: Shared = { messages: [], draft: '', open: false, isGreeted: false, conversationId: '' };

/** What another tab says: what changed there, or that it has just come. */
type News = Partial<Record<keyof Shared | keyof Changes | 'isNew' | 'ids', unknown>>;

export function sharedOf({ messages, draft, open, isGreeted, conversationId }: Shared): Shared {
  return { messages, draft, open, isGreeted, conversationId };
}

/**
 * Keeps one conversation the same here, in what is stored, and in other tabs. Everything is told as changes to what was
 * told before, so that what two tabs do at the same time is kept from both.
 * Owns: `PersistTabs` once joined, and a timer while there is something to tell.
 */
export class PersistMirror {
  readonly #host: Shared;
  readonly #run: RunController;
  readonly #keeper: Keeper;
  /** What the others know; without a channel to them, what is stored. */
  #told: Shared = NOTHING;
  /** Of the answer that was being written when it was stored. */
  #recording: Recording | undefined;
  #tabs: PersistTabs | undefined;
  #watched: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Shared, run: RunController, keeper: Keeper) {
    this.#host = host;
    this.#run = run;
    this.#keeper = keeper;
  }

  /** Nothing changed here since it was told. */
  get isTold(): boolean {
    return this.#told.messages === this.#host.messages && PLAIN.every((name) => this.#told[name] === this.#host[name]);
  }

  /** Begins under a new name: nothing of what is here was told. */
  begin(): void {
    const { messages } = this.#host;
    this.#told = { ...sharedOf(this.#host), messages: messages.length > 0 ? [] : messages };
  }

  /** Finds the tabs that have joined under this name. @throws where the browser does not allow it. */
  join(name: string): void {
    this.#tabs = new PersistTabs(
      name,
      (news) => this.#hear(Object(news) as News),
      () => this.#keeper.load(),
    );
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#tabs?.close();
    this.#timer = this.#tabs = this.#watched = undefined;
  }

  /** Takes what is stored; what was done here and is not stored comes on top. */
  take(snapshot: Snapshot | undefined): void {
    const host = this.#host;
    const told = this.#told;
    const messages = snapshot?.messages ?? [];
    if (messages.length + told.messages.length > 0) {
      this.#yield(changesBetween(told.messages, messages));
      this.#yieldToEnd(messages);
      const unsaid = changesBetween(told.messages, host.messages);
      const own = this.#running() ?? [];
      // Of what was told, the oldest did not fit; what is missing behind them was removed.
      const first = told.messages.findIndex(({ id }) => messages.some((message) => message.id === id));
      const known = [...told.messages.slice(0, Math.max(0, first)), ...messages];
      this.#run.conversation.restore(withChanges(known, { ...unsaid, messages: unsaid.messages.concat(own) }));
      const isSame = unsaid.messages.length + unsaid.removed.length === 0;
      this.#told = { ...told, messages: isSame ? host.messages : messages };
    }
    if (!snapshot) return;
    const { draft, open, isGreeted = false, conversationId, ids, recording } = snapshot;
    this.#recording = recording;
    if (ids) this.#run.asking.ids = ids;
    if (host.draft === told.draft && draft) host.draft = draft;
    if (host.open === told.open) host.open = open;
    host.isGreeted ||= isGreeted;
    if (conversationId) host.conversationId = conversationId;
    Object.assign(this.#told, { draft, open, isGreeted });
  }

  /** Joined with what is stored: asks for what is not. An answer that was open is gone back to if no tab can be writing it. */
  greet(): void {
    if (!this.#tabs?.hasLocks) this.#settle(this.#openIds());
    this.#tabs?.tell({ isNew: true });
  }

  /** Something may have changed here. */
  update(): void {
    if (!this.#tabs) return;
    this.#watch(this.#tabs);
    if (this.isTold || !this.#tabs.hasChannel) return;
    // The timers of a hidden page are slow, and its updates rare.
    if (document.hidden) this.tell();
    else this.#timer ??= setTimeout(() => this.tell(), TELL_MS);
  }

  /** Tells the others what changed since they were told last. */
  tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.isTold) return;
    const before = this.#told;
    const { conversationId } = this.#host;
    this.#told = sharedOf(this.#host);
    const plain = PLAIN.filter((name) => this.#told[name] !== before[name]).map((name) => [name, this.#told[name]]);
    const changes = changesBetween(before.messages, this.#told.messages);
    this.#tabs?.tell({
      conversationId,
      ids: this.#run.asking.ids,
      ...changes,
      ...(Object.fromEntries(plain) as Partial<Shared>),
    });
  }

  #hear({ isNew, ids, messages, removed, after, ...plain }: News): void {
    const host = this.#host;
    if (isNew) {
      // What is stored it has found there, and an answer it hears from the tab that is writing it.
      if (!this.#keeper.isDirty) return;
      const open = this.#openIds();
      this.#told = { ...NOTHING, messages: host.messages.filter(({ id }) => open.includes(id)) };
      return this.tell();
    }
    const heard = [...PLAIN, 'conversationId' as const].filter((name) => typeof plain[name] === typeof NOTHING[name]);
    for (const name of heard) for (const known of [host, this.#told]) Object.assign(known, { [name]: plain[name] });
    if (ids) this.#run.asking.ids = readIds(ids);
    const theirs = readMessages(messages);
    const places = Object(after) as Record<string, string>;
    const gone = Array.isArray(removed) ? removed.map(String) : [];
    this.#yield({ messages: theirs, removed: gone });
    if (gone.length > 0) {
      this.#run.conversation.restore(withChanges(host.messages, { messages: [], removed: gone }));
      this.#keeper.saveSoon();
    }
    // Says what is unsaid here, and again that the removed is gone: news of it may have crossed these.
    this.tell();
    const own = this.#running();
    const others = theirs.filter(({ id }) => id !== own?.id);
    if (others.length > 0)
      this.#run.conversation.restore(withChanges(host.messages, { messages: others, removed: [], after: places }));
    this.#told = sharedOf(host);
  }

  /** Another tab ended the answer that is written here, or removed it. */
  #yield({ messages, removed }: Changes): void {
    const own = this.#running();
    if (!own) return;
    const isStopped = messages.some(({ id, status }) => id === own.id && status === 'stopped');
    if (isStopped || removed.includes(own.id)) this.#run.stop();
  }

  /** A page behind which this one waited has got the rest of its answer. */
  #yieldToEnd(messages: readonly Message[]): void {
    const own = this.#running();
    const theirs = own && messages.find(({ id }) => id === own.id);
    if (theirs && !isOpen(theirs) && text(theirs).length > text(own).length) this.#run.letGo(theirs);
  }

  /** Holds the lock while an answer is written here; while one is written elsewhere, waits for the lock to be free. */
  #watch(tabs: PersistTabs): void {
    const ids = this.#openIds();
    const last = this.#run.run?.id ?? ids.at(-1);
    if (last === this.#watched) return;
    if (this.#watched !== undefined) {
      // The others hear the end before they find the lock free.
      this.tell();
      tabs.release();
    }
    this.#watched = last;
    if (last === undefined) return;
    tabs.watch(
      () => this.#run.run !== undefined,
      async () => {
        // The tab that was writing it has stored more since this one was opened.
        this.#recording = await this.#keeper.recording();
        if (this.#tabs === tabs) this.#settle(ids);
      },
    );
  }

  /** Nobody writes these any more: one is gone back to, where that can be; the others are interrupted. */
  #settle(ids: readonly string[]): void {
    const open = ids.filter((id) => this.#run.messages.some((message) => message.id === id && isOpen(message)));
    const isResumed = this.#run.resume(this.#recording, open);
    const lost = isResumed ? open.filter((id) => id !== this.#recording!.id) : open;
    this.#run.conversation.restore(interrupted(this.#run.messages, lost));
  }

  /** The answer that is written here. */
  #running(): Message | undefined {
    return this.#run.messages.find(({ id }) => id === this.#run.run?.id);
  }

  /** Those of answers that are not written here, and of questions that wait in vain. */
  #openIds(): readonly string[] {
    const own = this.#run.run?.id;
    return this.#run.messages.filter((message) => isOpen(message) && message.id !== own).map(({ id }) => id);
  }
}
