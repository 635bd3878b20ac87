import { parseArgs } from 'node:util';
import { CONTESTANTS } from './build.mjs';
import { WIDGETS } from './measure-widget.mjs';
import { STREAMS } from './streams.mjs';

/** Tokens per animation frame. */
export const MODES = { smooth: 5, burst: 100 };

/** Growth is looked at in these too, but only for ours and the bound, unless they are asked for by name. */
const GROWTH_CONTESTANTS = ['best-replay', 'ours'];
const QUICK = {
  repeat: 1,
  contestants: ['best-replay', 'ours', 'streaming-markdown', 'streamdown', 'tutorial'],
  streams: ['mixed-10k'],
  limitMs: 5_000,
  watchMs: 3_000,
  hasWidgets: false,
  hasLinks: false,
};
/** How long a contestant may take for 10,000 tokens before it is stopped, and for the longest stream. */
const LIMIT_MS_PER_10K = 12_000;
const LONGEST_LIMIT_MS = 36_000;
/** The bound must be whole, and of ours we want to know all. */
const PATIENCE = { 'best-replay': 4, ours: 3 };

const STREAM_NAMES = Object.keys(STREAMS).filter((name) => name !== 'warm-up');

const HELP = `npm run bench -- [options]
  --quick              one minute: five contestants, mixed-10k once, CommonMark
  --end-to-end         whole widgets alone
  --only a,b           of ${CONTESTANTS.map(({ name }) => name).join(', ')};
                       widgets: ${WIDGETS.map(({ name }) => name).join(', ')}
  --streams a,b        of ${STREAM_NAMES.join(', ')}
  --repeat n           measurements of each, 3; later rounds are run as far as the time allows
  --minutes n          time for the whole run, 15`;

function list(text, known, fallback) {
  if (text === undefined) return fallback;
  const names = text.split(',');
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${known.join(', ')}`);
  return names;
}

/**
 * @param {string[]} args
 * @returns the run that was asked for; undefined when help was
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean' },
      'end-to-end': { type: 'boolean' },
      only: { type: 'string' },
      streams: { type: 'string' },
      repeat: { type: 'string' },
      minutes: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(HELP);
  const quick = values.quick ? QUICK : {};
  const contestants = CONTESTANTS.map(({ name }) => name);
  const widgets = WIDGETS.map(({ name }) => name);
  const only = list(values.only, [...contestants, ...widgets], undefined);
  const streams = list(values.streams, STREAM_NAMES, undefined);
  const chosen = (names, base) => names.filter((name) => !only || name === base || only.includes(name));
  const taking = only ? contestants : (quick.contestants ?? contestants);
  return {
    repeat: Number(values.repeat ?? quick.repeat ?? 3),
    budgetMs: Number(values.minutes ?? 15) * 60_000,
    contestants: values['end-to-end'] ? [] : chosen(taking, 'best-replay'),
    widgets: (quick.hasWidgets ?? true) ? chosen(widgets, 'bare') : [],
    streams: streams ?? quick.streams ?? STREAM_NAMES,
    isChosenStream: streams !== undefined,
    limitMs: quick.limitMs,
    hasLinks: quick.hasLinks ?? true,
    watchMs: quick.watchMs ?? 8_000,
  };
}

const limitFor = (stream) => Math.min(LONGEST_LIMIT_MS, (STREAMS[stream].tokens / 10_000) * LIMIT_MS_PER_10K);

/** @returns {{contestant: string, stream: string, mode: string, perFrame: number, limitMs: number}[]} what to measure */
export function cellsOf({ contestants, streams, isChosenStream, limitMs }) {
  const takesPart = (contestant, stream) =>
    isChosenStream || STREAMS[stream].ratio || GROWTH_CONTESTANTS.includes(contestant);
  return streams.flatMap((stream) =>
    Object.entries(MODES).flatMap(([mode, perFrame]) =>
      contestants
        .filter((contestant) => takesPart(contestant, stream))
        .map((contestant) => ({
          contestant,
          stream,
          mode,
          perFrame,
          limitMs: (limitMs ?? limitFor(stream)) * (PATIENCE[contestant] ?? 1),
        })),
    ),
  );
}
