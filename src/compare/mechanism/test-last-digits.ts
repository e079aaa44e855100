import { ulpDistance } from '../ulp.ts';
import type { MechanismTest } from './mechanism-test.ts';
import { allAre, andDiffer } from './words.ts';

const most = 2n;
const widest = { f8: 2 ** -50, f4: 2 ** -21, f2: 2 ** -8, bfloat16: 2 ** -5 } as const;

/** Every float is at most 2 steps of its own format away. */
export const testLastDigits: MechanismTest = ({ pairs }) => {
  if (pairs?.numbers == null || pairs.formats.legacy !== pairs.formats.modern || pairs.integers !== null) return null;
  const { legacy, modern } = pairs.numbers;
  let largest = 0n;
  for (const i of pairs.differing) {
    const distance = ulpDistance(legacy[i]!, modern[i]!, pairs.format);
    // Next to 0 even neighbours are far apart: whatever underflows would pass.
    const share = Math.abs(legacy[i]! - modern[i]!) / Math.abs(legacy[i]!);
    if (distance === null || distance > most || !(share <= widest[pairs.format])) return null;
    if (distance > largest) largest = distance;
  }
  if (largest === 0n) return null;
  return {
    name: 'last-digits',
    test: `${allAre(legacy.length)} within 2 ulp (at most ${largest})${andDiffer(pairs)}`,
    meaning:
      'The same calculation with other last digits: another math library, a fused multiply-add, or another compiler.',
  };
};
