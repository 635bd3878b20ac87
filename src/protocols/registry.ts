import type { Protocol } from './protocol.ts';

/** Wire formats by name. A site, or the second script, may add its own: what `auto` recognises it takes from here. */
export const PROTOCOLS = new Map<string, Protocol>();

/** Adds wire formats, or replaces them, under their own names. */
export function registerProtocols(...protocols: readonly Protocol[]): void {
  for (const protocol of protocols) PROTOCOLS.set(protocol.name, protocol);
}
