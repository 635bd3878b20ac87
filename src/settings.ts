import type { PropertyDeclaration } from 'lit';
import { choiceOf, commandList, jsonArray, jsonObject, positiveNumber, wordList } from './controllers/attributes.ts';
import type { ChatStore } from './controllers/persist-store.ts';
import type { RequestSettings } from './controllers/request.ts';
import type { PartialTranslation } from './i18n/translations.ts';
import type { ChatCommand } from './render/composer-extra.ts';
import type { MarkdownRenderer } from './render/renderers.ts';

/** One attribute with its property: the default, and how Lit reads it. */
interface Setting<Value> {
  readonly value: Value;
  readonly declaration: PropertyDeclaration;
}

const setting = <Value>(value: Value, declaration: PropertyDeclaration = {}): Setting<Value> => ({
  value,
  declaration,
});
const text = (): Setting<string> => setting('');
const flag = (declaration?: PropertyDeclaration): Setting<boolean> => setting(false, { type: Boolean, ...declaration });
const number = (value: number): Setting<number> => setting(value, { converter: positiveNumber(value) });
/** The first of the values is the default. */
const choice = <Value extends string>(values: readonly [Value, ...Value[]], declaration?: PropertyDeclaration) =>
  setting<Value>(values[0], { converter: choiceOf(values), ...declaration });
/** A property without an attribute: an object or a function. */
const property = <Value>(value: Value): Setting<Value> => setting(value, { attribute: false });

const REFLECTED: PropertyDeclaration = { reflect: true };

/**
 * Every setting of the element, as a table: the one place that names its attributes, properties and defaults. The
 * manifest and the tables of the guides are generated from here. Attributes are the property's name in kebab-case.
 */
export const SETTINGS = {
  /** URL each message is sent to. Without it, sending fails with a visible message. */
  endpoint: text(),
  /** `POST`, or `GET` with the message in the query. */
  method: choice(['POST', 'GET']),
  /** Wire format of the answer: `auto` or a protocol's name. */
  protocol: setting('auto'),
  /** Model name to send along. */
  model: text(),
  /** Whether cookies are sent: `same-origin`, `include` or `omit`. */
  credentials: choice(['same-origin', 'include', 'omit']),
  /** `inline`, `floating` (launcher and panel), `sidebar` (launcher and a panel along the side) or `fullscreen`. */
  mode: choice(['inline', 'floating', 'sidebar', 'fullscreen'], REFLECTED),
  /** A floating chat or a sidebar is open. */
  open: flag(REFLECTED),
  /** A sentence beside the closed launcher, until the visitor opens the chat or sends it away. */
  callOut: text(),
  /** Side of the launcher: `end` or `start`. */
  position: choice(['end', 'start'], REFLECTED),
  /** Title; an inline chat without one has no header. */
  heading: text(),
  /** Hint in the empty text field. */
  placeholder: text(),
  /** Markdown shown as the first message; never sent. */
  greeting: text(),
  /** A line below the composer. */
  disclaimer: text(),
  /** Starter prompts; as an attribute a JSON array of strings. */
  suggestions: setting<readonly string[]>([], { converter: jsonArray }),
  /** Keeps conversation, draft and open state over page loads: `session` in this tab, `local` in all, which then show the same. */
  persist: choice(['none', 'session', 'local']),
  /** Under which name `persist` keeps them; by default the endpoint's address without its query. */
  storageKey: text(),
  /** Automatic repeats before the first byte of an answer. */
  maxRetries: number(2),
  /** Time to the response headers, in ms. */
  connectTimeout: number(60_000),
  /** Silence between bytes that ends an answer, in ms. */
  idleTimeout: number(30_000),
  /** Longest time for a whole answer, in ms. */
  totalTimeout: number(600_000),
  /**
   * Where the rest of an answer is to be had after its connection broke: asked with GET and `Last-Event-ID`. `{conversation}`,
   * `{message}`, `{run}`, `{response}`, `{event}` and `{sequence}` stand for ids of the answer. Without it nothing is resumed.
   */
  resumeUrl: text(),
  /**
   * Told with POST when the visitor stops an answer, for servers that go on without their reader. `{conversation}`, `{message}`,
   * `{run}`, `{task}`, `{response}` and `{event}` stand for ids of the answer.
   */
  stopUrl: text(),
  /**
   * Id of the conversation, made by the chat unless it is set. Set as an attribute it is one that the back end knows: it goes along
   * where the protocol has a place for it, else as `conversation_id`. An id that a back end gives by itself is sent back anyway.
   */
  conversationId: text(),
  /** Name under which the back end expects the newest message as text, beside what the protocol sends. */
  promptField: text(),
  /**
   * Where answers are JSON (structured output): the field with the text, or its path such as `reply.text`, shown while the JSON is
   * still open. The whole object is a data part named `structured-output`. A back end that answers with nothing but JSON also
   * needs `protocol="text"`.
   */
  answerField: text(),
  /** Keys merged into the request body, as an attribute a JSON object; or a function of the request that gives the body. */
  body: setting<RequestSettings['body']>(undefined, { converter: jsonObject }),
  /** What is sent of the conversation: `all` of it, or the `last` message, for back ends that keep the history. */
  history: choice(['all', 'last']),
  /** What a message does that is sent while another is being answered: `cancel` ends that answer, `queue` waits for it. */
  whileAnswering: choice(['cancel', 'queue']),
  /** Raw HTML in answers: `text`, `basic` or `sanitized`. */
  html: choice(['basic', 'text', 'sanitized']),
  /** Images in answers: `click`, `allow` or `none`. */
  images: choice(['click', 'allow', 'none']),
  /** Hosts whose images load by themselves, separated by spaces. */
  imageHosts: setting<readonly string[]>([], { converter: wordList }),
  /** Links in answers: `show-host`, `confirm` or `none`. */
  links: choice(['show-host', 'confirm', 'none']),
  /** `auto`, `light` or `dark`. */
  colorScheme: choice(['auto', 'light', 'dark'], REFLECTED),
  /** What a screen reader hears of an answer: `final` (all of it at its end), `sentences` (while it is written) or `off`. */
  announce: choice(['final', 'sentences', 'off']),
  /** The key that sends: `enter` or `mod-enter`. */
  sendOn: choice(['enter', 'mod-enter']),
  /** Longest message, in characters; 0 is no limit. */
  maxLength: number(0),
  /** The visitor may add files and pictures: by a button, by pasting, by dropping them on the panel (`stream-chat-composer.js`). */
  attachments: flag(),
  /** Which files, as `accept` of an `<input>` has it: `image/*,.pdf`. */
  accept: text(),
  /** Largest file, in bytes. */
  maxFileSize: number(10_000_000),
  /** Most files of one message. */
  maxFiles: number(10),
  /** Where files are uploaded to; without it they go along with the message as data addresses. */
  uploadUrl: text(),
  /** A button to speak instead of typing, where the browser can listen (`stream-chat-composer.js`). */
  voice: flag(),
  /** What stands behind `/` in the text field: `{name, description, text, action}` (`stream-chat-composer.js`). */
  commands: setting<readonly ChatCommand[]>([], { converter: commandList }),
  /** Each author's picture and name above their messages: the `heading`, and `name` and `avatar` of `user`. */
  avatars: flag(),
  /** Address of the assistant's picture. Without it, the first letter of its name. */
  avatar: text(),
  /** The time below each message, and the date between days. */
  timestamps: flag(),
  /** How many tokens went in and came out, below each answer whose back end counts them. */
  showUsage: flag(),
  /** Thumbs below each answer, and a few words on it: see `chat-feedback`. */
  feedback: flag(),
  /** A button in the header saves the conversation as markdown: see `download()`. */
  downloadable: flag(),
  /**
   * Where a visitor can talk to a person: a page, or a `mailto:` or `tel:` address. Shown as a link in the header; see `chat-handoff`.
   */
  handoffUrl: text(),
  /** `even` reveals text that arrives in bursts at an even pace, less than a second behind; `none` shows it at once. */
  pacing: choice(['none', 'even']),
  /** The transcript alone, without composer and actions. */
  readOnly: flag(),
  /** Nothing can be typed or sent. */
  disabled: flag(),
  /** For developers: when an answer ends, the panel says in plain words what is wrong with the endpoint, such as CORS or a proxy. */
  debug: flag(),
  /** Request headers as `fetch` takes them, or an async function that gives them for each request. */
  headers: property<RequestSettings['headers']>(undefined),
  /** Used instead of the page's `fetch`. */
  fetch: property<typeof globalThis.fetch | undefined>(undefined),
  /** Sent as `metadata`: an object, or a function that gives one. */
  context: property<RequestSettings['context']>(undefined),
  /** Keeps the conversation instead of the browser's storage: `{ load(), save(snapshot) }`, each at once or later. */
  store: property<ChatStore | undefined>(undefined),
  /** Who is asking; sent as `user`. */
  user: property<unknown>(undefined),
  /** Words that replace those of the language in use. */
  strings: property<PartialTranslation>({}),
  /** Take over closed blocks of answers: highlighted code, diagrams, formulas. */
  renderers: property<readonly MarkdownRenderer[]>([]),
  /** What stands in the text field. */
  draft: property(''),
};

export type Settings = { -readonly [Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name]['value'] };

const names = Object.keys(SETTINGS) as (keyof Settings)[];

/** For Lit's `static properties`. */
export const declarations: Readonly<Record<string, PropertyDeclaration>> = Object.fromEntries(
  names.map((name) => [
    name,
    {
      attribute: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      ...SETTINGS[name].declaration,
    },
  ]),
);

/** What an element starts with. */
export const defaults = Object.fromEntries(names.map((name) => [name, SETTINGS[name].value])) as unknown as Settings;
