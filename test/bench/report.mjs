import { CONTESTANTS } from './build.mjs';
import { WIDGETS } from './measure-widget.mjs';
import { MODES } from './options.mjs';
import { STREAMS } from './streams.mjs';
import { BOUND, doubts, medianOfRuns, noise, summaryOf, withRatios } from './summary.mjs';

const fixed = (value, digits) => (value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits));
const ratioText = (value, isAtLeast) => `${isAtLeast ? '≥ ' : ''}${fixed(value, 2)}`;
const yesNo = (value) => (value === undefined ? '–' : value ? 'yes' : 'no');

const wasMeasured = ({ runs }) => runs.length > 0;

function table(header, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

function summaryTable(summaries, { documents, built }) {
  const { exampleCount, linkCount, checks } = documents;
  return table(
    [
      'contestant',
      'smooth',
      'burst',
      'worst stream',
      `CommonMark of ${exampleCount}`,
      'as one-shot',
      'p95 ms smooth',
      'p95 ms burst',
      'long tasks',
      'worst growth',
      'same document',
      'gzip kB',
      'frames that change text',
      'longest stall',
      ...(linkCount ? [`unsafe links left, of ${linkCount} (seen)`] : []),
    ],
    summaries.map(({ contestant, label, smooth, burst, worstRatio, growth, ...summary }) => {
      const { examples, links, steadiness } = checks[contestant] ?? {};
      const bytes = built.find(({ name }) => name === contestant)?.gzipBytes;
      return [
        label,
        ratioText(smooth.value, smooth.isAtLeast),
        ratioText(burst.value, burst.isAtLeast),
        worstRatio
          ? `${ratioText(worstRatio.ratio, worstRatio.share < 1)} ${worstRatio.stream} ${worstRatio.mode}`
          : '–',
        examples?.asSpecified.length ?? '–',
        examples?.asOneShot.length ?? '–',
        fixed(summary.p95Smooth, 2),
        fixed(summary.p95Burst, 2),
        summary.longTasks,
        growth ? `${fixed(growth.growth, 2)} ${growth.stream}` : '–',
        summary.judged ? `${summary.equal} of ${summary.judged}` : '–',
        examples ? fixed(bytes / 1000, 1) : '–',
        steadiness ? `${fixed((100 * steadiness.changed) / steadiness.frames, 1)} %` : '–',
        steadiness ? `${steadiness.longestStall} frames` : '–',
        ...(linkCount ? [links ? `${links.left.length} (${links.seen.length})` : '–'] : []),
      ];
    }),
  );
}

function ratioTable(cells, names, mode) {
  const streams = Object.keys(STREAMS).filter((stream) =>
    cells.some((cell) => cell.stream === stream && cell.mode === mode),
  );
  const labelOf = (contestant) => cells.find((cell) => cell.contestant === contestant).label;
  return table(
    ['contestant', ...streams],
    names.map((contestant) => [
      labelOf(contestant),
      ...streams.map((stream) => {
        const cell = cells.find((one) => one.contestant === contestant && one.stream === stream && one.mode === mode);
        if (!cell) return '–';
        const isStopped = cell.share < 1;
        const time = `${fixed(cell.taskMs, 0)} ms${isStopped ? ` for ${fixed(cell.share * 100, 0)} %` : ''}`;
        return contestant === BOUND ? time : `${ratioText(cell.ratio, isStopped)} (${time})`;
      }),
    ]),
  );
}

const DETAILS = [
  ['stream', ({ stream }) => stream],
  ['contestant', ({ label }) => label],
  ['runs', ({ count }) => count],
  ['main ms', ({ taskMs }) => fixed(taskMs, 0)],
  ['script', ({ scriptMs }) => fixed(scriptMs, 0)],
  ['layout', ({ layoutMs }) => fixed(layoutMs, 0)],
  ['style', ({ styleMs }) => fixed(styleMs, 0)],
  ['p50 ms', ({ p50Ms }) => fixed(p50Ms, 2)],
  ['p95', ({ p95Ms }) => fixed(p95Ms, 2)],
  ['max', ({ maxMs }) => fixed(maxMs, 1)],
  [
    'long tasks',
    ({ longTasks, longestTaskMs }) => (longTasks ? `${longTasks} (≤ ${fixed(longestTaskMs, 0)} ms)` : '0'),
  ],
  ['µs/token first tenth', ({ firstTenthUsPerToken }) => fixed(firstTenthUsPerToken, 1)],
  ['last', ({ lastTenthUsPerToken }) => fixed(lastTenthUsPerToken, 1)],
  ['growth', ({ growth }) => fixed(growth, 2)],
  ['heap kB', ({ heapBytes }) => fixed(heapBytes / 1000, 0)],
  ['elements', ({ elements }) => fixed(elements, 0)],
  ['same document', ({ equal }) => yesNo(equal)],
];

const detailTable = (cells) =>
  table(
    DETAILS.map(([title]) => title),
    cells.map((cell) => DETAILS.map(([, show]) => show(cell))),
  );

function widgetTable(widgets) {
  const cells = widgets.filter(wasMeasured).map(medianOfRuns);
  return table(
    ['tokens a second', 'widget', 'main ms', 'over the base', 'layout', 'style', 'long tasks', 'seconds to the end'],
    cells.map((cell) => {
      const base = cells.find(({ widget, rate }) => widget === 'bare' && rate === cell.rate);
      return [
        cell.rate === 'full' ? 'as fast as written' : cell.rate,
        WIDGETS.find(({ name }) => name === cell.widget).label,
        fixed(cell.taskMs, 0),
        fixed(cell.taskMs / base?.taskMs, 2),
        fixed(cell.layoutMs, 0),
        fixed(cell.styleMs, 0),
        cell.longTasks ? `${cell.longTasks} (≤ ${fixed(cell.longestTaskMs, 0)} ms)` : '0',
        cell.isFinished ? fixed(cell.wallMs / 1000, 1) : 'not finished',
      ];
    }),
  );
}

function sections(result) {
  const order = CONTESTANTS.map(({ name }) => name);
  const cells = withRatios(result.views.filter(wasMeasured).map(medianOfRuns)).sort(
    (a, b) =>
      Object.keys(STREAMS).indexOf(a.stream) - Object.keys(STREAMS).indexOf(b.stream) ||
      order.indexOf(a.contestant) - order.indexOf(b.contestant),
  );
  const names = order.filter((name) => cells.some(({ contestant }) => contestant === name));
  const summaries = names.map((name) => summaryOf(cells, name));
  const failures = [...result.views, ...result.widgets].flatMap(({ failure }) => failure ?? []);
  const found = [...failures, ...doubts(cells, result.documents)];
  const { cells: repeated, median, most } = noise(cells);
  const parts = [];
  if (cells.length > 0) {
    parts.push(
      `Main-thread time over the best replay, geometric mean over the streams; 5 tokens a frame (smooth) and 100 (burst).\n\n${summaryTable(summaries, result)}`,
      repeated > 0
        ? `Noise: repeated runs of the bound lie ${fixed(median * 100, 0)} % apart (median of ${repeated}; at most ${fixed(most * 100, 0)} %).`
        : 'Noise: unknown, the bound was measured once.',
    );
    for (const mode of Object.keys(MODES))
      parts.push(`### ${mode}: over the bound\n\n${ratioTable(cells, names, mode)}`);
  }
  if (result.widgets.length > 0)
    parts.push(`### End to end: 10,000 tokens over HTTP\n\n${widgetTable(result.widgets)}`);
  for (const mode of Object.keys(MODES)) {
    const inMode = cells.filter((cell) => cell.mode === mode);
    if (inMode.length > 0) parts.push(`### ${mode}: details\n\n${detailTable(inMode)}`);
  }
  if (found.length > 0)
    parts.push(`### Doubts about the measurement\n\n${found.map((doubt) => `- ${doubt}`).join('\n')}`);
  return parts;
}

/** @returns {string} the result as markdown */
export function report(result) {
  const { processor, cores, memoryGb, chromium, node, loadBefore, loadAfter } = result.machine;
  const machine = `${result.date.slice(0, 10)}, ${processor}, ${cores} cores, ${memoryGb} GB, ${chromium}, Node ${node}, load ${fixed(loadBefore, 1)} before and ${fixed(loadAfter, 1)} after, ${fixed(result.minutes, 1)} minutes`;
  return [`## Benchmark\n\n${machine}`, ...sections(result)].join('\n\n').concat('\n');
}
