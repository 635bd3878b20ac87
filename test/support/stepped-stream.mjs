/**
 * A real HTTP stream that a test drives step by step, so that no test waits on a clock.
 * The page opens `/__stream/<id>` (any method); the test posts to `/__stream/<id>/<verb>`:
 * `open` `{status, headers}` answers with headers · `write` sends the body · `end` finishes · `cut` destroys the socket ·
 * `log` reads what was requested and whether the page closed the connection.
 */
const streams = new Map();

function stream(id) {
  if (!streams.has(id)) {
    const entry = { requests: [], responses: [], waiting: [] };
    streams.set(id, entry);
  }
  return streams.get(id);
}

const END_MARK = /\[DONE\]|"done":true/;

/** How long a step waits for the next request before it goes to an answer that has its end mark. */
const NEXT_REQUEST_MS = 500;

/**
 * @returns the oldest response that is open, as soon as there is one. One that has its end mark comes last: the page closes it,
 * and the server may hear of that, and of the next request, later than of this step.
 */
function current(entry) {
  const open = entry.responses.filter((response) => !response.finished);
  const unended = open.find((response) => !response.hasEndMark);
  if (unended) return Promise.resolve(unended);
  return new Promise((resolve) => {
    entry.waiting.push(resolve);
    if (open.length > 0) setTimeout(resolve, NEXT_REQUEST_MS, open[0]);
  });
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function steppedStream(context, next) {
  const [, id, verb] = /^\/__stream\/([^/]+)(?:\/(\w+))?$/.exec(context.path) ?? [];
  if (!id) return next();
  const entry = stream(id);

  if (!verb) {
    // The answer is written by hand; without a status the runner would log it as missing.
    context.status = 200;
    context.respond = false;
    const body = (await readBody(context.req)).toString();
    const record = {
      method: context.method,
      url: context.url,
      headers: context.req.headers,
      body,
      closedByPage: false,
    };
    entry.requests.push(record);
    const response = { raw: context.res, finished: false, hasEndMark: false, record };
    context.res.on('close', () => {
      if (!response.finished) record.closedByPage = true;
      response.finished = true;
    });
    entry.responses.push(response);
    entry.waiting.splice(0).forEach((resolve) => resolve(response));
    return;
  }

  context.status = 204;
  if (verb === 'log') {
    context.status = 200;
    context.body = JSON.stringify(entry.requests);
    return;
  }
  const body = await readBody(context.req);
  const { last } = entry;
  if (verb === 'end' && last?.hasEndMark) {
    // Meant for the answer that was written, also when the page was faster.
    entry.last = undefined;
    if (!last.finished) last.raw.end();
    last.finished = true;
    return;
  }
  const response = await current(entry);
  const { raw } = response;
  if (verb === 'open') {
    const { status = 200, headers = {} } = body.length ? JSON.parse(body.toString()) : {};
    raw.writeHead(status, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...headers });
    raw.flushHeaders();
  } else {
    if (!raw.headersSent && verb !== 'cut') {
      raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      raw.flushHeaders();
    }
    if (verb === 'write') {
      raw.write(body);
      entry.last = response;
      response.hasEndMark ||= END_MARK.test(body.toString());
    }
    if (verb === 'end') {
      response.finished = true;
      raw.end();
    }
    if (verb === 'cut') {
      response.finished = true;
      raw.destroy();
    }
  }
}
