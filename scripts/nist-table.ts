/**
 * Correct digits of every fitter on NIST's 27 nonlinear problems from both starts.
 *
 *     node scripts/nist-table.ts          all sides whose environment can be made here
 *     node scripts/nist-table.ts --no-python   the TypeScript fitter alone
 *
 * For each: correct digits of the worst parameter (log relative error, at most the 11 that are certified), the residual
 * sum of squares, evaluations of the model as the fitter counts them, and how it says that it ended.
 */
import { SetupError } from '../src/base/errors.ts';
import { fit as fitHere, settings } from '../suites/fit/modern/fit.ts';
import type { FitArguments } from '../suites/fit/modern/problem.ts';
import { correctDigits, nistProblems, observationsOf } from '../suites/fit/nist-problems.ts';
import { PythonFits } from './python-fits.ts';

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

const sides = {
  legacy: 'suites/fit/legacy.py: curve_fit, method lm, ftol = xtol = 1.49e-8, derivatives by differences',
  modern_jax: 'suites/fit/modern_jax.py: its own settings, derivatives by JAX in float64',
} as const;

async function pythonSide(module: keyof typeof sides): Promise<Fitter | null> {
  try {
    const side = await PythonFits.start(module);
    const versions = ['scipy', 'jax', 'nlsq', 'optimistix']
      .filter((name) => side.packages[name] !== undefined && !(module === 'modern_jax' && name === 'scipy'))
      .map((name) => `${name} ${side.packages[name]}`);
    return {
      name: module === 'legacy' ? 'scipy' : side.packages.nlsq === undefined ? 'optimistix' : 'nlsq',
      settings: `${sides[module]} (${versions.join(', ')})`,
      fit: (problem) => side.fit(problem, { warm: 0, repeats: 1 }),
      stop: () => side.stop(),
    };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.log(`${module} is left out: ${error.message.split('\n')[0]}`);
    return null;
  }
}

const withPython = !process.argv.includes('--no-python');
const started = withPython ? [await pythonSide('legacy'), await pythonSide('modern_jax')] : [];
const fitters = [...started.filter((fitter) => fitter !== null), typescript];
const reached = new Map(fitters.map(({ name }) => [name, [0, 0] as [number, number]]));

console.log(
  `\n${'problem'.padEnd(11)}start${fitters.map(({ name }) => `  ${`${name}: digits`.padStart(18)}  rss         evals  status`.padEnd(60)).join('')}`,
);
for (const problem of nistProblems()) {
  const certified = problem.certified.map(Number);
  const { model, parameters } = problem;
  for (const [at, start] of problem.starts.entries()) {
    const cells: string[] = [];
    for (const fitter of fitters) {
      const answer = await fitter.fit({ model, parameters, ...observationsOf(problem), start: start.map(Number) });
      if ('error' in answer) {
        cells.push(`${'-'.padStart(18)}  ${answer.error.slice(0, 38)}`.padEnd(58));
        continue;
      }
      const digits = correctDigits(answer.parameters, certified);
      if (digits >= 6) reached.get(fitter.name)![at]! += 1;
      cells.push(
        `${digits.toFixed(1).padStart(18)}  ${answer.rss.toExponential(4).padEnd(11)} ${String(answer.evaluations).padStart(5)}  ${answer.status}`.padEnd(
          58,
        ),
      );
    }
    console.log(`${problem.name.padEnd(11)}${String(at + 1).padStart(5)}  ${cells.join('  ')}`.trimEnd());
  }
}
for (const fitter of fitters) fitter.stop();

console.log('\nProblems of 27 with at least 6 correct digits in every parameter:');
for (const { name, settings: how } of fitters) {
  const [first, second] = reached.get(name)!;
  console.log(
    `  ${name.padEnd(12)} start 1: ${String(first).padStart(2)}, start 2: ${String(second).padStart(2)}   ${how}`,
  );
}
