import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { FaultServer } from '../support/faults/fault-server.mjs';

const LIMIT = { timeout: 30_000 };

/** @returns a raw connection that asked for the script, and reads nothing. */
async function ask(server, id, more = '') {
  const { port } = new URL(await server.origin());
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`POST /run/${id} HTTP/1.1\r\nhost: localhost\r\n${more || 'content-length: 0\r\n'}\r\n`);
  return socket;
}

for (const [name, steps, more] of [
  ['in the middle of what it does not read', [{ headers: {} }, { repeat: { send: 'x'.repeat(65_536) } }]],
  ['in the middle of its own question', [{ headers: {} }], 'content-length: 100\r\n'],
]) {
  test(`a page that resets its connection ${name} ends the answer, not the server`, LIMIT, async (t) => {
    const server = new FaultServer();
    t.after(() => server.close());
    const failures = [];
    const note = (error) => failures.push(String(error));
    process.on('unhandledRejection', note);
    t.after(() => process.off('unhandledRejection', note));
    server.play('gone', [steps]);
    const socket = await ask(server, 'gone', more);
    while (server.log('gone').length === 0) await wait(5);
    await wait(100);
    socket.resetAndDestroy();
    while (server.log('gone')[0].end === 'open') await wait(5);
    await wait(50);
    assert.deepEqual(failures, []);
    assert.equal(server.log('gone')[0].end, 'page');
  });
}
