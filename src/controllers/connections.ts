/** Connections that a browser opens to one server over HTTP/1.1. */
const MAX_CONNECTIONS = 6;

interface Gate {
  open: number;
  readonly waiting: (() => void)[];
}

const gates = new Map<string, Gate>();

/**
 * A seventh stream over HTTP/1.1 would wait in the browser without a sign, its time limit running. It waits here instead, and the
 * page can say so. Only plain `http:` is counted: over TLS servers speak HTTP/2, which has no such limit.
 * @param onWait - is called when there is none free.
 * @returns what gives the connection back; it may be called twice, and while still waiting.
 */
export function takeConnection(url: string, onWait: () => void): { ready: Promise<void>; release: () => void } {
  const { protocol, origin } = new URL(url, document.baseURI);
  if (protocol !== 'http:') return { ready: Promise.resolve(), release: () => undefined };
  const gate = gates.get(origin) ?? { open: 0, waiting: [] };
  gates.set(origin, gate);
  let leave = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    const enter = (): void => {
      gate.open++;
      leave = () => {
        gate.open--;
        gate.waiting.shift()?.();
        if (gate.open === 0) gates.delete(origin);
      };
      resolve();
    };
    if (gate.open < MAX_CONNECTIONS) return enter();
    gate.waiting.push(enter);
    leave = () => void gate.waiting.splice(gate.waiting.indexOf(enter), 1);
    onWait();
  });
  const release = (): void => {
    leave();
    leave = () => undefined;
  };
  return { ready, release };
}
