import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Recording } from '../chat/recording.ts';
import { readSnapshot, type Snapshot } from '../chat/snapshot.ts';
import type { FollowController } from './follow-controller.ts';
import { createId } from './identifiers.ts';
import { PersistMirror, sharedOf, type Keeper, type Shared } from './persist-mirror.ts';
import { storageName, webStore, type ChatStore } from './persist-store.ts';
import type { RunController } from './run-controller.ts';

/** What `persist="session"` keeps is shared by the chats of one page alone. */
const PAGE = createId();

/** Time until a change is stored, in ms. */
const SAVE_MS = 1000;

/** What the controller needs of the element. */
export interface PersistHost extends ReactiveControllerHost, Shared {
  readonly persist: 'none' | 'session' | 'local';
  readonly storageKey: string;
  readonly store: ChatStore | undefined;
  readonly endpoint: string;
  readonly isConnected: boolean;
}

/**
 * Keeps a conversation over page loads, and the same in every tab that shows it.
 * Owns, while `persist` or a store is set and the host is connected: listeners for the page's life, a `PersistMirror`, and
 * one timer while something is to be stored. A page that is left holds nothing, so that the back/forward cache may keep it
 * (E-16).
 * Errors: never thrown. A storage that fails costs the memory of the chat, not the chat, and one warning says so.
 */
export class PersistController implements ReactiveController, Keeper {
  readonly #host: PersistHost;
  readonly #run: RunController;
  readonly #follow: FollowController;
  readonly #mirror: PersistMirror;
  #settings: readonly unknown[] = [];
  #name: string | undefined;
  #life = new AbortController();
  #store: ChatStore | undefined;
  /** The place as it was stored, as JSON. */
  #place: string | undefined;
  #isLoaded = false;
  /** Once under this name. */
  #wasLoaded = false;
  #isLeft = false;
  #isDirty = false;
  #hasWarned = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: PersistHost, run: RunController, follow: FollowController) {
    this.#host = host;
    this.#run = run;
    this.#follow = follow;
    this.#mirror = new PersistMirror(host, run, this);
    host.addController(this);
  }

  get isDirty(): boolean {
    return this.#isDirty;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    // A move within the task is no reason to let go of a running answer.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#close();
    });
  }

  hostUpdate(): void {
    const { persist, store, storageKey, endpoint, isConnected } = this.#host;
    if (!isConnected || this.#isLeft) return;
    const isWanted = (persist !== 'none' || store) && (storageKey || endpoint);
    const name = isWanted ? storageName(storageKey, endpoint) : undefined;
    const settings = [persist, store, name];
    if (settings.every((value, index) => value === this.#settings[index])) return;
    this.#close();
    this.#settings = settings;
    if (name) this.#open(name);
  }

  hostUpdated(): void {
    if (!this.#isLoaded) return;
    if (!this.#mirror.isTold) this.saveSoon();
    this.#mirror.update();
  }

  /** Leaves nothing behind, at once. */
  clear(): void {
    if (!this.#store) return;
    this.#isLoaded = true;
    this.#mirror.tell();
    this.#isDirty = false;
    const { conversationId } = this.#host;
    void this.#write({ version: 1, conversationId, messages: [], draft: '', open: false });
  }

  /** Takes what is stored. */
  load(): void {
    const { signal } = this.#life;
    const take = (value: unknown): void => {
      if (signal.aborted) return;
      const snapshot = readSnapshot(value);
      // A server that knows nothing is no reason to forget what is here; the browser's storage is empty when it was cleared.
      if (snapshot || !this.#host.store) this.#mirror.take(snapshot);
      if (this.#isLoaded) return;
      if (snapshot?.place) this.#follow.goTo(snapshot.place);
      this.#place = JSON.stringify(snapshot?.place);
      this.#begin();
    };
    const stored = this.#store!.load();
    if ('then' in Object(stored)) (stored as Promise<unknown>).then(take).catch((error: unknown) => this.#warn(error));
    else take(stored);
  }

  async recording(): Promise<Recording | undefined> {
    try {
      return readSnapshot(await this.#store?.load())?.recording;
    } catch (error) {
      this.#warn(error);
      return undefined;
    }
  }

  saveSoon(): void {
    this.#isDirty = true;
    this.#timer ??= setTimeout(() => this.#save(), SAVE_MS);
  }

  #open(name: string): void {
    const { persist, store } = this.#host;
    if (name !== this.#name) {
      if (this.#name !== undefined) {
        this.#run.clear();
        this.#host.conversationId = createId();
      }
      this.#name = name;
      this.#wasLoaded = false;
      this.#mirror.begin();
    }
    this.#life = new AbortController();
    const { signal } = this.#life;
    document.addEventListener('visibilitychange', () => document.hidden && this.#flush(), { signal });
    addEventListener('pagehide', () => this.#leave(), { signal });
    try {
      this.#store = store ?? webStore(persist === 'local' ? localStorage : sessionStorage, name);
      // Only another tab can have changed what was loaded before; and a storage that failed knows less than is here.
      if (this.#wasLoaded && (persist !== 'local' || this.#hasWarned)) this.#begin();
      else this.load();
    } catch (error) {
      this.#warn(error);
    }
  }

  #begin(): void {
    this.#isLoaded = this.#wasLoaded = true;
    const { persist } = this.#host;
    if (persist !== 'none') this.#mirror.join(this.#name! + (persist === 'local' ? '' : PAGE));
    this.#mirror.greet();
    this.#host.requestUpdate();
  }

  #close(): void {
    const { persist, store } = this.#host;
    if (persist !== 'none' || store) this.#flush();
    clearTimeout(this.#timer);
    this.#timer = this.#store = undefined;
    this.#settings = [];
    this.#isLoaded = this.#isDirty = false;
    this.#life.abort();
    this.#mirror.leave();
  }

  /** A page that waits in the back/forward cache is as good as gone for the others; it catches up when it returns. */
  #leave(): void {
    this.#close();
    this.#isLeft = true;
    // The page behind this one may change what is stored. A storage that failed knows less than is here.
    if (!this.#hasWarned) this.#wasLoaded = false;
    const onReturn = (): void => {
      this.#isLeft = false;
      this.#host.requestUpdate();
    };
    addEventListener('pageshow', onReturn, { once: true });
  }

  /** The page may not come back: nothing waits. */
  #flush(): void {
    this.#run.conversation.take();
    if (!this.#isLoaded) return;
    // Another tab may have stored what it knows since, and how far an answer was read is known here alone.
    if (!this.#mirror.isTold || this.#run.run) this.#isDirty = true;
    if (this.#host.messages.length > 0 && JSON.stringify(this.#follow.place) !== this.#place) this.#isDirty = true;
    this.#save();
  }

  #save(): void {
    if (!this.#isLoaded || !this.#isDirty) return;
    this.#mirror.tell();
    this.#isDirty = false;
    void this.#write(this.#snapshot());
  }

  #snapshot(): Snapshot {
    const { place } = this.#follow;
    this.#place = JSON.stringify(place);
    const { asking, recording } = this.#run;
    return {
      version: 1,
      ...sharedOf(this.#host),
      ...(Object.keys(asking.ids).length > 0 && { ids: asking.ids }),
      ...(place && { place }),
      ...(recording && { recording }),
    };
  }

  async #write(snapshot: Snapshot): Promise<void> {
    clearTimeout(this.#timer);
    try {
      // Until it is saved the timer counts as set, so that a slow server gets one after the other.
      await this.#store!.save(snapshot);
    } catch (error) {
      this.#warn(error);
    }
    this.#timer = undefined;
    if (this.#isDirty) this.saveSoon();
  }

  #warn(error: unknown): void {
    if (!this.#hasWarned) console.warn('<stream-chat> cannot keep its conversation:', error);
    this.#hasWarned = true;
  }
}
