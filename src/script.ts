import { defineStreamChat } from './element.ts';
import { sanitize } from './render/sanitize.ts';
import { createApi, type StreamChatApi } from './stream-chat-api.ts';

/**
 * The entry of the single script, classic or module: defines `<stream-chat>` and, when its own tag carries `data-*`
 * attributes, adds one element with those attributes to the body. A second copy on the page warns and does nothing else.
 */
declare global {
  // The one global of the script.
  var StreamChat: StreamChatApi | undefined;
}

const TAG = 'stream-chat';

if (customElements.get(TAG)) {
  console.warn(
    `<${TAG}> is already defined on this page; this second copy of the script does nothing. Include it once.`,
  );
} else {
  // Where the page's policy or prototypes do not let the sanitiser work, every answer would be empty. The build catches this.
  if (!sanitize('<p>.</p>').firstElementChild) throw new Error('The sanitiser does not work.');
  defineStreamChat(TAG);
  globalThis.StreamChat = createApi();
  install();
}

/** A module has no `currentScript`: then the tag is the one script that has our data attributes and our name. */
function ownTag(): HTMLOrSVGScriptElement | null {
  return (
    document.currentScript ?? document.querySelector<HTMLScriptElement>('script[data-endpoint][src*="stream-chat"]')
  );
}

function install(): void {
  const tag = ownTag();
  if (!tag || Object.keys(tag.dataset).length === 0) return;
  const element = document.createElement(TAG);
  for (const { name, value } of tag.attributes) {
    if (name.startsWith('data-')) element.setAttribute(name.slice('data-'.length), value);
  }
  const add = (): void => document.body.append(element);
  if (document.body) add();
  else document.addEventListener('DOMContentLoaded', add, { once: true });
}
