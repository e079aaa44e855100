import type { Value } from '../../value/value.ts';
import type { Mechanism } from '../difference.ts';
import type { MechanismTest, Specimen } from './mechanism-test.ts';
import { pairsOf } from './pairs.ts';
import { differs, type Reading, type Strand, strandsOf } from './strand.ts';
import { testByteOrder } from './test-byte-order.ts';
import { testCutDigits } from './test-cut-digits.ts';
import { testDegreesOfFreedom, testKnownFactors, testPowerOfTen, testScale } from './test-factors.ts';
import { testFloat32 } from './test-float32.ts';
import { testFlushToZero } from './test-flush-to-zero.ts';
import { testIndexMaps } from './test-index-maps.ts';
import { testInstants } from './test-instants.ts';
import { testIntegers } from './test-integers.ts';
import { testLastDigits } from './test-last-digits.ts';
import { testOffset } from './test-offset.ts';
import { testRelations } from './test-relations.ts';
import { testLengths, testReordering } from './test-reordering.ts';
import { testRoundingMode } from './test-rounding-mode.ts';
import { testSpecialValues } from './test-special-values.ts';
import { testSummation } from './test-summation.ts';
import { testTexts } from './test-texts.ts';
import { testSignedZero, testTypes } from './test-types.ts';

export interface DiagnoseOptions {
  /** The arguments both sides were given: with them n against n - 1, and the order of a sum, can be tested. */
  readonly inputs?: readonly Value[];
}

/**
 * From the most specific to the most general: what stands earlier says more, and wins. Two that fit within one tier are
 * both consistent with the values, so that neither is named.
 */
const tiers: readonly (readonly MechanismTest[])[] = [
  [testTypes, testSignedZero],
  [testSpecialValues, testFlushToZero, testIntegers, testByteOrder, testFloat32],
  [testLastDigits],
  [testKnownFactors, testDegreesOfFreedom],
  [testPowerOfTen, testRelations, testRoundingMode, testCutDigits, testInstants, testIndexMaps, testTexts, testLengths],
  [testScale, testOffset, testReordering],
  [testSummation],
];

/**
 * Mechanisms of different tiers that cannot be told apart on values that both fit: the next element of an arithmetic
 * sequence is the same one plus a constant.
 */
const rivals: Readonly<Record<string, readonly string[]>> = {
  'off-by-one-index': ['offset', 'scale'],
  rolled: ['offset', 'scale'],
  reversed: ['offset', 'scale'],
  'integer-wrap': ['offset'],
};

/**
 * The mechanism that explains how two values differ, or null when no test is passed, or several equally good ones are.
 *
 * A test must hold for every differing element (and, where it is a function of the element, for the equal ones beside them),
 * to within a few ulp that the test states, and the elements must show enough digits for the fit to be no coincidence (see
 * `proof.ts`). Where several places differ, all must go by the same mechanism. Of long arrays at most 20,000 elements are
 * tested, half of them from those that differ.
 */
export function diagnose(legacy: Value, modern: Value, options: DiagnoseOptions = {}): Mechanism | null {
  try {
    return search(legacy, modern, options.inputs ?? []);
  } catch (error) {
    // An element that is no valid one (a code point past the last) has no mechanism.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function search(legacy: Value, modern: Value, inputs: readonly Value[]): Mechanism | null {
  for (const reading of ['series', 'items', 'rows'] satisfies Reading[]) {
    const strands = strandsOf(legacy, modern, reading)?.filter(differs) ?? [];
    const found = strands.length === 0 ? null : (together(strands, inputs) ?? apart(strands, inputs));
    if (found !== null) return found;
  }
  return null;
}

/** All differing places as one pool of elements. */
function together(strands: readonly Strand[], inputs: readonly Value[]): Mechanism | null {
  const specimen = { strands, pairs: pairsOf(strands), inputs };
  const fits = tiers.map((tests) => fitsOf(tests, specimen));
  const best = fits.find((tier) => tier.length > 0);
  if (best === undefined || best.length > 1) return null;
  const { name } = best[0]!;
  const rival = Object.hasOwn(rivals, name) && fits.flat().some((fit) => rivals[name]!.includes(fit.name));
  return rival ? null : best[0]!;
}

function fitsOf(tests: readonly MechanismTest[], specimen: Specimen): Mechanism[] {
  return tests.flatMap((test) => test(specimen) ?? []);
}

const maxApart = 50;

/**
 * Each place for itself, such as a variance and a standard deviation: all must come to the same name, but for places where
 * only last digits differ besides.
 */
function apart(strands: readonly Strand[], inputs: readonly Value[]): Mechanism | null {
  if (strands.length < 2 || strands.length > maxApart) return null;
  const fits = strands.map((strand) => together([strand], inputs));
  const [first, ...rest] = fits.filter((fit) => fit?.name !== 'last-digits');
  if (first == null || rest.some((fit) => fit?.name !== first.name)) return null;
  const more =
    rest.length === 0 ? '' : `; ${rest.length} more place${rest.length === 1 ? ' passes' : 's pass'} it as well`;
  return { ...first, test: `${first.test}${more}` };
}
