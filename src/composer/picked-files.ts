import type { ReactiveController } from 'lit';
import type { FilePart } from '../chat/conversation.ts';
import type { ComposerWords } from '../i18n/composer-words.ts';
import { sizeText } from '../render/file-size.ts';
import type { ComposerKit, ExtraHost } from '../render/composer-extra.ts';
import { admit } from './limits.ts';
import { LoadError, readFile, uploadTo, type Load, type LoadProblem } from './loading.ts';
import { thumbnailOf } from './thumbnail.ts';
import { givenHeaders } from '../transport/given-headers.ts';

/** How many sentences about refused files are shown. */
const MOST_SENTENCES = 3;

/** A file that waits to be sent. A new object with every change. */
export interface PickedFile {
  readonly id: number;
  readonly file: File;
  /** From 0 to 1. */
  readonly progress: number;
  /** Where it is, once it is there. */
  readonly url?: string | undefined;
  readonly thumbnail?: string | undefined;
  readonly problem?: LoadProblem | undefined;
}

/**
 * The files that go along with the next message: picked, pasted or dropped, within limits, read or uploaded at once.
 * Owns: listeners of the chat's shadow root while it is connected; of each file that is not there yet its reading or upload.
 */
export class PickedFiles implements ReactiveController {
  readonly #host: ExtraHost;
  readonly #kit: ComposerKit;
  readonly #words: () => ComposerWords;
  readonly #loading = new Map<number, AbortController>();
  #list: readonly PickedFile[] = [];
  #problems: readonly string[] = [];
  #isDragged = false;
  #count = 0;
  #listeners = new AbortController();

  constructor(host: ExtraHost, kit: ComposerKit, words: () => ComposerWords) {
    this.#host = host;
    this.#kit = kit;
    this.#words = words;
    host.addController(this);
  }

  get list(): readonly PickedFile[] {
    return this.#list;
  }

  /** Why files were not taken, in sentences. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  get isDragged(): boolean {
    return this.#isDragged && this.isOn;
  }

  get isOn(): boolean {
    const { attachments, disabled, readOnly } = this.#host;
    return attachments && !disabled && !readOnly;
  }

  get accept(): string {
    return this.#host.accept;
  }

  get isBusy(): boolean {
    return this.#list.some(({ url }) => url === undefined);
  }

  get parts(): readonly FilePart[] {
    return this.#list.map(({ file, url = '', thumbnail }) => ({
      type: 'file',
      url,
      name: file.name,
      mediaType: file.type || 'application/octet-stream',
      size: file.size,
      ...(thumbnail && { thumbnail }),
    }));
  }

  hostConnected(): void {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    const root = this.#host.shadowRoot!;
    root.addEventListener('paste', (event) => this.#onPaste(event as ClipboardEvent), { signal });
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop'])
      root.addEventListener(type, (event) => this.#onDrag(event as DragEvent), { signal });
  }

  /** A move keeps what is on its way; an element that is gone uploads nothing. */
  hostDisconnected(): void {
    this.#listeners.abort();
    this.#isDragged = false;
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      for (const { id, url } of this.#list) if (url === undefined) this.#drop(id);
    });
  }

  add(files: readonly File[]): void {
    if (!this.isOn || files.length === 0) return;
    const { accept, maxFileSize: maxBytes, maxFiles: maxCount } = this.#host;
    const { taken, refused } = admit(files, this.#list.length, { accept, maxBytes, maxCount });
    const words = this.#words();
    const largest = sizeText(maxBytes, this.#kit.words().locale);
    const sentences = refused
      .filter(({ why }) => why !== 'count')
      .map(({ file: { name }, why }) =>
        why === 'type' ? words.wrongType(name) : why === 'empty' ? words.isEmpty(name) : words.tooLarge(name, largest),
      );
    const more = sentences.length - MOST_SENTENCES;
    this.#problems = [
      ...sentences.slice(0, MOST_SENTENCES),
      ...(more > 0 ? [words.moreRefused(more)] : []),
      ...(refused.some(({ why }) => why === 'count') ? [words.tooMany(maxCount)] : []),
    ];
    for (const file of taken) {
      const picked = { id: ++this.#count, file, progress: 0 };
      this.#list = [...this.#list, picked];
      void this.#load(picked);
    }
    this.#kit.say([taken.length > 0 ? words.added(taken.length) : '', ...this.#problems].filter(Boolean).join(' '));
    this.#host.requestUpdate();
  }

  remove({ id, file }: PickedFile): void {
    this.#drop(id);
    this.#problems = [];
    this.#kit.say(this.#words().removed(file.name));
  }

  retry(picked: PickedFile): void {
    const again = { ...picked, problem: undefined, progress: 0 };
    this.#change(picked.id, again);
    void this.#load(again);
  }

  dismiss(): void {
    this.#problems = [];
    this.#host.requestUpdate();
  }

  clear(): void {
    for (const { id } of this.#list) this.#drop(id);
    this.dismiss();
  }

  async #load({ id, file }: PickedFile): Promise<void> {
    const abort = new AbortController();
    this.#loading.set(id, abort);
    const onProgress = (progress: number): void => this.#change(id, { progress });
    try {
      const [load, thumbnail] = await Promise.all([this.#way(), thumbnailOf(file)]);
      if (thumbnail) this.#change(id, { thumbnail });
      this.#change(id, { url: await load(file, onProgress, abort.signal), progress: 1 });
    } catch (error) {
      if (abort.signal.aborted) return;
      const problem = error instanceof LoadError ? error.problem : 'uploadFailed';
      this.#change(id, { problem });
      this.#kit.say(`${file.name}: ${this.#words()[problem]}`);
    } finally {
      this.#loading.delete(id);
    }
  }

  /** How files get where a request can name them. */
  async #way(): Promise<Load> {
    const { uploadUrl, headers, credentials, idleTimeout } = this.#host;
    if (!uploadUrl) return readFile;
    // A form has a content type of its own.
    const { 'content-type': _type, ...given } = await givenHeaders(headers);
    return uploadTo({
      url: new URL(uploadUrl, document.baseURI).href,
      headers: given,
      withCredentials: credentials === 'include',
      idleTimeout,
    });
  }

  #change(id: number, change: Partial<PickedFile>): void {
    this.#list = this.#list.map((picked) => (picked.id === id ? { ...picked, ...change } : picked));
    this.#host.requestUpdate();
  }

  #drop(id: number): void {
    this.#list = this.#list.filter((picked) => picked.id !== id);
    this.#loading.get(id)?.abort();
    this.#host.requestUpdate();
  }

  /** Words that come with a picture of themselves, as office programs copy them, are pasted as words. */
  #onPaste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!this.isOn || files.length === 0 || event.clipboardData?.getData('text/plain')) return;
    event.preventDefault();
    this.add(files);
  }

  /** Only the panel is a target: a file that falls beside it is the page's. */
  #onDrag(event: DragEvent): void {
    const panel = event.target instanceof Element ? event.target.closest('.panel') : null;
    if (!panel || !this.isOn || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    const isLeft = event.type === 'dragleave' && !panel.contains(event.relatedTarget as Node | null);
    const isDragged = event.type !== 'drop' && !isLeft && (event.type !== 'dragleave' || this.#isDragged);
    if (event.type === 'drop') {
      this.add([...event.dataTransfer.files]);
      this.#host.focus();
    }
    if (isDragged === this.#isDragged) return;
    this.#isDragged = isDragged;
    this.#host.requestUpdate();
  }
}
