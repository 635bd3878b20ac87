import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runAsTimeAllows } from './rounds.mjs';

const cells = ['a', 'b', 'c'].flatMap((group) => [1, 2, 3].map((item) => ({ group, item })));
const plan = (changes) => ({
  cells,
  repeat: 3,
  deadline: Infinity,
  group: ({ group }) => group,
  name: ({ group, item }) => group + item,
  measure: async () => ({ taskMs: 1 }),
  say() {},
  ...changes,
});

test('every cell is measured as often as asked when there is time', async () => {
  const measured = await runAsTimeAllows(plan({}));
  assert.deepEqual(
    measured.map(({ runs }) => runs.length),
    cells.map(() => 3),
  );
});

test('without time every cell is still measured once', async () => {
  const measured = await runAsTimeAllows(plan({ deadline: 0 }));
  assert.deepEqual(
    measured.map(({ runs }) => runs.length),
    cells.map(() => 1),
  );
});

test('cells that are needed twice get their second run without time too', async () => {
  const measured = await runAsTimeAllows(plan({ deadline: 0, isNeededTwice: ({ item }) => item === 1 }));
  for (const { item, runs } of measured) assert.equal(runs.length, item === 1 ? 2 : 1);
});

test('in the first round a group stays together, in the same shuffled order in every run', async () => {
  const orderOf = async () => {
    const order = [];
    await runAsTimeAllows(
      plan({
        repeat: 1,
        measure: async ({ group, item }) => {
          order.push(group + item);
          return { taskMs: 1 };
        },
      }),
    );
    return order;
  };
  const order = await orderOf();
  assert.equal(order.map(([group]) => group).join(''), 'aaabbbccc');
  assert.notDeepEqual(order, [...order].sort());
  assert.deepEqual(await orderOf(), order);
});

test('a cell that fails says so, is not tried again, and leaves the others alone', async () => {
  const measured = await runAsTimeAllows(
    plan({
      measure: async ({ item }) => {
        if (item === 2) throw new Error('broken');
        return { taskMs: 1 };
      },
    }),
  );
  for (const { item, runs, failure, group } of measured) {
    assert.equal(runs.length, item === 2 ? 0 : 3);
    assert.equal(failure, item === 2 ? `${group}2: broken` : undefined);
  }
});
