import type { Value } from '../../value/value.ts';
import { numberOf, spacing } from './atom.ts';
import type { MechanismTest } from './mechanism-test.ts';
import { leafSeriesOf } from './strand.ts';
import { count, short } from './words.ts';

/** A sum over inputs and how far any order of its terms may lead from it. */
interface Sum {
  readonly terms: number;
  readonly value: number;
  /** n * eps * sum |x| (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 4.2). */
  readonly bound: number;
}

/** Sums that make up a whole result. */
interface Sums {
  readonly words: string;
  readonly sums: readonly Sum[];
}

/** An argument of numbers. */
interface Terms {
  readonly numbers: Float64Array;
  readonly shape: readonly number[];
}

const maxTerms = 2 ** 21;

/**
 * Both sides lie within n * eps * sum |x| of sums over the inputs: the sum of an argument, of its squares, of the products
 * of two arguments, its running sums, or those of its rows or columns; or of these divided by n.
 */
export const testSummation: MechanismTest = ({ pairs, inputs }) => {
  if (pairs?.numbers == null || pairs.legacy.length !== pairs.total) return null;
  const { legacy, modern } = pairs.numbers;
  const near = ({ value, bound }: Sum, i: number) =>
    Math.abs(legacy[i]! - value) <= bound && Math.abs(modern[i]! - value) <= bound;
  const eps = spacing[pairs.format];
  const fits = ({ sums }: Sums) => sums.length === legacy.length && sums.every(near);
  const found = sumsOf(inputs, legacy.length, eps).find(fits);
  if (found === undefined) return null;
  const bound = Math.max(...found.sums.map((sum) => sum.bound));
  const apart = Math.max(...legacy.map((x, i) => Math.abs(x - modern[i]!)));
  const terms = Math.max(...found.sums.map((sum) => sum.terms));
  return {
    name: 'summation-order',
    test: `both are within n * eps * sum|x| = ${short(bound)} of ${found.words} over ${count(terms)} terms, and ${short(apart)} apart`,
    meaning:
      'The same terms are added in another order: pairwise, in blocks, in parallel, with or without compensation.',
  };
};

function sumsOf(inputs: readonly Value[], wanted: number, eps: number): Sums[] {
  const lists = inputs.flatMap((input) => termsOf(input) ?? []);
  const sums: Sums[] = wanted === 1 ? wholeSums(lists, eps) : lists.flatMap((list) => partSums(list, wanted, eps));
  return sums.flatMap((one) => [
    one,
    { words: `${one.words} divided by n`, sums: one.sums.map((sum) => divided(sum)) },
  ]);
}

const divided = ({ terms, value, bound }: Sum): Sum => ({ terms, value: value / terms, bound: bound / terms });

function wholeSums(lists: readonly Terms[], eps: number): Sums[] {
  const sums = lists.flatMap(({ numbers }) => [
    { words: 'the sum of an argument', sums: [sumOf(numbers, eps)] },
    {
      words: 'the sum of squares of an argument',
      sums: [
        sumOf(
          numbers.map((x) => x * x),
          eps,
        ),
      ],
    },
  ]);
  for (const [i, a] of lists.entries()) {
    for (const b of lists.slice(i + 1)) {
      if (a.numbers.length !== b.numbers.length) continue;
      const products = a.numbers.map((x, k) => x * b.numbers[k]!);
      sums.push({ words: 'the sum of products of two arguments', sums: [sumOf(products, eps)] });
    }
  }
  return sums;
}

/** Running sums of a list, and the sums of rows and of columns of a table. */
function partSums({ numbers, shape }: Terms, wanted: number, eps: number): Sums[] {
  if (shape.length === 1 && numbers.length === wanted) {
    return [{ words: 'the running sums of an argument', sums: runningSums(numbers, eps) }];
  }
  const [rows = 0, columns = 0] = shape;
  if (shape.length !== 2) return [];
  const row = (i: number) => numbers.subarray(i * columns, (i + 1) * columns);
  const column = (j: number) => Float64Array.from({ length: rows }, (_, i) => numbers[i * columns + j]!);
  const parts = (words: string, n: number, part: (i: number) => Float64Array): Sums[] =>
    n === wanted ? [{ words, sums: Array.from({ length: n }, (_, i) => sumOf(part(i), eps)) }] : [];
  return [
    ...parts('the sums of rows of an argument', rows, row),
    ...parts('the sums of columns of an argument', columns, column),
  ];
}

function sumOf(terms: Float64Array, eps: number): Sum {
  return runningSums(terms, eps).at(-1)!;
}

/** Summed with compensation (Neumaier 1974), so that the reference is right to the last digits. */
function runningSums(terms: Float64Array, eps: number): Sum[] {
  let [sum, lost, size] = [0, 0, 0];
  return Array.from(terms, (x, i) => {
    const next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
    size += Math.abs(x);
    return { terms: i + 1, value: sum + lost, bound: (i + 1) * eps * size };
  });
}

/** The numbers of a list or array of at least 3. */
function termsOf(input: Value): Terms | null {
  const series = leafSeriesOf(input);
  if (series === null || series.width !== 1 || series.length < 3 || series.length > maxTerms) return null;
  const numbers = Array.from({ length: series.length }, (_, i) => numberOf(series.at(i)));
  if (!numbers.every((x) => x !== null && Number.isFinite(x))) return null;
  return { numbers: Float64Array.from(numbers as number[]), shape: series.shape };
}
