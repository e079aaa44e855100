import type { Value } from '../../value/value.ts';
import { numberOf, spacing } from './atom.ts';
import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { arraySeries, type Series } from './series.ts';
import { strandsOf } from './strand.ts';
import { count, short } from './words.ts';

/** A sum over inputs and how far any order of its terms may lead from it. */
interface Sum {
  readonly words: string;
  readonly terms: number;
  readonly value: number;
  /** n * eps * sum |x| (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 4.2). */
  readonly bound: number;
}

const maxTerms = 2 ** 21;

/**
 * Both sides lie within n * eps * sum |x| of one sum over the inputs: the sum or mean of an argument, of its squares, or of
 * the products of two arguments.
 */
export const testSummation: MechanismTest = ({ pairs, inputs }) => {
  if (pairs?.numbers == null || pairs.legacy.length !== 1) return null;
  const [legacy, modern] = [pairs.numbers.legacy[0]!, pairs.numbers.modern[0]!];
  const near = ({ value, bound }: Sum) => Math.abs(legacy - value) <= bound && Math.abs(modern - value) <= bound;
  const found = sumsOf(inputs, pairs).find(near);
  if (found === undefined) return null;
  return {
    name: 'summation-order',
    test: `both are within n * eps * sum|x| = ${short(found.bound)} of ${found.words} over ${count(found.terms)} terms, and ${short(Math.abs(modern - legacy))} apart`,
    meaning:
      'The same terms are added in another order: pairwise, in blocks, in parallel, with or without compensation.',
  };
};

function sumsOf(inputs: readonly Value[], pairs: Pairs): Sum[] {
  const lists = inputs.flatMap((input) => numbersOf(input) ?? []);
  const eps = spacing[pairs.format];
  const sums = lists.flatMap((list) => [
    sumOf('the sum of an argument', list, eps),
    sumOf(
      'the sum of squares of an argument',
      list.map((x) => x * x),
      eps,
    ),
  ]);
  for (const [i, a] of lists.entries()) {
    for (const b of lists.slice(i + 1)) {
      if (a.length === b.length)
        sums.push(
          sumOf(
            'the product of two arguments',
            a.map((x, k) => x * b[k]!),
            eps,
          ),
        );
    }
  }
  return sums.flatMap((sum) => [
    sum,
    { ...sum, words: `${sum.words} divided by n`, value: sum.value / sum.terms, bound: sum.bound / sum.terms },
  ]);
}

/** Summed with compensation (Neumaier 1974), so that the reference is right to the last digits. */
function sumOf(words: string, terms: Float64Array, eps: number): Sum {
  let [sum, lost, size] = [0, 0, 0];
  for (const x of terms) {
    const next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
    size += Math.abs(x);
  }
  return { words, terms: terms.length, value: sum + lost, bound: terms.length * eps * size };
}

/** The numbers of a list or array of at least 3. */
function numbersOf(input: Value): Float64Array[] | null {
  const series = seriesOf(input);
  if (series === null || series.width !== 1 || series.length < 3 || series.length > maxTerms) return null;
  const numbers = Array.from({ length: series.length }, (_, i) => numberOf(series.at(i)));
  return numbers.every((x) => x !== null && Number.isFinite(x)) ? [Float64Array.from(numbers as number[])] : null;
}

function seriesOf(input: Value): Series | null {
  if (typeof input === 'object' && input !== null && !Array.isArray(input) && input.kind === 'ndarray')
    return arraySeries(input);
  const strands = strandsOf(input, input, 'series');
  return strands?.length === 1 ? strands[0]!.legacy : null;
}
