import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { allNear, isProven, standsOut } from './proof.ts';
import { all, allAre, allEqual, count } from './words.ts';

interface Relation {
  readonly name: string;
  readonly of: (x: number) => number;
  readonly words: string;
  /** In relative spacings of the format. */
  readonly ulps: number;
  readonly meaning: string;
  /** Legacy values for which the relation says something. */
  readonly where?: (x: number) => boolean;
}

const middling = (x: number) => Math.abs(x) > 1e-3 && Math.abs(x) < 1e3;

/** Functions of one element; each is tested as it is and, where it has one, by its inverse. */
const relations: readonly Relation[] = [
  {
    name: 'sign',
    of: (x) => -x,
    words: '-legacy',
    ulps: 2,
    meaning: 'A sign convention is turned round, operands are exchanged, or a minus is lost.',
  },
  {
    name: 'reciprocal',
    of: (x) => 1 / x,
    words: '1 / legacy',
    ulps: 4,
    meaning: 'A quantity on one side is its reciprocal on the other: a rate and a time, a frequency and a period.',
  },
  {
    name: 'square-root',
    of: Math.sqrt,
    words: 'sqrt(legacy)',
    ulps: 4,
    meaning: 'A root is missing or too many: a variance and a standard deviation, a power and an amplitude.',
  },
  {
    name: 'square-root',
    of: (x) => x * x,
    words: 'legacy squared',
    ulps: 4,
    meaning: 'A root is missing or too many: a variance and a standard deviation, a power and an amplitude.',
  },
  {
    name: 'complement',
    of: (x) => 1 - x,
    words: '1 - legacy',
    ulps: 16,
    meaning: 'A share or probability on one side is its complement on the other.',
    where: (x) => middling(x) && middling(1 - x),
  },
  ...(
    [
      [Math.log, 'ln(legacy)'],
      [Math.log10, 'lg(legacy)'],
      [Math.log2, 'ld(legacy)'],
      [Math.exp, 'exp(legacy)'],
      [(x: number) => 10 ** x, '10^legacy'],
      [(x: number) => 2 ** x, '2^legacy'],
    ] as const
  ).map(([of, words]) => ({
    name: 'logarithm',
    of,
    words,
    ulps: 8,
    meaning: 'One side gives a quantity, the other its logarithm.',
    where: middling,
  })),
];

/** Modern is a simple function of legacy, element by element. */
export const testRelations: MechanismTest = ({ pairs }) => {
  if (pairs?.numbers == null || !isProven(pairs, 0, 'modern') || !standsOut(pairs, 16)) return null;
  const { legacy } = pairs.numbers;
  for (const { name, of, words, ulps, meaning, where = () => true } of relations) {
    if (!legacy.every((x, i) => Object.is(x, pairs.numbers!.modern[i]) || where(x)) || !allNear(pairs, of, ulps))
      continue;
    return { name, test: `${allEqual(legacy.length)} ${words}${ulps > 0 ? ` within ${ulps} ulp` : ''}`, meaning };
  }
  return lostSign(pairs) ?? conjugate(pairs);
};

/** Negative elements lost their minus, positive ones stand. */
function lostSign(pairs: Pairs) {
  const { legacy, modern } = pairs.numbers!;
  const positive = legacy.filter((x) => x > 0).length;
  if (positive < 3 || pairs.differing.length < 3) return null;
  if (!legacy.every((x, i) => Object.is(modern[i], Math.abs(x)) || x === 0)) return null;
  return {
    name: 'sign-lost',
    test: `${all(pairs.differing.length, 'negative element')} lost their minus, the other ${count(legacy.length - pairs.differing.length)} agree`,
    meaning: 'An absolute value is taken on one side only.',
  };
}

/** Every other part, the imaginary one, has the other sign. */
function conjugate(pairs: Pairs) {
  if (!pairs.complex) return null;
  const { legacy, modern } = pairs.numbers!;
  if (!legacy.every((x, i) => (i % 2 === 0 ? Object.is(x, modern[i]) : x === -modern[i]!))) return null;
  return {
    name: 'conjugate',
    test: `${allAre(pairs.total)} the complex conjugate of legacy`,
    meaning: 'The sign of the imaginary unit is another: exp(-iwt) against exp(+iwt), or a conjugate transpose.',
  };
}
