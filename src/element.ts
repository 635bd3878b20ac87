import { StreamChat } from './stream-chat.ts';

export { StreamChat };
export type { ChatCommand, ComposerExtension } from './render/composer-extra.ts';
export type { MarkdownRenderer, RenderedBlock } from './render/renderers.ts';
export type { Translation } from './i18n/translation.ts';
export type { PartialTranslation } from './i18n/translations.ts';
export type { ChatEventDetails, ChatEventName, ChatStatus } from './events/chat-events.ts';
export type { Message, Part } from './chat/conversation.ts';
export { text } from './chat/conversation.ts';

declare global {
  interface HTMLElementTagNameMap {
    'stream-chat': StreamChat;
  }
}

/**
 * Defines the element under a tag name of your choice.
 * @returns false, with a warning, if the name is taken already; nothing is thrown into the page.
 */
export function defineStreamChat(tag = 'stream-chat'): boolean {
  if (customElements.get(tag)) {
    console.warn(`<${tag}> is already defined on this page; the first definition stays.`);
    return false;
  }
  // A class can be registered once; a second tag gets a class of its own.
  const isFirst = !registered;
  registered = true;
  customElements.define(tag, isFirst ? StreamChat : class extends StreamChat {});
  return true;
}

let registered = false;
