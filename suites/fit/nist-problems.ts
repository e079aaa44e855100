import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NistProblem, readNistProblem } from './nist-problem.ts';

const folder = join(import.meta.dirname, 'nist');

/** NIST's 27 nonlinear regression problems, by name. */
export function nistProblems(): NistProblem[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.dat'))
    .sort()
    .map((file) => readNistProblem(readFileSync(join(folder, file), 'utf8')));
}

/** What the problems' numbers are in binary64: observations `y` and predictors `data`. */
export function observationsOf(problem: NistProblem): {
  readonly y: Float64Array;
  readonly data: Readonly<Record<string, Float64Array>>;
} {
  const [[, response], ...predictors] = [...problem.columns] as [[string, string[]], ...[string, string[]][]];
  const y = Float64Array.from(response, Number);
  return {
    y: problem.logResponse ? y.map(Math.log) : y,
    data: Object.fromEntries(predictors.map(([name, column]) => [name, Float64Array.from(column, Number)])),
  };
}

/**
 * Correct digits of the worst parameter: the log relative error -log10(|b - certified| / |certified|), at most the eleven
 * that NIST certifies (B. D. McCullough, "Assessing the Reliability of Statistical Software: Part I", The American
 * Statistician 52, 1998, 358-366). No digit is correct where the error is larger than the parameter.
 */
export function correctDigits(found: ArrayLike<number>, certified: ArrayLike<number>): number {
  let worst = 11;
  for (let j = 0; j < certified.length; j += 1) {
    const wanted = certified[j]!;
    const off = Math.abs(found[j]! - wanted) / (wanted === 0 ? 1 : Math.abs(wanted));
    const digits = off === 0 ? 11 : -Math.log10(off);
    worst = Math.min(worst, Number.isNaN(digits) ? 0 : digits);
  }
  return Math.max(worst, 0);
}
