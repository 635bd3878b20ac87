import '../../src/index.ts';
import { text, type StreamChat } from '../../src/element.ts';
import type { ChatEventDetails, ChatEventName } from '../../src/events/chat-events.ts';

export const CHAT_EVENTS: readonly ChatEventName[] = [
  'chat-before-send',
  'chat-send',
  'chat-first-token',
  'chat-finish',
  'chat-error',
  'chat-change',
  'chat-status',
  'chat-link',
  'chat-feedback',
  'chat-unread',
  'chat-handoff',
  'chat-tool-call',
  'chat-open',
  'chat-close',
];

/** Longest wait for a condition, in ms. */
const PATIENCE_MS = 8000;

export interface ChatSetup {
  /** `true` is an attribute without a value. */
  readonly attributes?: Readonly<Record<string, string | true>>;
  readonly properties?: Partial<StreamChat>;
  /** HTML of the element's children. */
  readonly children?: string;
  readonly parent?: HTMLElement;
}

export interface SeenMessage {
  readonly role: string;
  readonly status: string;
  /** What the reader sees of it: the rendered text, without controls. */
  readonly text: string;
}

const mounted = new Set<ChatHarness>();

afterEach(() => {
  for (const chat of mounted) chat.remove();
  mounted.clear();
});

/** A chat on the page, driven and read as a visitor would: type, press, look. Removed after the test. */
export class ChatHarness {
  readonly element: StreamChat;
  /** Every event of the element so far, in order. */
  readonly events: { readonly type: ChatEventName; readonly detail: ChatEventDetails[ChatEventName] }[] = [];

  private constructor({ attributes = {}, properties = {}, children = '', parent = document.body }: ChatSetup) {
    this.element = document.createElement('stream-chat') as StreamChat;
    for (const [name, value] of Object.entries(attributes))
      this.element.setAttribute(name, value === true ? '' : value);
    Object.assign(this.element, properties);
    this.element.innerHTML = children;
    for (const type of CHAT_EVENTS) {
      this.element.addEventListener(type, (event) => {
        if (event.target === this.element)
          this.events.push({ type, detail: (event as CustomEvent<ChatEventDetails[ChatEventName]>).detail });
      });
    }
    mounted.add(this);
    parent.append(this.element);
  }

  static async mount(setup: ChatSetup = {}): Promise<ChatHarness> {
    const chat = new ChatHarness(setup);
    await chat.element.updateComplete;
    return chat;
  }

  /** A chat that asks `url` and does not repeat a failed request by itself. */
  static ask(url: string, setup: ChatSetup = {}): Promise<ChatHarness> {
    return ChatHarness.mount({ ...setup, attributes: { endpoint: url, 'max-retries': '0', ...setup.attributes } });
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get input(): HTMLTextAreaElement {
    return this.part('input') as HTMLTextAreaElement;
  }

  get log(): HTMLElement {
    return this.part('log')!;
  }

  part(name: string): HTMLElement | null {
    return this.root.querySelector(`[part~="${name}"]`);
  }

  parts(name: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(`[part~="${name}"]`)];
  }

  /** Types into the field as an input method would: the value, then the event. */
  async type(words: string): Promise<void> {
    this.input.focus();
    this.input.value = words;
    this.input.dispatchEvent(
      new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText', data: words }),
    );
    await this.element.updateComplete;
  }

  /** A key in the text field. @returns whether the chat kept the browser from acting on it. */
  key(key: string, init: KeyboardEventInit = {}): boolean {
    return !this.input.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }),
    );
  }

  /** Clicks the control with this part name. */
  press(part: string): void {
    const control = this.part(part);
    if (!control) throw new Error(`There is no ${part} to press.`);
    control.click();
  }

  /** Types a question and presses Enter. */
  async ask(question: string): Promise<void> {
    await this.type(question);
    this.key('Enter');
    await this.element.updateComplete;
  }

  messages(): SeenMessage[] {
    return this.parts('message')
      .filter((message) => message.dataset['id'])
      .map((message) => ({
        role: message.dataset['role']!,
        status: message.dataset['status']!,
        text: seenText(message),
      }));
  }

  /** The newest answer. */
  answer(): SeenMessage | undefined {
    return this.messages().findLast(({ role }) => role === 'assistant');
  }

  /** Why the newest answer ended early, as read on screen; empty if nothing is said. */
  notice(): string {
    return this.parts('notice-text').at(-1)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  }

  status(): string {
    return this.element.status;
  }

  /** The text of the newest answer as the page gets it. */
  answerText(): string {
    const message = this.element.messages.findLast(({ role }) => role === 'assistant');
    return message ? text(message) : '';
  }

  names(): ChatEventName[] {
    return this.events.map(({ type }) => type);
  }

  /** Waits for what the page shows, looking again whenever the chat changed something or said something. */
  async until(condition: () => boolean, words = String(condition)): Promise<void> {
    await this.element.updateComplete;
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        observer.disconnect();
        this.root.removeEventListener('scroll', look, true);
        for (const type of CHAT_EVENTS) this.element.removeEventListener(type, look);
      };
      const timer = setTimeout(() => {
        stop();
        reject(
          new Error(
            `Not in ${PATIENCE_MS} ms: ${words}\nThe chat shows ${JSON.stringify(this.messages()).slice(-1000)} ${this.notice()}`,
          ),
        );
      }, PATIENCE_MS);
      const look = (): void => {
        // After the update that the change asked for.
        void this.element.updateComplete.then(() => {
          if (!condition()) return;
          stop();
          resolve();
        });
      };
      const observer = new MutationObserver(look);
      observer.observe(this.root, { childList: true, subtree: true, characterData: true, attributes: true });
      this.root.addEventListener('scroll', look, true);
      for (const type of CHAT_EVENTS) this.element.addEventListener(type, look);
    });
  }

  /** Waits until the newest answer shows exactly this text. */
  async untilAnswer(expected: string): Promise<void> {
    await this.until(() => this.answer()?.text === expected, `the answer is "${expected}"`);
  }

  async untilStatus(expected: string): Promise<void> {
    await this.until(() => this.answer()?.status === expected, `the answer is ${expected}`);
  }

  remove(): void {
    this.element.stop();
    this.element.remove();
  }
}

function seenText(message: HTMLElement): string {
  const content = [...message.querySelectorAll('[part~="content"]')];
  return content.map((part) => part.textContent.trim()).join('\n');
}

/** Waits for the server's side, which sends no events to the page. */
export async function eventually<Value>(
  read: () => Promise<Value>,
  condition: (value: Value) => boolean,
  words: string,
): Promise<Value> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (condition(value)) return value;
    if (performance.now() > deadline)
      throw new Error(`Not in ${PATIENCE_MS} ms: ${words}; last seen ${JSON.stringify(value)}`);
    await nextTask();
  }
}

export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

export function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** What reached the page as an error or a rejection while `act` ran; nothing of it fails the test by itself. */
export async function pageErrors(act: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const onError = (event: ErrorEvent | PromiseRejectionEvent): void => {
    seen.push(String(event instanceof ErrorEvent ? event.message : event.reason));
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // The test framework fails a test by this handler; here the caller judges.
  const own = window.onerror;
  Object.assign(window, { onerror: null });
  window.addEventListener('error', onError, true);
  window.addEventListener('unhandledrejection', onError, true);
  try {
    await act();
    await nextTask();
  } finally {
    window.removeEventListener('error', onError, true);
    window.removeEventListener('unhandledrejection', onError, true);
    Object.assign(window, { onerror: own });
  }
  return seen;
}

/** What was said on the console with `console.warn` while `act` ran. */
export async function warnings(act: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const own = console.warn;
  console.warn = (...words: unknown[]) => void seen.push(words.map(String).join(' '));
  try {
    await act();
  } finally {
    console.warn = own;
  }
  return seen;
}

/** One SSE event of a home-made JSON back end. */
export function delta(content: string): string {
  return `data: ${JSON.stringify({ content })}\n\n`;
}

export const DONE = 'data: {"done":true}\n\n';
