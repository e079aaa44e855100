/**
 * How long a fit takes on each side of the fit suite, beside SciPy's `curve_fit` with nothing around it, in one run.
 *
 *     node scripts/bench-fit.ts [--nlsq PYTHON]     the Python for NLSQ, 3.12 or newer, where it is not on PATH
 *
 * `a*exp(-b*x)+c` with noise from start (1, 1, 0), n = 100 and 1,000, warm: compiled code is there before the clock starts.
 * Sides take turns, so that what else runs on the machine hits all; the fastest and the median of all rounds are shown.
 */
import { Draw } from '../src/generators/draw.ts';
import { fit as fitHere } from '../suites/fit/modern/fit.ts';
import type { FitArguments } from '../suites/fit/modern/problem.ts';
import { followingFlag, type PythonFit, type PythonFits, startSides } from './python-fits.ts';

const rounds = 15;

function problemOf(n: number): FitArguments {
  const draw = new Draw(42, n);
  const x = Float64Array.from({ length: n }, (_, i) => (4 * i) / (n - 1));
  // The sum of three uniform numbers: near enough to a bell.
  const noise = () => 0.05 * (draw.real(-1, 1) + draw.real(-1, 1) + draw.real(-1, 1));
  const y = x.map((at) => 2.5 * Math.exp(-1.3 * at) + 0.5 + noise());
  return { model: 'a*exp(-b*x)+c', parameters: ['a', 'b', 'c'], data: { x }, y, start: [1, 1, 0] };
}

interface Timed {
  readonly parameters: ArrayLike<number>;
  readonly fastestNs: number;
  readonly medianNs: number;
}

type Contender = (problem: FitArguments, repeats: number) => Promise<Timed>;

async function ours(problem: FitArguments, repeats: number): Promise<Timed> {
  let parameters: ArrayLike<number> = [];
  for (let i = 0; i < 2000; i += 1) fitHere(problem);
  // A few short ones at a time, as one is near the resolution of the clock.
  const burst = problem.y.length <= 100 ? 5 : 1;
  const times = Array.from({ length: repeats }, () => {
    const started = process.hrtime.bigint();
    for (let i = 0; i < burst; i += 1) parameters = fitHere(problem).parameters;
    return Number(process.hrtime.bigint() - started) / burst;
  }).sort((a, b) => a - b);
  return { parameters, fastestNs: times[0]!, medianNs: times[repeats >> 1]! };
}

function theirs(side: PythonFits, bare: boolean): Contender {
  return async (problem, repeats) => {
    const answer: PythonFit = await side.fit(problem, { warm: 20, repeats }, bare);
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  };
}

const sides = await startSides(['scipy', 'nlsq', 'optimistix'], followingFlag('--nlsq'));
const legacy = sides.find(({ side }) => side === 'scipy');
const contenders = new Map<string, Contender>([
  ...(legacy === undefined ? [] : [['curve_fit itself', theirs(legacy, true)] as const]),
  ...sides.map((side) => [side === legacy ? 'legacy (curve_fit)' : side.side, theirs(side, false)] as const),
  ['typescript', ours],
]);
for (const { side, versions } of sides) console.log(`${side}: ${versions}`);

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
for (const n of [100, 1000]) {
  const problem = problemOf(n);
  const times = new Map<string, Timed[]>([...contenders.keys()].map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, contender] of contenders) times.get(name)!.push(await contender(problem, n === 100 ? 60 : 30));
  console.log(`\na*exp(-b*x)+c, n = ${n}, ms a fit, warm, ${rounds} rounds in turns`);
  console.log(`  ${'side'.padEnd(22)}fastest   median   of curve_fit itself   parameters`);
  const anchor = times.get('curve_fit itself');
  for (const [name, rows] of times) {
    const fastest = Math.min(...rows.map(({ fastestNs }) => fastestNs)) / 1e6;
    const middle = median(rows.map(({ medianNs }) => medianNs)) / 1e6;
    const base = anchor === undefined ? Number.NaN : Math.min(...anchor.map(({ fastestNs }) => fastestNs)) / 1e6;
    const shown = Array.from(rows[0]!.parameters, (value) => value.toPrecision(10)).join(' ');
    console.log(
      `  ${name.padEnd(20)}${fastest.toFixed(4).padStart(9)}${middle.toFixed(4).padStart(9)}${`${(base / fastest).toFixed(2)}x`.padStart(18)}      ${shown}`,
    );
  }
}
for (const side of sides) side.stop();
