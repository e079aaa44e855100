import { ulpDistance } from '../ulp.ts';
import type { MechanismTest } from './mechanism-test.ts';
import { allAre, andDiffer } from './words.ts';

const most = 2n;

/** Every float is at most 2 steps of its own format away. */
export const testLastDigits: MechanismTest = ({ pairs }) => {
  if (pairs?.numbers == null || pairs.formats.legacy !== pairs.formats.modern || pairs.integers !== null) return null;
  const { legacy, modern } = pairs.numbers;
  let largest = 0n;
  for (const i of pairs.differing) {
    const distance = ulpDistance(legacy[i]!, modern[i]!, pairs.format);
    if (distance === null || distance > most) return null;
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
