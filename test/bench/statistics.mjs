/** @param {number[]} values @returns {number} the middle one, or the mean of the middle two; NaN of none */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {ArrayLike<number>} values @param {number} share in [0, 1] @returns {number} nearest rank; 0 of none */
export function quantile(values, share) {
  const sorted = Array.from(values).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** @param {number[]} values all above 0 @returns {number} NaN of none */
export function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** @param {number[]} values @returns {number} the distance of the extremes as a share of the median */
export function spread(values) {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/**
 * @param {ArrayLike<number>} perFrame what each frame cost, in order
 * @returns {{first: number, last: number}} mean cost of a frame in the first and in the last tenth of the frames
 */
export function tenths(perFrame) {
  const count = Math.max(1, Math.floor(perFrame.length / 10));
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const all = Array.from(perFrame);
  return { first: mean(all.slice(0, count)), last: mean(all.slice(-count)) };
}
