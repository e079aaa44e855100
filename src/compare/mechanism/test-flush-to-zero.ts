import type { MechanismTest } from './mechanism-test.ts';
import { count, elements } from './words.ts';

/** Smallest normal numbers (IEEE 754): 2^-1022 and 2^-126. */
const smallestNormal = { f8: 2 ** -1022, f4: 2 ** -126, f2: 2 ** -14, bfloat16: 2 ** -126 } as const;

/** Every subnormal of one side is 0 on the other, and nothing else differs. */
export const testFlushToZero: MechanismTest = ({ pairs }) => {
  if (pairs?.numbers == null || pairs.formats.legacy !== pairs.formats.modern || pairs.integers !== null) return null;
  const limit = smallestNormal[pairs.format];
  const isSubnormal = (x: number) => x !== 0 && Math.abs(x) < limit;
  for (const [from, to, name] of [
    [pairs.numbers.legacy, pairs.numbers.modern, 'modern'],
    [pairs.numbers.modern, pairs.numbers.legacy, 'legacy'],
  ] as const) {
    const subnormal = from.filter(isSubnormal).length;
    const flushed = pairs.differing.every((i) => isSubnormal(from[i]!) && to[i] === 0);
    // A number next to 0 is rounded to it by many a calculation.
    const telling = pairs.differing.some((i) => Math.abs(from[i]!) > limit * 2 ** -20);
    if (!flushed || !telling || subnormal !== pairs.differing.length) continue;
    return {
      name: 'flush-to-zero',
      test: `${count(subnormal)} of ${count(subnormal)} subnormal numbers are 0 in ${name}, the other ${elements(from.length - subnormal)} agree`,
      meaning: `Subnormal numbers are taken for 0 in ${name}: a flush-to-zero mode, -ffast-math, or a GPU.`,
    };
  }
  return null;
};
