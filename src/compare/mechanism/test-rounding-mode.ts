import type { Mechanism } from '../difference.ts';
import { placesOf, unitsOf } from './decimals.ts';
import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { distinctDiffering } from './proof.ts';
import { count, elements } from './words.ts';

/** By chance one side is even half of the time, and the other farther out half of the time: 4^-8 is 1 in 65,536. */
const tiesWanted = 8;
/** Where all results are 0 and 1, evenness says nothing. */
const distinctWanted = 4;

/**
 * Both sides are rounded to the same decimals, and where they differ one took the even neighbour and the other the odd one
 * farther from zero (or above). Elements that do not differ must include odd ones, or else evenness would mean nothing.
 */
export const testRoundingMode: MechanismTest = ({ pairs }) => {
  if (pairs?.numbers == null || pairs.differing.length < tiesWanted) return null;
  if (distinctDiffering(pairs).length < distinctWanted) return null;
  const { legacy, modern } = pairs.numbers;
  const places = placesOf(Float64Array.from([...legacy, ...modern]));
  if (places === null) return null;
  const units = { legacy: legacy.map((x) => unitsOf(x, places)), modern: modern.map((x) => unitsOf(x, places)) };
  const differing = new Set(pairs.differing);
  if (!units.legacy.some((unit, i) => isOdd(unit) && !differing.has(i))) return null;
  return (
    fitOf(pairs, units.legacy, units.modern, 'legacy', 'modern', places) ??
    fitOf(pairs, units.modern, units.legacy, 'modern', 'legacy', places)
  );
};

const isOdd = (unit: number) => Math.abs(unit) % 2 === 1;

function fitOf(
  pairs: Pairs,
  even: Float64Array,
  odd: Float64Array,
  evenSide: string,
  oddSide: string,
  places: number,
): Mechanism | null {
  const { differing } = pairs;
  if (!differing.every((i) => !isOdd(even[i]!) && isOdd(odd[i]!) && Math.abs(even[i]! - odd[i]!) === 1)) return null;
  const away = differing.every((i) => Math.abs(odd[i]!) > Math.abs(even[i]!));
  const up = differing.every((i) => odd[i]! > even[i]!);
  if (!away && !up) return null;
  const rule = away && up ? 'up (or away from zero)' : away ? 'away from zero' : 'up';
  return {
    name: 'rounding-mode',
    test: `both have ${places} decimals; ${count(differing.length)} of ${elements(differing.length)} that differ are even in ${evenSide} and the next one ${rule} in ${oddSide}`,
    meaning: `Halves are rounded to even in ${evenSide} and ${rule} in ${oddSide}.`,
  };
}
