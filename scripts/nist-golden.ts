/**
 * Holds the certified figures of NIST's files against a computation with 64 digits, and writes those of the nonlinear
 * problems as golden vectors of `fit` (origin `certified`), beside whatever else `golden/fit/fit.json` has.
 *
 *     node scripts/nist-golden.ts          check and write
 *     node scripts/nist-golden.ts --check  check only
 *
 * The sum of squares and the deviations are computed at the certified parameters from the digits in the files, with
 * derivatives by differences of 1e-20: nothing of the modern side takes part. Exits 1 when a figure is not reproduced to
 * nine digits, Lanczos1 excepted: its sum of squares, 1.4e-25, takes more digits of the parameters than are certified.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { all, type BigNumber, create } from 'mathjs';
import { goldenDigest } from '../src/golden/golden-digest.ts';
import { readGolden } from '../src/golden/read-golden.ts';
import { recordVectors } from '../src/golden/record-vectors.ts';
import type { GoldenFile } from '../src/golden/vector.ts';
import { writeGolden } from '../src/golden/write-golden.ts';
import type { NistProblem } from '../suites/fit/nist-problem.ts';
import { nistProblems } from '../suites/fit/nist-problems.ts';
import { nist, nistNotes } from '../suites/fit/vectors/nist.ts';

const math = create(all!, { number: 'BigNumber', precision: 64 });
const big = (text: string): BigNumber => math.bignumber(text);

/** What the certified parameters give. */
function recomputed(problem: NistProblem): { rss: BigNumber; deviations: BigNumber[] } {
  const model = math.compile(problem.model.replaceAll('**', '^').replaceAll('arctan', 'atan'));
  const [[, response], ...predictors] = [...problem.columns] as [[string, string[]], ...[string, string[]][]];
  const observed = response.map((text) => (problem.logResponse ? math.log(big(text)) : big(text)) as BigNumber);
  const certified = problem.certified.map(big);
  const at = (parameters: readonly BigNumber[]): BigNumber[] =>
    observed.map((_, i) => {
      const scope = new Map<string, BigNumber>(predictors.map(([name, column]) => [name, big(column[i]!)]));
      problem.parameters.forEach((name, j) => {
        scope.set(name, parameters[j]!);
      });
      return model.evaluate(scope) as BigNumber;
    });
  const rss = dot(...twice(at(certified).map((predicted, i) => predicted.minus(observed[i]!))));
  const columns = certified.map((b, j) => {
    const h = b.abs().times('1e-20');
    const [up, down] = [h, h.neg()].map((move) => at(certified.with(j, b.plus(move))));
    return up!.map((value, i) => value.minus(down![i]!).div(h.times(2)));
  });
  const normal = columns.map((a) => columns.map((b) => dot(a, b)));
  const inverse = math.inv(math.matrix(normal)).toArray() as unknown as BigNumber[][];
  const variance = rss.div(observed.length - certified.length);
  return { rss, deviations: inverse.map((row, j) => row[j]!.times(variance).sqrt()) };
}

function dot(a: readonly BigNumber[], b: readonly BigNumber[]): BigNumber {
  return a.reduce((sum, value, i) => sum.plus(value.times(b[i]!)), big('0'));
}

function twice<T>(value: T): [T, T] {
  return [value, value];
}

/** Digits that a computed figure has in common with a certified one. */
function digits(computed: BigNumber, certified: string): number {
  const off = computed.div(certified).minus(1).abs();
  return off.isZero() ? 11 : Math.min(11, -Math.log10(off.toNumber()));
}

function checked(problem: NistProblem): boolean {
  const { rss, deviations } = recomputed(problem);
  const forRss = digits(rss, problem.rss);
  const forDeviations = Math.min(...deviations.map((value, j) => digits(value, problem.deviations[j]!)));
  const exempt = problem.name === 'Lanczos1';
  const right = exempt || Math.min(forRss, forDeviations) >= 9;
  const shown = `sum of squares ${forRss.toFixed(1).padStart(5)} digits, deviations ${forDeviations.toFixed(1).padStart(5)}`;
  console.log(`${problem.name.padEnd(10)} ${shown}${exempt ? '   (exempt)' : right ? '' : '   NOT REPRODUCED'}`);
  return right;
}

/** The golden file with NIST's vectors; those of other origin keep their places after them. */
function withNist(path: string): GoldenFile {
  const sources = { suite: 'fit', subject: 'fit', notes: nistNotes, vectors: nist };
  const made = recordVectors(sources, new Map(), {
    madeBy: 'scripts/nist-golden.ts',
    recordedAt: new Date().toISOString(),
    recordedFrom: 'NIST StRD, nonlinear regression',
    language: 'javascript',
    languageVersion: process.versions.node,
    packages: {},
    platform: {},
  });
  if (!existsSync(path)) return made;
  const before = readGolden(path, sources);
  const ids = new Set(made.vectors.map(({ id }) => id));
  const vectors = [...made.vectors, ...before.vectors.filter(({ id }) => !ids.has(id))];
  const notes = { ...before.notes, ...made.notes };
  return { ...before, notes, vectors, digest: goldenDigest({ notes, vectors }) };
}

const right = nistProblems().map(checked);
if (right.includes(false)) {
  console.error(
    'Some certified figures were not reproduced: the files are damaged, or read wrongly. Nothing was written',
  );
  process.exit(1);
}
if (!process.argv.includes('--check')) {
  const folder = join(import.meta.dirname, '../golden/fit');
  mkdirSync(folder, { recursive: true });
  const written = writeGolden(join(folder, 'fit.json'), withNist(join(folder, 'fit.json')));
  console.log(`golden/fit/fit.json has ${written.vectors.length} vectors, ${nist.length} of them certified by NIST`);
}
