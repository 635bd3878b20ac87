import { MORE_PROTOCOLS } from './protocols/more/index.ts';
import { registerProtocols } from './protocols/index.ts';

/** `stream-chat-element/protocols`: importing it teaches the element and `./core` the wire formats of the second script. */
registerProtocols(...MORE_PROTOCOLS);

export { MORE_PROTOCOLS };
