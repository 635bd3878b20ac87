import type { ReactiveController } from 'lit';
import type { ComposerWords } from '../i18n/composer-words.ts';
import type { ComposerKit, ExtraHost } from '../render/composer-extra.ts';

/** What is used of the browser's `SpeechRecognition`, which the DOM library does not know. */
interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  start(): void;
  abort(): void;
}
interface RecognitionResults {
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>>;
}

type Problem = 'microphoneRefused' | 'noMicrophone' | 'nothingHeard' | 'speechFailed';

const PROBLEMS: Readonly<Record<string, Problem | undefined>> = {
  'not-allowed': 'microphoneRefused',
  'service-not-allowed': 'microphoneRefused',
  'audio-capture': 'noMicrophone',
  'no-speech': 'nothingHeard',
};

/**
 * Speaking instead of typing, where the browser can listen. What is heard comes into the draft, and nothing is sent by itself.
 * Owns: one recognition while the visitor speaks.
 */
export class Voice implements ReactiveController {
  readonly #host: ExtraHost;
  readonly #kit: ComposerKit;
  readonly #words: () => ComposerWords;
  #recognition: Recognition | undefined;
  #problem: Problem | undefined;
  /** What stood in the field before, and what came there since. */
  #before = '';
  #heard = '';

  constructor(host: ExtraHost, kit: ComposerKit, words: () => ComposerWords) {
    this.#host = host;
    this.#kit = kit;
    this.#words = words;
    host.addController(this);
  }

  get isOn(): boolean {
    return this.#host.voice && recognitionClass() !== undefined;
  }

  get isListening(): boolean {
    return this.#recognition !== undefined;
  }

  get problem(): string | undefined {
    return this.#problem && this.#words()[this.#problem];
  }

  dismiss(): void {
    this.#problem = undefined;
    this.#host.requestUpdate();
  }

  toggle(): void {
    if (this.#recognition) return this.stop();
    const recognition = new (recognitionClass()!)();
    this.#recognition = recognition;
    this.#problem = undefined;
    this.#before = this.#host.draft;
    this.#heard = this.#host.draft;
    recognition.lang = this.#kit.words().locale;
    recognition.continuous = true;
    recognition.interimResults = true;
    recognition.addEventListener('result', (event) => this.#onResult(recognition, event as Event & RecognitionResults));
    recognition.addEventListener('error', (event) => this.#onError(recognition, event as Event & { error: string }));
    recognition.addEventListener('end', () => this.#end(recognition));
    try {
      recognition.start();
      this.#kit.say(this.#words().listening);
    } catch {
      this.#fail('speechFailed');
    }
    this.#host.requestUpdate();
  }

  stop(): void {
    const recognition = this.#recognition;
    this.#recognition = undefined;
    recognition?.abort();
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.stop();
    });
  }

  /** Everything heard so far, also what may still change. Who types meanwhile goes on from what they typed. */
  #onResult(recognition: Recognition, { results }: RecognitionResults): void {
    if (recognition !== this.#recognition || this.#host.disabled) return;
    if (this.#host.draft !== this.#heard) return this.stop();
    let words = '';
    for (let index = 0; index < results.length; index++) words += results[index]![0]?.transcript ?? '';
    const space = /\S$/.test(this.#before) ? ' ' : '';
    this.#heard = this.#before + space + words.trimStart();
    this.#host.draft = this.#heard;
  }

  #onError(recognition: Recognition, { error }: { readonly error: string }): void {
    if (recognition === this.#recognition) this.#fail(PROBLEMS[error] ?? 'speechFailed');
  }

  #end(recognition: Recognition): void {
    if (recognition !== this.#recognition) return;
    this.#recognition = undefined;
    this.#host.requestUpdate();
  }

  #fail(problem: Problem): void {
    this.#problem = problem;
    this.#kit.say(this.#words()[problem]);
    this.stop();
  }
}

function recognitionClass(): (new () => Recognition) | undefined {
  const { SpeechRecognition, webkitSpeechRecognition } = globalThis as {
    SpeechRecognition?: new () => Recognition;
    webkitSpeechRecognition?: new () => Recognition;
  };
  return SpeechRecognition ?? webkitSpeechRecognition;
}
