/**
 * Correct digits of every fitter on NIST's 27 nonlinear problems from both starts.
 *
 *     node scripts/nist-table.ts                    all sides whose environment can be made here
 *     node scripts/nist-table.ts --nlsq PYTHON      the Python for NLSQ, 3.12 or newer, where it is not on PATH
 *     node scripts/nist-table.ts --markdown         as docs/nist-table.md has it
 *     node scripts/nist-table.ts --no-python        the TypeScript fitter alone
 *
 * For each: correct digits of the worst parameter (log relative error, at most the 11 that are certified), the residual
 * sum of squares, evaluations of the model as the fitter counts them, and how it says that it ended.
 */
import { fit as fitHere, settings } from '../suites/fit/modern/fit.ts';
import type { FitArguments } from '../suites/fit/modern/problem.ts';
import { correctDigits, nistProblems, observationsOf } from '../suites/fit/nist-problems.ts';
import { followingFlag, type PythonFits, type PythonSide, startSides } from './python-fits.ts';

interface Answer {
  readonly parameters: ArrayLike<number>;
  readonly rss: number;
  readonly evaluations: number;
  readonly status: string;
}

interface Fitter {
  readonly name: string;
  readonly settings: string;
  fit(problem: FitArguments): Promise<Answer | { readonly error: string }>;
  stop(): void;
}

const typescript: Fitter = {
  name: 'typescript',
  settings: `suites/fit/modern, Node ${process.versions.node}: ${JSON.stringify(settings).replaceAll('"', '')}, derivatives exact`,
  fit: async (problem) => fitHere(problem),
  stop: () => undefined,
};

const settingsOf: Readonly<Record<PythonSide, string>> = {
  scipy:
    'suites/fit/legacy.py: curve_fit, method lm, ftol = xtol = 1.49e-8, gtol = 0, 200 (p + 1) calls, derivatives by differences',
  nlsq: 'suites/fit/modern_jax.py: CurveFit, method trf, ftol = xtol = gtol = 1e-8, x_scale 1, 100 p evaluations, derivatives by JAX in float64',
  optimistix:
    'suites/fit/modern_jax.py: LevenbergMarquardt, rtol = atol = 1e-8, 1,000 steps, derivatives by JAX in float64',
};

const fitterOf = (side: PythonFits): Fitter => ({
  name: side.side,
  settings: `${settingsOf[side.side]} (${side.versions})`,
  fit: (problem) => side.fit(problem, { warm: 0, repeats: 1 }),
  stop: () => side.stop(),
});

const wanted: readonly PythonSide[] = process.argv.includes('--no-python') ? [] : ['scipy', 'nlsq', 'optimistix'];
const fitters = [...(await startSides(wanted, followingFlag('--nlsq'))).map(fitterOf), typescript];
const reached = new Map(fitters.map(({ name }) => [name, [0, 0] as [number, number]]));

interface Cell {
  readonly digits: number | null;
  readonly rss: string;
  readonly evaluations: string;
  readonly status: string;
}

async function cellOf(fitter: Fitter, problem: FitArguments, certified: readonly number[]): Promise<Cell> {
  const answer = await fitter.fit(problem);
  if ('error' in answer) return { digits: null, rss: '', evaluations: '', status: answer.error.split(/[:\n]/)[0]! };
  const digits = correctDigits(answer.parameters, certified);
  return { digits, rss: answer.rss.toExponential(4), evaluations: String(answer.evaluations), status: answer.status };
}

const rows: { readonly problem: string; readonly start: number; readonly cells: readonly Cell[] }[] = [];
for (const problem of nistProblems()) {
  const { model, parameters } = problem;
  for (const [at, start] of problem.starts.entries()) {
    const asked = { model, parameters, ...observationsOf(problem), start: start.map(Number) };
    const cells: Cell[] = [];
    for (const fitter of fitters) {
      const cell = await cellOf(fitter, asked, problem.certified.map(Number));
      if ((cell.digits ?? 0) >= 6) reached.get(fitter.name)![at]! += 1;
      cells.push(cell);
    }
    rows.push({ problem: problem.name, start: at + 1, cells });
  }
}
for (const fitter of fitters) fitter.stop();

const digitsText = ({ digits }: Cell) => (digits === null ? '-' : digits.toFixed(1));
if (process.argv.includes('--markdown')) {
  const heads = fitters.flatMap(({ name }) => [name, 'rss', 'evals', 'ended']);
  console.log(`| problem | start | ${heads.join(' | ')} |\n|${'---|'.repeat(heads.length + 2)}`);
  for (const { problem, start, cells } of rows) {
    const texts = cells.flatMap((cell) => [digitsText(cell), cell.rss, cell.evaluations, cell.status]);
    console.log(`| ${problem} | ${start} | ${texts.join(' | ')} |`);
  }
} else {
  const head = (name: string) => `${name.padStart(10)}  rss         evals  ended`.padEnd(48);
  console.log(`\n${'problem'.padEnd(11)}start  ${fitters.map(({ name }) => head(name)).join('')}`.trimEnd());
  for (const { problem, start, cells } of rows) {
    const texts = cells.map((cell) => {
      const ended = cell.status.slice(0, 17);
      return `${digitsText(cell).padStart(10)}  ${cell.rss.padEnd(11)} ${cell.evaluations.padStart(5)}  ${ended}`.padEnd(
        48,
      );
    });
    console.log(`${problem.padEnd(11)}${String(start).padStart(5)}  ${texts.join('')}`.trimEnd());
  }
}

console.log('\nProblems of 27 with at least 6 correct digits in every parameter:\n');
const mark = process.argv.includes('--markdown') ? '- ' : '  ';
for (const { name, settings: how } of fitters) {
  const [first, second] = reached.get(name)!;
  console.log(
    `${mark}${name.padEnd(12)} start 1: ${String(first).padStart(2)}, start 2: ${String(second).padStart(2)}   ${how}`,
  );
}
