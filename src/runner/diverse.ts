import { unlike } from './face.ts';
import type { Suspect, SuspectGroup } from './suspects.ts';

/**
 * Up to `count` suspects of a group, as unlike one another as there are: the first that came, then each time the one
 * that differs most from those taken, of several the first.
 */
export function diverse({ suspects }: Pick<SuspectGroup, 'suspects'>, count: number): Suspect[] {
  const taken = suspects.slice(0, Math.min(1, count));
  while (taken.length < Math.min(count, suspects.length)) {
    const distance = (suspect: Suspect) => Math.min(...taken.map((one) => unlike(one, suspect)));
    const rest = suspects.filter((suspect) => !taken.includes(suspect));
    taken.push(rest.reduce((best, suspect) => (distance(suspect) > distance(best) ? suspect : best)));
  }
  return taken;
}

/** Of suspects that were shrunk, the one that another of the group looks most like. */
export function mostAlike(suspect: Suspect, shrunk: readonly Suspect[]): Suspect {
  return shrunk.reduce((best, one) => (unlike(one, suspect) < unlike(best, suspect) ? one : best));
}
