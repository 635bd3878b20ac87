import type { Fetch } from './fetch.ts';

// Captured while loading: a page that wraps it later has no effect (E-08).
const PageSocket: typeof WebSocket | undefined = typeof WebSocket === 'function' ? WebSocket : undefined;

/** Changes parameters of the running answer, such as `{temperature: 0}` (S28). */
export type Adjust = (parameters: Readonly<Record<string, unknown>>) => void;

export function isSocketUrl(url: string): boolean {
  return /^wss?:/i.test(url);
}

/**
 * A `fetch` that asks over a WebSocket (S8, S9): the body is its first frame, with `type: "start_stream"`, and each frame that
 * comes back is one event of the response. A cancelled body sends `cancel_stream`. A WebSocket has no headers of its own.
 * @param onOpen - hears how to change parameters: the answer that is then begun anew replaces what there was.
 * @throws TypeError from the promise where there is no connection, as `fetch` does.
 */
export function socketFetch(onOpen?: (adjust: Adjust) => void, Socket = PageSocket): Fetch {
  return (url, init) =>
    new Promise((resolve, reject) => {
      if (!Socket) throw new TypeError('This environment has no WebSocket.');
      const socket = new Socket(String(url));
      const send = (frame: object): void => socket.send(JSON.stringify(frame));
      const fail = (): void => reject(new TypeError('The WebSocket could not be opened.'));
      let isAdjusting = false;
      const end = (): void => {
        if (socket.readyState === socket.OPEN) send({ type: 'cancel_stream' });
        socket.close();
      };
      socket.binaryType = 'arraybuffer';
      init?.signal?.addEventListener('abort', end, { once: true });
      socket.addEventListener('close', fail);
      socket.addEventListener('error', fail);
      socket.addEventListener('open', () => {
        socket.removeEventListener('close', fail);
        socket.send(JSON.stringify({ type: 'start_stream', ...(JSON.parse(String(init?.body ?? '{}')) as object) }));
        onOpen?.((parameters) => {
          if (socket.readyState !== socket.OPEN) return;
          isAdjusting = true;
          send({ type: 'adjust_parameters', ...parameters });
        });
        const encoder = new TextEncoder();
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
              const frame = typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer);
              if (/"type"\s*:\s*"stream_started"/.test(frame)) isAdjusting = false;
              // The answer that is begun anew says that the old one was cancelled, perhaps twice.
              if (isAdjusting && /"type"\s*:\s*"stream_cancelled"/.test(frame)) return;
              controller.enqueue(encoder.encode(`data: ${frame.split(/\r\n|\r|\n/).join('\ndata: ')}\n\n`));
            });
            socket.addEventListener('close', ({ wasClean }) => {
              try {
                if (wasClean) controller.close();
                else controller.error(new TypeError('The WebSocket broke.'));
              } catch {
                // The reader left first.
              }
            });
          },
          cancel: end,
        });
        resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
      });
    });
}
