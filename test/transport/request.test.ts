import { expect } from '@open-wc/testing';
import { Asked, sse, type AskOptions } from './asked.ts';

const answer = sse({ content: 'Hello' }, { done: true });

interface Refusal {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

async function respond({ stream }: Asked, { status, headers, body = '' }: Refusal): Promise<void> {
  await stream.open({ status, ...(headers && { headers }) });
  if (body) await stream.write(body);
  await stream.end();
}

/** Asks, and gives these answers one after the other. */
async function ask(answers: readonly Refusal[], options?: AskOptions): Promise<Asked> {
  const asked = new Asked(options);
  for (const [index, refusal] of answers.entries()) {
    await asked.requests(index + 1);
    await respond(asked, refusal);
  }
  await asked.over;
  return asked;
}

const ok: Refusal = { status: 200, body: answer };
const json = { 'content-type': 'application/json' };

describe('a request and its outcome', () => {
  describe('statuses that are no answer (R-09, R-11)', () => {
    const cases: [Refusal, string, string][] = [
      [{ status: 204 }, 'empty', 'The server answered with status 204.'],
      [
        { status: 404, headers: json, body: '{"error":{"message":"No such model","code":"x"}}' },
        'http',
        'No such model',
      ],
      [{ status: 400, headers: json, body: '{"error":"Too short"}' }, 'http', 'Too short'],
      [{ status: 400, headers: json, body: '{"message":"Bad","code":"invalid_param"}' }, 'http', 'Bad'],
      [
        { status: 422, headers: json, body: '{"detail":[{"loc":["body"],"msg":"field required"}]}' },
        'http',
        'field required',
      ],
      [{ status: 400, headers: json, body: '[{"error":{"message":"In a list"}}]' }, 'http', 'In a list'],
      [{ status: 400, headers: json, body: '{"foo":1}' }, 'http', 'The server answered with status 400.'],
      [{ status: 403, headers: { 'content-type': 'text/plain' }, body: '  Not you. ' }, 'http', 'Not you.'],
      [
        { status: 404, headers: { 'content-type': 'text/html' }, body: '<html><b>nginx</b></html>' },
        'http',
        'The server answered with status 404.',
      ],
      [
        { status: 404, headers: { 'content-type': 'text/plain' }, body: '\n <!doctype html>nginx' },
        'http',
        'The server answered with status 404.',
      ],
      [{ status: 413 }, 'http', 'The server answered with status 413.'],
      [{ status: 401, headers: json, body: '{"detail":"Sign in"}' }, 'unauthorized', 'Sign in'],
      [{ status: 500, headers: { 'x-should-retry': 'false' }, body: 'Never' }, 'http', 'Never'],
    ];
    for (const [refusal, type, message] of cases) {
      it(`${refusal.status} ${refusal.body ?? ''} fails after one request`, async () => {
        const asked = await ask([refusal]);
        expect(asked.outcome).to.deep.equal({ text: '', status: 'failed', error: { type, message } });
        expect(await asked.stream.requests()).to.have.lengthOf(1);
      });
    }

    it('205 and 206 are no answer either', async () => {
      for (const status of [205, 206]) {
        const asked = new Asked({ fetch: () => Promise.resolve(new Response(null, { status })) });
        await asked.over;
        expect(asked.outcome.error?.type).to.equal('empty');
      }
    });

    it('shows at most 300 characters of what the server says, and no half of one (X-19, R-25)', async () => {
      const asked = await ask([{ status: 400, body: `${'x'.repeat(299)}😀${'y'.repeat(50)}` }]);
      expect(asked.outcome.error?.message).to.equal('x'.repeat(299));
    });
  });

  describe('repeats (R-06, R-07, R-08)', () => {
    it('twice after 500, with the same key, and says that it waits', async () => {
      const asked = await ask([{ status: 500, body: 'no' }, { status: 503 }, ok]);
      expect(asked.outcome).to.deep.equal({ text: 'Hello', status: 'complete', finish: 'stop' });
      const keys = (await asked.stream.requests()).map(({ headers }) => headers['idempotency-key']);
      expect(keys).to.deep.equal(['key-1', 'key-1', 'key-1']);
      expect(asked.phaseNames).to.deep.equal([
        'connecting',
        'retrying',
        'connecting',
        'retrying',
        'connecting',
        'open',
        'first-byte',
      ]);
      const waits = asked.phases.flatMap((phase) =>
        phase.type === 'retrying' ? [[phase.attempt, phase.delayMs]] : [],
      );
      expect(waits).to.deep.equal([
        [1, 500],
        [2, 1000],
      ]);
    });

    it('no more than allowed', async () => {
      const asked = await ask([{ status: 500 }, { status: 500 }, { status: 502, body: 'Down' }]);
      expect(asked.outcome.error).to.deep.equal({ type: 'http', message: 'Down' });
      expect(await asked.stream.requests()).to.have.lengthOf(3);
    });

    it('after as long as the server asks for', async () => {
      const asked = await ask([{ status: 429, headers: { 'retry-after': '5' } }, ok]);
      expect(asked.phases.find(({ type }) => type === 'retrying')).to.include({ delayMs: 5000 });
      expect(asked.outcome.text).to.equal('Hello');
    });

    it('not when the server asks for more than a minute', async () => {
      const asked = await ask([{ status: 429, headers: { 'retry-after': '3600' }, body: 'Slowly' }]);
      expect(asked.outcome.error).to.deep.equal({ type: 'rate-limit', message: 'Slowly' });
      const [failure] = asked.events;
      expect(failure?.type === 'error' && failure.error).to.include({
        retryAfterMs: 3_600_000,
        retryable: true,
        httpStatus: 429,
      });
      expect(await asked.stream.requests()).to.have.lengthOf(1);
    });

    it('at once when the visitor wants it', async () => {
      const asked = new Asked({ isPatient: true });
      await respond(asked, { status: 503 });
      await asked.until(() => asked.phases.at(-1)?.type === 'retrying');
      const phase = asked.phases.at(-1)!;
      if (phase.type === 'retrying') phase.tryNow();
      await asked.requests(2);
      await respond(asked, ok);
      await asked.over;
      expect(asked.outcome.text).to.equal('Hello');
      expect(asked.clock.pending).to.equal(0);
    });
  });

  describe('what a rejection says does not matter (R-05)', () => {
    for (const words of [
      'Failed to fetch',
      'Load failed',
      'network error',
      'Error in input stream',
      'NetworkError when attempting',
      'abort',
    ]) {
      it(`"${words}" before the headers is a lost connection`, async () => {
        let calls = 0;
        const asked = new Asked({ fetch: () => (calls++, Promise.reject(new TypeError(words))) });
        await asked.over;
        expect(asked.outcome.error?.type).to.equal('network');
        expect(asked.outcome.error?.message).to.not.contain(words);
        expect(calls).to.equal(3);
      });

      it(`"${words}" in the middle is a lost connection`, async () => {
        let calls = 0;
        const pieces = [new TextEncoder().encode(sse({ content: 'Hello' }))];
        const body = new ReadableStream({
          pull(controller) {
            const piece = pieces.shift();
            if (piece) controller.enqueue(piece);
            else controller.error(new DOMException(words, 'AbortError'));
          },
        });
        const headers = { 'content-type': 'text/event-stream' };
        const asked = new Asked({ fetch: () => (calls++, Promise.resolve(new Response(body, { headers }))) });
        await asked.over;
        expect(asked.outcome).to.deep.include({ text: 'Hello', status: 'interrupted' });
        expect(asked.outcome.error?.type).to.equal('network');
        expect(calls).to.equal(1);
      });
    }
  });

  describe('what is sent', () => {
    it('with GET is the message in the query, without a header that needs a preflight', async () => {
      const seen: [string, RequestInit][] = [];
      const fetch = (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
        seen.push([String(input), init]);
        return Promise.resolve(new Response(answer, { headers: { 'content-type': 'text/event-stream' } }));
      };
      const body = { message: 'Wie viel & warum?', messages: [{}], stream: true };
      await new Asked({ fetch, request: { method: 'GET', url: 'https://a.example/chat?v=1#x', body } }).over;
      await new Asked({
        fetch,
        request: { method: 'GET', url: '/chat', body: { messages: [{ content: 'a' }, { content: 'b' }] } },
      }).over;
      expect(seen[0]![0]).to.equal('https://a.example/chat?v=1&message=Wie+viel+%26+warum%3F#x');
      expect(seen[1]![0]).to.equal('/chat?message=b');
      const { method, headers, body: sent } = seen[0]![1];
      expect(method).to.equal('GET');
      expect(sent).to.equal(undefined);
      expect(Object.keys(headers as object)).to.deep.equal(['Accept']);
    });

    it('with GET arrives at a server as an EventSource would ask', async () => {
      const asked = await ask([ok], { request: { method: 'GET', body: { message: 'Hi' } } });
      const [request] = await asked.stream.requests();
      expect(request).to.include({ method: 'GET', body: '' });
      expect(request!.url).to.match(/\?message=Hi$/);
      expect(request!.headers).to.not.have.any.keys('idempotency-key', 'content-type');
    });

    it('goes to an address without a host too', async () => {
      const asked = new Asked({ request: { url: 'http://[' } });
      await asked.over;
      expect(asked.outcome.error?.type).to.equal('network');
    });

    it('is the same on a page that gave arrays a toJSON (E-07)', async () => {
      const prototype = Array.prototype as unknown as { toJSON?: () => string };
      const own = (): string => 'spoilt';
      prototype.toJSON = own;
      let sent = '';
      const fetch = (_: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
        sent = String(init.body);
        return Promise.resolve(new Response(answer, { headers: { 'content-type': 'text/event-stream' } }));
      };
      try {
        await new Asked({ fetch }).over;
        expect(prototype.toJSON, 'the page keeps its own').to.equal(own);
      } finally {
        delete prototype.toJSON;
      }
      expect(sent).to.equal('{"messages":[{"role":"user","content":"Why?"}]}');
    });

    it('does not pass through a fetch that replaced the original later (E-08)', async () => {
      const original = globalThis.fetch;
      const asked = new Asked();
      let isCalled = false;
      try {
        globalThis.fetch = (...request) => {
          const [input] = request;
          if (String(input) === new URL(asked.stream.url, location.href).href) isCalled = true;
          return original(...request);
        };
        await respond(asked, { status: 503 });
        await asked.requests(2);
        await respond(asked, ok);
        await asked.over;
      } finally {
        globalThis.fetch = original;
      }
      expect(asked.outcome.text).to.equal('Hello');
      expect(isCalled).to.equal(false);
    });
  });
});
