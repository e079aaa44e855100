import type { Comparison, Difference } from '../compare/difference.ts';
import { matchesPath } from '../compare/path.ts';
import { mostEnumerated } from '../suite/match-waiver.ts';
import type { NoiseFloor } from '../suite/suite.ts';

/**
 * True when a difference is no larger than what was measured between two answers of one side at that place. Only sizes
 * of numbers have a floor; legacy against its golden outcome is drift of another class, but of the same kind.
 */
export function isNoise(floors: readonly NoiseFloor[], difference: Difference): boolean {
  if (difference.class !== 'value' && difference.class !== 'legacy-moved') return false;
  return floors.some((floor) => matchesPath(floor.path, difference.path) && meets(floor, difference));
}

/**
 * True when every difference beyond policy is noise. A list that was cut is made in full first: what is not seen is not
 * excused.
 *
 * @param compare Compares again, listing up to so many differences.
 */
export function isAllNoise(
  floors: readonly NoiseFloor[],
  comparison: Comparison,
  compare: (maxDifferences: number) => Comparison,
): boolean {
  const seen = comparison.differences.filter((difference) => difference.beyond);
  if (seen.length === 0 || !seen.every((difference) => isNoise(floors, difference))) return false;
  const { beyond, within } = comparison;
  if (seen.length === beyond) return true;
  if (beyond + within > mostEnumerated) return false;
  const all = compare(beyond + within).differences.filter((difference) => difference.beyond);
  return all.length === beyond && all.every((difference) => isNoise(floors, difference));
}

function meets({ abs, rel, ulp }: NoiseFloor, difference: Difference): boolean {
  const within = (size: number | bigint | null, limit: number | undefined) =>
    limit === undefined || (size !== null && size <= limit && (typeof size === 'bigint' || Number.isFinite(size)));
  return within(difference.abs, abs) && within(difference.rel, rel) && within(difference.ulp, ulp);
}
