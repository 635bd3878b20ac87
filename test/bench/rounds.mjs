import { seededRandom } from './streams/random.mjs';

/** Each of a cell's later runs is expected to take as long as its first did. */
const estimateMs = ({ runs }) => runs[0].elapsedMs;

/**
 * Measures every cell once, then again in further rounds while time is left, the quick ones first. What is compared is
 * measured close together, in an order that is shuffled (the same way every time), so that whatever the machine does
 * meanwhile hits all alike.
 *
 * @param {{cells: object[], repeat: number, deadline: number, group: (cell: object) => string,
 *   isNeededTwice?: (cell: object) => boolean, name: (cell: object) => string, measure: (cell: object) => Promise<object>, say: (text: string) => void}} plan
 *   `deadline` on the clock of `performance.now`; cells of one `group` are compared; the cells for which `isNeededTwice` are
 *   measured a second time also when no time is left
 * @returns {Promise<(object & {runs: object[], failure?: string})[]>} the cells with their runs; one that fails is not tried
 *   again, and does not take the others with it
 */
export async function runAsTimeAllows({
  cells,
  repeat,
  deadline,
  group,
  isNeededTwice = () => false,
  name,
  measure,
  say,
}) {
  const measured = cells.map((cell) => ({ ...cell, runs: [] }));
  const run = async (cell, label) => {
    const start = performance.now();
    try {
      const result = await measure(cell);
      cell.runs.push({ ...result, elapsedMs: performance.now() - start });
      say(`${label} ${name(cell)}: ${result.taskMs.toFixed(0)} ms of main thread`);
    } catch (error) {
      cell.failure = `${name(cell)}: ${error.message}`;
      say(`${label} ${cell.failure}`);
    }
  };
  const random = seededRandom(1);
  const groups = [...new Set(cells.map(group))];
  const interleaved = groups.flatMap((key) => random.shuffled(measured.filter((cell) => group(cell) === key)));
  for (const [index, cell] of interleaved.entries())
    await run(cell, `[1/${repeat}] ${index + 1} of ${measured.length}:`);
  for (let round = 2; round <= Math.max(2, repeat); round++) {
    const quickFirst = measured.filter(({ failure }) => !failure).sort((a, b) => estimateMs(a) - estimateMs(b));
    for (const cell of quickFirst)
      if ((round === 2 && isNeededTwice(cell)) || (round <= repeat && performance.now() + estimateMs(cell) < deadline))
        await run(cell, `[${round}/${repeat}]`);
  }
  return measured;
}
