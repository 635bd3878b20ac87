import assert from 'node:assert/strict';
import { test } from 'node:test';
import { medianOfRuns, noise, summaryOf, withRatios } from './summary.mjs';

const run = (taskMs, others = {}) => ({
  taskMs,
  label: 'x',
  share: 1,
  equal: true,
  atEnd: true,
  errors: [],
  longTasks: 0,
  growth: 1,
  ...others,
});
const cell = (contestant, stream, mode, runs) => ({ contestant, stream, mode, runs });

test('a cell is the median of its runs, with the most long tasks and the strictest equality', () => {
  const figures = medianOfRuns(
    cell('ours', 'prose-2k', 'smooth', [run(5), run(100, { longTasks: 2 }), run(6, { equal: false })]),
  );
  assert.equal(figures.taskMs, 6);
  assert.equal(figures.longTasks, 2);
  assert.equal(figures.equal, false);
  assert.equal(figures.count, 3);
});

test('a ratio is taken over the bound on the same stream in the same mode', () => {
  const cells = withRatios(
    [
      cell('best-replay', 'prose-2k', 'smooth', [run(10)]),
      cell('best-replay', 'prose-2k', 'burst', [run(2)]),
      cell('ours', 'prose-2k', 'smooth', [run(15)]),
      cell('ours', 'prose-2k', 'burst', [run(4)]),
    ].map(medianOfRuns),
  );
  assert.deepEqual(
    cells.map(({ ratio }) => ratio),
    [1, 1, 1.5, 2],
  );
});

test('of a stopped contestant the same share of the bound is taken, and its mean is a lower limit', () => {
  const cells = withRatios(
    [
      cell('best-replay', 'prose-2k', 'smooth', [run(10)]),
      cell('tutorial', 'prose-2k', 'smooth', [run(40, { share: 0.5, equal: undefined })]),
    ].map(medianOfRuns),
  );
  const { smooth, judged } = summaryOf(cells, 'tutorial');
  assert.ok(Math.abs(smooth.value - 8) < 1e-9);
  assert.equal(smooth.isAtLeast, true);
  assert.equal(judged, 0);
});

test('streams that are there for growth alone do not count in the mean', () => {
  const cells = withRatios(
    [
      cell('best-replay', 'prose-2k', 'smooth', [run(10)]),
      cell('best-replay', 'list-10k', 'smooth', [run(10)]),
      cell('ours', 'prose-2k', 'smooth', [run(20)]),
      cell('ours', 'list-10k', 'smooth', [run(500, { growth: 3 })]),
    ].map(medianOfRuns),
  );
  const { smooth, growth } = summaryOf(cells, 'ours');
  assert.ok(Math.abs(smooth.value - 2) < 1e-12);
  assert.equal(growth.stream, 'list-10k');
});

test('the noise is the spread of the bound where it was measured more than once', () => {
  const cells = [
    cell('best-replay', 'prose-2k', 'smooth', [run(10), run(12), run(11)]),
    cell('best-replay', 'mixed-10k', 'smooth', [run(10)]),
    cell('ours', 'prose-2k', 'smooth', [run(10), run(100)]),
  ].map(medianOfRuns);
  assert.deepEqual(noise(cells), { cells: 1, median: 2 / 11, most: 2 / 11 });
});
