import assert from 'node:assert/strict';
import { test } from 'node:test';
import { geometricMean, median, quantile, spread, tenths } from './statistics.mjs';

test('the median is the middle value, or the mean of the middle two', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 2, 100]), 3);
});

test('a quantile is the value at its nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(quantile(hundred, 0.5), 50);
  assert.equal(quantile(hundred, 0.95), 95);
  assert.equal(quantile([7], 0.95), 7);
});

test('the geometric mean treats twice as slow and twice as fast as opposites', () => {
  assert.ok(Math.abs(geometricMean([0.5, 2, 1]) - 1) < 1e-12);
});

test('the spread is the distance of the extremes over the median', () => {
  assert.equal(spread([9, 10, 12]), 0.3);
});

test('the tenths are means of the first and last tenth of the frames', () => {
  const perFrame = [...Array(10).fill(2), ...Array(80).fill(100), ...Array(10).fill(3)];
  assert.deepEqual(tenths(perFrame), { first: 2, last: 3 });
  assert.deepEqual(tenths([4, 5, 6]), { first: 4, last: 6 });
});
