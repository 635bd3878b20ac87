/**
 * Lets the page have its turn: input and frames come between two tasks, never between two promises. Not a timer: those of a
 * hidden page wait for a second.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const onTurn = (): void => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', onTurn, { once: true });
    port1.start();
    port2.postMessage(undefined);
  });
}
