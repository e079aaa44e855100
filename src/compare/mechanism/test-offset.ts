import { spacing } from './atom.ts';
import type { MechanismTest } from './mechanism-test.ts';
import { isProven } from './proof.ts';
import { allEqual, short } from './words.ts';

/** Sums of rounded numbers may be off by so many spacings of the larger operand. */
const ulps = 4;
/** An offset must stand out of the rounding of the numbers it was added to, and they must not be all alike. */
const clearance = 1024;

/** All elements are moved by one constant. */
export const testOffset: MechanismTest = ({ pairs }) => {
  if (pairs?.numbers == null || pairs.instants || !isProven(pairs, 1)) return null;
  if (pairs.differing.length < pairs.legacy.length) return null;
  const { legacy, modern } = pairs.numbers;
  let largest = 0;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let at = 0;
  for (let i = 0; i < legacy.length; i++) {
    const size = Math.max(Math.abs(legacy[i]!), Math.abs(modern[i]!));
    if (!Number.isFinite(size)) return null;
    largest = Math.max(largest, size);
    [low, high] = [Math.min(low, legacy[i]!), Math.max(high, legacy[i]!)];
    if (size < Math.max(Math.abs(legacy[at]!), Math.abs(modern[at]!))) at = i;
  }
  const tolerance = pairs.integers === null ? ulps * spacing[pairs.format] * largest : 0;
  const offset = modern[at]! - legacy[at]!;
  // Larger integers than 2^53 are not what the numbers say.
  if (offset === 0 || (pairs.integers !== null && largest > Number.MAX_SAFE_INTEGER)) return null;
  if (Math.abs(offset) < clearance * tolerance || high - low < clearance * tolerance) return null;
  if (!legacy.every((x, i) => Math.abs(modern[i]! - x - offset) <= tolerance)) return null;
  return {
    name: 'offset',
    test: `${allEqual(legacy.length)} legacy ${offset < 0 ? '-' : '+'} ${short(Math.abs(offset))}`,
    meaning:
      'A constant is added on one side only: an origin, a baseline, an index that starts at 1, a temperature scale.',
  };
};
