import { MORE_PROTOCOLS } from './protocols/more/index.ts';
import { withKept } from './protocols/more/kept/index.ts';
import { PROTOCOLS, registerProtocols } from './protocols/index.ts';

/** `stream-chat-element/protocols`: importing it teaches the element and `./core` the wire formats of the second script. */
registerProtocols(...MORE_PROTOCOLS, ...withKept(PROTOCOLS));

export { MORE_PROTOCOLS };
