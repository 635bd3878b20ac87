/** An answer may still be on its way from the tab that wrote it when its lock is free already, in ms. */
const GRACE_MS = 100;

/**
 * The other tabs that show the same conversation. Owns: a channel to them, or a listener for what they store where there
 * are no channels, and at most one lock, which the tab holds that is writing an answer.
 */
export class PersistTabs {
  readonly #name: string;
  readonly #life = new AbortController();
  readonly #channel: BroadcastChannel | undefined;
  /** Pages without https have none. */
  readonly #locks = navigator.locks as LockManager | undefined;
  #release: (() => void) | undefined;

  /** @param onStored - another tab stored something; asked only where there is no channel. */
  constructor(name: string, onNews: (news: unknown) => void, onStored: () => void) {
    const { signal } = this.#life;
    this.#name = name;
    if ('BroadcastChannel' in window) {
      this.#channel = new BroadcastChannel(name);
      this.#channel.addEventListener('message', ({ data }) => onNews(data), { signal });
    } else {
      // No key: everything was cleared.
      const onStorage = ({ key }: StorageEvent): void => void ((key ?? name) === name && onStored());
      addEventListener('storage', onStorage, { signal });
    }
  }

  /** Without locks nobody knows whether an answer is still being written. */
  get hasLocks(): boolean {
    return this.#locks !== undefined;
  }

  get hasChannel(): boolean {
    return this.#channel !== undefined;
  }

  tell(news: object): void {
    try {
      this.#channel?.postMessage(news);
    } catch (error) {
      console.warn('<stream-chat> has something in its messages that no other tab can take:', error);
    }
  }

  /**
   * Asks for the lock. Once it is free, this tab holds it while it is writing; otherwise `onFree` says that nobody is, and may
   * begin to write.
   */
  watch(isWriting: () => boolean, onFree: () => Promise<void>): void {
    const { signal } = this.#life;
    const hold = async (): Promise<void> => {
      if (!isWriting()) {
        await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
        if (!signal.aborted) await onFree();
      }
      if (isWriting() && !signal.aborted) await new Promise<void>((resolve) => (this.#release = resolve));
    };
    this.#locks?.request(this.#name, { signal }, hold).catch(() => {
      // Closed, or not allowed in this frame.
    });
  }

  release(): void {
    this.#release?.();
  }

  close(): void {
    this.#life.abort();
    this.#channel?.close();
    this.release();
  }
}
