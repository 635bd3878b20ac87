import { snapshotJson, type Snapshot } from '../chat/snapshot.ts';

/** Where a conversation is kept: the browser's storage, or the site's server. Either may answer at once or later. */
export interface ChatStore {
  /** What was saved, or a bare list of messages; nothing if there is nothing. */
  load(): unknown;
  /** At most once a second, one after the other, and when the page is hidden. After `clear()` the snapshot is empty. */
  save(snapshot: Snapshot): unknown;
}

/** Longest text in the browser's storage, in characters of two bytes: well below the 5 million that an origin may have. */
export const MAX_STORED_CHARS = 2_000_000;
/** Where less than this fits, in characters, the storage counts as full. */
const MIN_STORED_CHARS = 2_000;

/**
 * Keeps snapshots under a key of the browser's storage. What does not fit loses its oldest messages.
 * @throws DOMException from `load` and `save`, if nothing may be read or nothing fits.
 */
export function webStore(storage: Storage, key: string): ChatStore {
  let maxChars = MAX_STORED_CHARS;
  return {
    load() {
      const json = storage.getItem(key);
      try {
        return JSON.parse(json ?? 'null') as unknown;
      } catch {
        // Not ours; the next save replaces it.
        return undefined;
      }
    },
    save(snapshot) {
      const { messages, draft, open, isGreeted } = snapshot;
      if (messages.length === 0 && draft === '' && !open && !isGreeted) return storage.removeItem(key);
      for (;;) {
        try {
          return storage.setItem(key, snapshotJson(snapshot, maxChars));
        } catch (error) {
          if (maxChars < MIN_STORED_CHARS) throw error;
          maxChars /= 2;
        }
      }
    },
  };
}

/**
 * The name under which a chat is kept: its `storage-key`, or the address of its endpoint without the query, where a token
 * may stand.
 */
export function storageName(storageKey: string, endpoint: string): string {
  const name = storageKey || withoutQuery(endpoint);
  return `stream-chat:${name}`;
}

function withoutQuery(endpoint: string): string {
  try {
    const { host, pathname } = new URL(endpoint, document.baseURI);
    return host + pathname;
  } catch {
    return '';
  }
}
