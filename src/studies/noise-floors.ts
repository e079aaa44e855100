import { matchesPath, parsePattern } from '../compare/path.ts';
import type { NoiseFloor } from '../suite/suite.ts';
import type { NoiseBench } from './measure-noise.ts';
import type { NoisePlace } from './noise-places.ts';
import { roundUpToOneDigit } from './round-up.ts';

/** Places where a side disagreed with itself beyond what its subject declares. */
export function undeclaredPlaces({ places }: NoiseBench): NoisePlace[] {
  return places.filter(({ declared }) => !declared);
}

/**
 * A declaration for a place: what was measured times a factor, rounded up to one digit. Relative where every number has
 * such a distance and it holds a number at all: from 1 on any number would pass, and it is absolute. Null where the noise
 * is not one of size.
 */
export function proposedFloor(
  { pattern, classes, abs, rel, cases }: NoisePlace,
  { compared }: NoiseBench,
  factor: number,
  today: string,
): NoiseFloor | null {
  if (classes.length !== 1 || classes[0] !== 'value' || pattern === '/**') return null;
  const round = (size: number) => roundUpToOneDigit(Math.min(size * factor, 1e308));
  const holds = rel !== null && (round(rel) < 1 || abs === null);
  const size = holds ? { rel: round(rel) } : abs !== null ? { abs: round(abs) } : null;
  if (size === null) return null;
  const maxShare = Math.min(1, roundUpToOneDigit((cases / compared) * 2));
  return { path: pattern, ...size, measuredAt: today, n: compared, maxShare };
}

/** What is wrong with the floors of a subject by what its sides did, in sentences. */
export function looseFloors(benches: readonly NoiseBench[], slack: number): string[] {
  const [first] = benches;
  if (first === undefined) return [];
  return first.floors.flatMap((floor) => {
    const where = `${first.suite}/${first.subject} at ${floor.path}`;
    const places = benches.flatMap((bench) =>
      bench.places.filter(({ pattern }) => matchesPattern(floor.path, pattern)).map((place) => ({ place, bench })),
    );
    if (places.length === 0) {
      const cases = Math.max(0, ...benches.map(({ compared }) => compared));
      return [`${where}: no side disagreed with itself here in ${cases} cases; take the declaration out`];
    }
    const loose = (['abs', 'rel', 'ulp'] as const).flatMap((name) => {
      const allowed = floor[name];
      const sizes = places.map(({ place }) => place[name]);
      if (allowed === undefined || sizes.includes(null)) return [];
      const measured = Math.max(...sizes.map(Number));
      return allowed > slack * measured
        ? [`${where}: declares ${name} ${allowed}, more than ${slack} times the ${measured.toPrecision(2)} measured`]
        : [];
    });
    const share = Math.max(...places.map(({ place, bench }) => place.cases / bench.compared));
    const often =
      share > floor.maxShare
        ? [
            `${where}: up to ${(share * 100).toFixed(1)} % of cases are noisy, more than its maxShare of ${floor.maxShare}`,
          ]
        : [];
    return [...loose, ...often];
  });
}

/** A pattern with `*` for indices, taken as the place it came from. */
function matchesPattern(pattern: string, place: string): boolean {
  const steps = parsePattern(place).map(({ any, text }) => (any === undefined ? text : 0));
  return matchesPath(pattern, steps);
}
