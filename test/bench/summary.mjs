import { geometricMean, median, spread } from './statistics.mjs';
import { STREAMS } from './streams.mjs';

export const BOUND = 'best-replay';

/** Figures of one cell: the median of its runs; what a page counts in whole events, and what must never happen, the worst. */
const WORST = ['longTasks', 'longestTaskMs'];

/** @returns {object} a cell with one number for each figure */
export function medianOfRuns({ runs, ...cell }) {
  const figures = Object.keys(runs[0]).filter((key) => typeof runs[0][key] === 'number');
  const of = (key) => runs.map((run) => run[key]);
  return {
    ...cell,
    count: runs.length,
    label: runs[0].label,
    equal: runs[0].equal === undefined ? undefined : runs.every(({ equal }) => equal),
    isFinished: runs.every(({ isFinished }) => isFinished),
    atEnd: runs.every(({ atEnd }) => atEnd),
    errors: runs.flatMap(({ errors }) => errors),
    spread: spread(of('taskMs')),
    ...Object.fromEntries(figures.map((key) => [key, WORST.includes(key) ? Math.max(...of(key)) : median(of(key))])),
  };
}

/**
 * @param {object[]} cells medians
 * @returns {object[]} the same with `ratio`: main-thread time over that of the bound on the same stream. Of a contestant that
 *   was stopped, over the same share of the bound's: too little rather than too much, since its cost grows
 */
export function withRatios(cells) {
  return cells.map((cell) => {
    const bound = cells.find(
      ({ contestant, stream, mode }) => contestant === BOUND && stream === cell.stream && mode === cell.mode,
    );
    return { ...cell, ratio: bound ? cell.taskMs / (bound.taskMs * cell.share) : undefined };
  });
}

/** @returns {object} what the summary says of one contestant; `isAtLeast` where a ratio contains stopped cells */
export function summaryOf(cells, contestant) {
  const own = cells.filter((cell) => cell.contestant === contestant);
  const counted = own.filter(({ stream, ratio }) => STREAMS[stream].ratio && ratio !== undefined);
  const ratioIn = (mode) => {
    const inMode = counted.filter((cell) => cell.mode === mode);
    return { value: geometricMean(inMode.map(({ ratio }) => ratio)), isAtLeast: inMode.some(({ share }) => share < 1) };
  };
  const worst = (list, key) =>
    list.reduce((most, cell) => ((cell[key] ?? 0) > (most?.[key] ?? -1) ? cell : most), undefined);
  const inMode = (mode) => own.filter((cell) => cell.mode === mode);
  return {
    contestant,
    label: own[0].label,
    smooth: ratioIn('smooth'),
    burst: ratioIn('burst'),
    worstRatio: worst(counted, 'ratio'),
    p95Smooth: worst(inMode('smooth'), 'p95Ms')?.p95Ms,
    p95Burst: worst(inMode('burst'), 'p95Ms')?.p95Ms,
    longTasks: own.reduce((sum, { longTasks }) => sum + longTasks, 0),
    growth: worst(inMode('smooth'), 'growth'),
    equal: own.filter(({ equal }) => equal === true).length,
    judged: own.filter(({ equal }) => equal !== undefined).length,
  };
}

/** CommonMark as marked has it with GFM on: four examples expect that bare addresses stay text. */
const EXAMPLES_OF_ONE_SHOT = 648;

/** Frames of 5 tokens; half-typed syntax is held back for a few. */
const LONGEST_STALL = 20;

/** What would say that the measuring itself went wrong. */
export function doubts(cells, { checks }) {
  const found = [];
  for (const cell of cells) {
    const where = `${cell.contestant}, ${cell.stream}, ${cell.mode}`;
    if (cell.contestant.endsWith('replay') && cell.equal === false)
      found.push(`${where}: the replay is not the document`);
    if (cell.equal && cell.contestant !== 'ours' && cell.ratio < 0.85) found.push(`${where}: cheaper than the bound`);
    if (!cell.atEnd) found.push(`${where}: did not follow to the end`);
    if (cell.countedScriptMs < 0.5 * cell.scriptMs && cell.scriptMs > 300)
      found.push(
        `${where}: the frame clock saw ${Math.round((100 * cell.countedScriptMs) / cell.scriptMs)} % of the script`,
      );
    for (const error of new Set(cell.errors)) found.push(`${where}: ${error}`);
  }
  const ofBound = cells
    .filter(({ contestant }) => contestant === BOUND)
    .reduce((sum, { longTasks }) => sum + longTasks, 0);
  if (ofBound > 0)
    found.push(
      `the bound had ${ofBound} long tasks: the machine was busy, so long tasks and times per frame are too high for all`,
    );
  for (const [contestant, { steadiness }] of Object.entries(checks))
    if (steadiness.longestStall > LONGEST_STALL)
      found.push(
        `${contestant}: showed no new text for ${steadiness.longestStall} frames; its times are of work not done`,
      );
  const specified = checks.tutorial?.examples.asSpecified.length;
  if (specified !== undefined && specified !== EXAMPLES_OF_ONE_SHOT)
    found.push(`the one-shot way gets ${specified} of the CommonMark examples instead of ${EXAMPLES_OF_ONE_SHOT}`);
  return found;
}

/** @returns {{cells: number, median: number, most: number}} how far apart repeated runs of the bound are */
export function noise(cells) {
  const repeated = cells
    .filter(({ contestant, count }) => contestant === BOUND && count > 1)
    .map((cell) => cell.spread);
  return { cells: repeated.length, median: median(repeated), most: Math.max(0, ...repeated) };
}
