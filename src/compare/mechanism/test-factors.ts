import { elementCount } from '../../value/dtype.ts';
import type { Value } from '../../value/value.ts';
import { containerOf } from '../container.ts';
import type { Mechanism } from '../difference.ts';
import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { allNear, isProven, standsOut } from './proof.ts';
import { allEqual, factorWords } from './words.ts';

/** What a factor may be off by, in relative spacings of the format. */
const ulps = 4;

interface Factor {
  readonly name: string;
  readonly factor: number;
  readonly words: string;
  readonly meaning: string;
}

const constants: readonly Factor[] = [
  ['degrees-for-radians', Math.PI / 180, 'pi/180', 'An angle is in degrees on one side and in radians on the other.'],
  [
    'turns-for-radians',
    2 * Math.PI,
    '2 pi',
    'A frequency or angle is in turns on one side and in radians on the other.',
  ],
  ['logarithm-base', Math.LN10, 'ln 10', 'A logarithm is natural on one side and decimal on the other.'],
  ['logarithm-base', Math.LN2, 'ln 2', 'A logarithm is natural on one side and binary on the other.'],
  ['logarithm-base', Math.LOG10E * Math.LN2, 'lg 2', 'A logarithm is decimal on one side and binary on the other.'],
].flatMap(([name, factor, words, meaning]) => {
  const row = { name: String(name), meaning: String(meaning) };
  return [
    { ...row, factor: Number(factor), words: `${words} within ${ulps} ulp` },
    { ...row, factor: 1 / Number(factor), words: `1 / (${words}) within ${ulps} ulp` },
  ];
});

/** Factors of a name: an angle in the other unit, a logarithm to another base. */
export const testKnownFactors: MechanismTest = ({ pairs }) => firstFit(pairs, constants);

/** 10^k: a unit with another prefix, a percentage. */
export const testPowerOfTen: MechanismTest = ({ pairs }) => {
  const exponents = Array.from({ length: 24 }, (_, i) => [i + 1, -i - 1]).flat();
  return firstFit(
    pairs,
    exponents.map((k) => ({
      name: 'power-of-ten',
      // Written out: Math.pow may be off by an ulp.
      factor: Number(`1e${k}`),
      words: `10^${k} within ${ulps} ulp`,
      meaning:
        k % 3 === 0
          ? 'A unit has another prefix on one side: milli, kilo, mega.'
          : Math.abs(k) === 2
            ? 'A percentage on one side is a fraction on the other, or centimetres are metres.'
            : 'A decimal exponent is off, or a unit has another prefix on one side.',
    })),
  );
};

/** (n - 1) / n or its root, where n is the length of an argument. */
export const testDegreesOfFreedom: MechanismTest = ({ pairs, inputs }) => {
  const meaning = 'A mean square divides by n on one side and by n - 1 (degrees of freedom) on the other.';
  const factors = lengthsOf(inputs).flatMap((n): Factor[] => {
    const name = 'degrees-of-freedom';
    const ratio = (n - 1) / n;
    return [
      {
        name,
        factor: ratio,
        words: `(n - 1) / n within ${ulps} ulp, n = ${n} being the length of an argument`,
        meaning,
      },
      {
        name,
        factor: 1 / ratio,
        words: `n / (n - 1) within ${ulps} ulp, n = ${n} being the length of an argument`,
        meaning,
      },
      {
        name,
        factor: Math.sqrt(ratio),
        words: `sqrt((n - 1) / n) within ${ulps} ulp, n = ${n} being the length of an argument`,
        meaning,
      },
      {
        name,
        factor: Math.sqrt(1 / ratio),
        words: `sqrt(n / (n - 1)) within ${ulps} ulp, n = ${n} being the length of an argument`,
        meaning,
      },
    ];
  });
  return firstFit(pairs, factors);
};

/** Any other factor, read off the largest element. */
export const testScale: MechanismTest = ({ pairs }) => {
  const factor = pairs === null ? null : factorOf(pairs);
  if (factor === null) return null;
  return {
    name: 'scale',
    test: `${allEqual(pairs!.legacy.length)} ${factorWords(factor)} times legacy within ${ulps} ulp`,
    meaning: 'A constant factor is missing, doubled or another one: a unit, a normalisation, a weight.',
  };
};

function factorOf(pairs: Pairs): number | null {
  if (pairs.numbers === null || !isProven(pairs, 1, 'modern') || !standsOut(pairs, ulps)) return null;
  const { legacy, modern } = pairs.numbers;
  const factor = ratioOf(pairs, legacy, modern);
  if (!Number.isFinite(factor) || factor === 0) return null;
  return allNear(pairs, (x) => x * factor, ulps) ? factor : null;
}

/** The factor of the largest element, which underflow has not touched. */
function ratioOf({ differing }: Pairs, legacy: Float64Array, modern: Float64Array): number {
  let at = differing[0]!;
  for (const i of differing) if (Math.abs(legacy[i]!) > Math.abs(legacy[at]!)) at = i;
  return modern[at]! / legacy[at]!;
}

function firstFit(pairs: Pairs | null, factors: readonly Factor[]): Mechanism | null {
  if (pairs?.numbers == null || !isProven(pairs, 0) || !standsOut(pairs, ulps)) return null;
  const { legacy, modern } = pairs.numbers;
  const ratio = ratioOf(pairs, legacy, modern);
  const found = factors.find(
    ({ factor }) => Math.abs(ratio / factor - 1) < 1e-2 && allNear(pairs, (x) => x * factor, ulps),
  );
  if (found === undefined) return null;
  const test = `${allEqual(legacy.length)} legacy times ${found.words}`;
  return { name: found.name, test, meaning: found.meaning };
}

const mostLengths = 20;

/** The lengths that arguments show: of lists, and of each dimension of arrays. Below 3, (n - 1) / n is too plain a number. */
function lengthsOf(inputs: readonly Value[]): number[] {
  const lengths = inputs.flatMap((input) => {
    const container = containerOf(input);
    if (container?.form === 'sequence') return [container.items.length];
    if (container?.form === 'array') return [...container.source.shape, elementCount(container.source.shape)];
    return [];
  });
  return [...new Set(lengths)].filter((n) => n >= 3).slice(0, mostLengths);
}
