import { ranksAbove } from '../../base/rank-sum.ts';
import { median } from '../../base/statistics.ts';
import { gapChance } from './gap.ts';

/** A jump of a series to a higher level. */
export interface Shift {
  /** How likely it is by chance, all places where it may begin considered. */
  readonly p: number;
  /** Index of the first value of the new level. */
  readonly from: number;
  readonly before: number;
  readonly now: number;
}

/** How many of the last values may be of the new level. Each costs a test, so they are few. */
const freshCounts = [1, 2, 3, 5, 8] as const;

/**
 * The jump to a higher level that is least likely by chance, if the last values lie above the earlier ones.
 *
 * A series that never moved in `minRuns` runs is taken at its word: its first other value is a jump. Where there is noise
 * a single value tells nothing; from two on it is judged by the gap to the earlier ones (few values far off) and by ranks
 * (more values not so far off). The smaller p-value counts, times how many there were (Bonferroni).
 */
export function jumpUp(values: readonly number[], minRuns: number): Shift | null {
  let best: Shift | null = null;
  let tests = 0;
  for (const fresh of freshCounts) {
    const from = values.length - fresh;
    if (from < Math.max(minRuns, fresh)) break;
    const earlier = values.slice(0, from);
    const later = values.slice(from);
    const highest = Math.max(...earlier);
    const spread = highest - Math.min(...earlier);
    const distance = Math.min(...later) - highest;
    if (fresh === 1 && spread > 0) continue;
    tests += spread > 0 ? 2 : 1;
    const gap = distance <= 0 ? 0 : spread === 0 ? Number.POSITIVE_INFINITY : distance / spread;
    const byGap = distance > 0 ? gapChance(earlier.length, fresh, gap) : 1;
    const p = Math.min(byGap, spread > 0 ? ranksAbove(earlier, later) : 1);
    if (p < (best?.p ?? 1)) best = { p, from, before: median(earlier), now: median(later) };
  }
  return best === null ? null : { ...best, p: Math.min(1, best.p * tests) };
}
