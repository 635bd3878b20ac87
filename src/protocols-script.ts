import { MORE_PROTOCOLS } from './protocols/more/index.ts';
import { withKept } from './protocols/more/kept/index.ts';
import type { Protocol } from './protocols/index.ts';

/**
 * The optional script of wire formats: every `<stream-chat>` of the page knows them, also for `protocol="auto"`. It may stand
 * before or behind the first script.
 */
const TAG = 'stream-chat';

void customElements.whenDefined(TAG).then((element) => {
  const { protocols } = element as unknown as { protocols?: Map<string, Protocol> };
  if (!protocols) console.warn(`<${TAG}> of another version is on this page; it learns no more wire formats.`);
  else for (const protocol of [...MORE_PROTOCOLS, ...withKept(protocols)]) protocols.set(protocol.name, protocol);
});
