/**
 * Computes the certified figures of NIST's univariate and linear problems again with 64 digits, from the digits in the
 * files, and writes the golden tables of the suite `statistics` (origin `certified`).
 *
 *     node scripts/nist-statistics.ts          check and write
 *     node scripts/nist-statistics.ts --check  check only
 *
 * Linear problems are solved by their normal equations, which 64 digits allow. Exits 1 when a figure is not reproduced to
 * twelve digits.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { all, type BigNumber, create } from 'mathjs';
import { recordVectors } from '../src/golden/record-vectors.ts';
import { writeGolden } from '../src/golden/write-golden.ts';
import {
  type LinearProblem,
  linearProblems,
  type UnivariateProblem,
  univariateProblems,
} from '../suites/statistics/nist-tables.ts';
import sources from '../suites/statistics/vectors.ts';

const math = create(all!, { number: 'BigNumber', precision: 64 });
const big = (value: string | number): BigNumber => math.bignumber(value);
const sum = (values: readonly BigNumber[]): BigNumber => values.reduce((total, value) => total.plus(value), big(0));
const dot = (a: readonly BigNumber[], b: readonly BigNumber[]): BigNumber =>
  sum(a.slice(0, b.length).map((value, i) => value.times(b[i]!)));

/** A computed figure and the certified one. */
type Pair = readonly [BigNumber, string];

function univariate(problem: UnivariateProblem): Pair[] {
  const y = problem.y.map(big);
  const mean = sum(y).div(y.length);
  const off = y.map((value) => value.minus(mean));
  const squares = dot(off, off);
  return [
    [mean, problem.mean],
    [squares.div(y.length - 1).sqrt(), problem.sd],
    [dot(off, off.slice(1)).div(squares), problem.autocorrelation],
  ];
}

function linear(problem: LinearProblem): Pair[] {
  const y = problem.y.map(big);
  const columns: BigNumber[][] = problem.intercept ? [y.map(() => big(1))] : [];
  for (const predictor of problem.predictors)
    for (let power = 1; power <= problem.degree; power += 1)
      columns.push(predictor.map((text) => big(text).pow(power)));
  const normal = columns.map((a) => columns.map((b) => dot(a, b)));
  const inverse = math.inv(math.matrix(normal)).toArray() as unknown as BigNumber[][];
  const right = columns.map((column) => dot(column, y));
  const coefficients = inverse.map((row) => dot(row, right));
  const residuals = y.map((value, i) =>
    value.minus(sum(columns.map((column, j) => column[i]!.times(coefficients[j]!)))),
  );
  const rss = dot(residuals, residuals);
  const variance = rss.div(y.length - columns.length);
  const mean = problem.intercept ? sum(y).div(y.length) : big(0);
  const around = y.map((value) => value.minus(mean));
  return [
    ...coefficients.map((value, j): Pair => [value, problem.coefficients[j]!]),
    ...inverse.map((row, j): Pair => [variance.times(row[j]!).sqrt(), problem.deviations[j]!]),
    [variance.sqrt(), problem.residual],
    [big(1).minus(rss.div(dot(around, around))), problem.r2],
  ];
}

/** Digits in common; of a certified zero, as many as the computed figure is below one. */
function digits([computed, certified]: Pair): number {
  const wanted = big(certified);
  const off = wanted.isZero() ? computed.abs() : computed.div(wanted).minus(1).abs();
  return off.isZero() ? 15 : Math.min(15, -Math.log10(off.toNumber()));
}

let wrong = 0;
function check(name: string, pairs: readonly Pair[]): void {
  const worst = Math.min(...pairs.map(digits));
  if (worst < 12) wrong += 1;
  console.log(`${name.padEnd(10)} ${worst.toFixed(1).padStart(5)} digits${worst < 12 ? '   NOT REPRODUCED' : ''}`);
}

for (const problem of univariateProblems()) check(problem.name, univariate(problem));
for (const problem of linearProblems()) check(problem.name, linear(problem));
if (wrong > 0) {
  console.error(
    'Some certified figures were not reproduced: the files are damaged, or read wrongly. Nothing was written',
  );
  process.exit(1);
}
if (!process.argv.includes('--check')) {
  const folder = join(import.meta.dirname, '../golden/statistics');
  mkdirSync(folder, { recursive: true });
  for (const [subject, { notes, vectors }] of Object.entries(sources)) {
    const file = recordVectors({ suite: 'statistics', subject, notes, vectors }, new Map(), {
      madeBy: 'scripts/nist-statistics.ts',
      recordedAt: new Date().toISOString(),
      recordedFrom: 'NIST StRD',
      language: 'javascript',
      languageVersion: process.versions.node,
      packages: {},
      platform: {},
    });
    const written = writeGolden(join(folder, `${subject}.csv`), file);
    console.log(`golden/statistics/${subject}.csv has ${written.vectors.length} vectors certified by NIST`);
  }
}
