import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, page, SCRIPT_TAG, startSite } from './site.mjs';
import { hostilePages, LIMIT } from './visit.mjs';

const SECRET = 'secret-7f3a9c';

/** Gives the token before the visitor asks, and keeps every event. */
const setUp = (secret) => {
  window.seen = [];
  for (const type of ['before-send', 'send', 'first-token', 'finish', 'error', 'change', 'status', 'open', 'close'])
    document.addEventListener(`chat-${type}`, ({ detail }) => window.seen.push(JSON.stringify(detail)));
  document.querySelector('stream-chat').headers = async () => ({ Authorization: `Bearer ${secret}` });
};

/** Everything that a page, a tag manager or another visitor of this device could read. */
function readEverything(root) {
  return [
    document.documentElement.outerHTML,
    root.innerHTML,
    JSON.stringify(window.seen),
    JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }),
    document.cookie,
    location.href,
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .join(),
    document.querySelector('stream-chat').transcript('json'),
    JSON.stringify(document.querySelector('stream-chat').messages),
  ].join('\n');
}

describe('a token in `headers` (E-12)', () => {
  let elsewhere;
  const cors = {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization, content-type, idempotency-key',
  };
  before(async () => {
    elsewhere = await startSite({
      host: 'localhost',
      endpoints: {
        '/other': (request, response, body) =>
          request.method === 'OPTIONS' ? response.writeHead(204, cors).end() : answer(request, response, body, cors),
      },
    });
  });
  after(() => elsewhere.close());

  const pages = hostilePages({
    endpoints: {
      '/redirect': (_request, response) => response.writeHead(307, { location: `${elsewhere.url}/other` }).end(),
      '/refuse': (_request, response) =>
        response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"no"}'),
      '/cut': (_request, response) => response.destroy(),
    },
  });

  for (const [endpoint, status] of [
    ['/answer', 'complete'],
    ['/refuse', 'failed'],
    ['/cut', 'failed'],
  ]) {
    test(`goes to the endpoint in the header, and nowhere else (${endpoint})`, LIMIT, async (t) => {
      const chat = await pages.visit(
        t,
        page(SCRIPT_TAG, `<stream-chat endpoint="${endpoint}" max-retries="0" persist="local"></stream-chat>`),
      );
      const lines = [];
      chat.page.on('console', (message) => lines.push(message.text()));
      await chat.page.evaluate(setUp, SECRET);
      await chat.ask('Plans?');
      await chat.untilAnswer(status);
      const sent = pages.site.requests.findLast(({ url }) => url === endpoint);
      assert.equal(sent.headers.authorization, `Bearer ${SECRET}`);
      assert.equal(sent.url.includes(SECRET) || sent.body.includes(SECRET), false);
      const readable = `${await chat.read(readEverything)}\n${lines.join('\n')}\n${chat.said.join('\n')}`;
      assert.equal(readable.includes(SECRET), false, 'the token can be read on the page');
      assert.deepEqual(
        pages.site.requests.filter(
          ({ url, headers }) =>
            url !== endpoint && JSON.stringify(headers).includes(SECRET) && !/answer|refuse|cut/.test(url),
        ),
        [],
      );
    });
  }

  test('does not follow a redirect to another origin, and the visitor is told', LIMIT, async (t) => {
    const chat = await pages.visit(
      t,
      page(SCRIPT_TAG, '<stream-chat endpoint="/redirect" max-retries="0"></stream-chat>'),
    );
    await chat.page.evaluate(setUp, SECRET);
    await chat.ask('Plans?');
    await chat.untilAnswer('failed');
    assert.match(await chat.text('notice'), /could not be sent/);
    assert.equal(
      elsewhere.requests.some(({ headers }) => JSON.stringify(headers).includes(SECRET)),
      false,
    );
  });
});

describe('an endpoint of another origin (E-13)', () => {
  let elsewhere;
  /** What the endpoint answers to the preflight and to the request. */
  const endpoint = (headers) => (request, response, body) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === 'origin' ? request.headers.origin : value]),
    );
    if (request.method === 'OPTIONS') response.writeHead(204, sent).end();
    else answer(request, response, body, sent);
  };
  const NAMES = 'content-type, idempotency-key';
  const MATRIX = [
    [
      'any origin, no credentials',
      { 'access-control-allow-origin': '*', 'access-control-allow-headers': NAMES },
      'same-origin',
      'complete',
      false,
    ],
    [
      'this origin, no credentials',
      { 'access-control-allow-origin': 'origin', 'access-control-allow-headers': NAMES },
      'same-origin',
      'complete',
      false,
    ],
    [
      'this origin, credentials="include"',
      {
        'access-control-allow-origin': 'origin',
        'access-control-allow-headers': NAMES,
        'access-control-allow-credentials': 'true',
      },
      'include',
      'complete',
      true,
    ],
    [
      'any origin, credentials="include"',
      { 'access-control-allow-origin': '*', 'access-control-allow-headers': NAMES },
      'include',
      'failed',
      true,
    ],
    ['no CORS headers', {}, 'same-origin', 'failed', false],
    [
      'a preflight that allows no header of ours',
      { 'access-control-allow-origin': '*' },
      'same-origin',
      'failed',
      false,
    ],
  ];
  before(async () => {
    // Another port of the same host: another origin, the same site, so that cookies are sent where they may be.
    elsewhere = await startSite({
      endpoints: Object.fromEntries(MATRIX.map(([, headers], index) => [`/cors-${index}`, endpoint(headers)])),
    });
  });
  after(() => elsewhere.close());

  const pages = hostilePages();

  for (const [index, [name, , credentials, status, isCookieAllowed]] of MATRIX.entries()) {
    test(`${name}: ${status === 'complete' ? 'works' : 'says that it could not be reached'}`, LIMIT, async (t) => {
      const url = `/cors-${index}`;
      const chat = await pages.visit(t, {
        html: page(
          SCRIPT_TAG,
          `<stream-chat endpoint="${elsewhere.url}${url}" credentials="${credentials}" max-retries="0"></stream-chat>`,
        ),
        headers: { 'set-cookie': 'session=1; Path=/' },
      });
      await chat.ask('Plans?');
      await chat.untilAnswer(status);
      if (status === 'failed') assert.match(await chat.text('notice'), /could not be sent.*could not be reached/is);
      const asked = elsewhere.requests.filter((request) => request.url === url);
      const preflight = asked.find(({ method }) => method === 'OPTIONS');
      assert.deepEqual(preflight.headers['access-control-request-headers'].split(',').sort(), [
        'content-type',
        'idempotency-key',
      ]);
      const post = asked.find(({ method }) => method === 'POST');
      assert.equal(Boolean(post?.headers.cookie), status === 'complete' && isCookieAllowed);
      assert.deepEqual(chat.errors, []);
    });
  }
});
