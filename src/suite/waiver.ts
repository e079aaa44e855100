import type { DriftClass } from '../compare/difference.ts';

/** A recorded, owned, conditional, bounded, expiring permission for one drift. The case still runs. */
export interface Waiver {
  readonly id: string;
  readonly subject: string;
  readonly modern: string;
  /** The class of drift it permits. */
  readonly class: DriftClass;
  /** Path pattern inside the outcome: `/value`, `/value/*`, `/**`. */
  readonly path: string;
  /** At least one condition; all must hold. */
  readonly when: WaiverCondition;
  /** Largest drift it covers; needed for class `value`. */
  readonly bound?: { readonly abs?: number; readonly rel?: number; readonly ulp?: number };
  /** Largest share (0 to 1) of its subject's cases that it may cover in a run. 1 or more is refused. */
  readonly maxShare: number;
  readonly owner: string;
  readonly reason: string;
  /** UTC dates, `2026-11-20`. It holds up to the end of `expires`. */
  readonly created: string;
  readonly expires: string;
}

export interface WaiverCondition {
  /** A label the suite puts on the case. */
  readonly label?: string;
  /** Class of the error raised by that side. */
  readonly legacyError?: string;
  readonly modernError?: string;
  /** A package that the modern has loaded or, where it does not tell, that is installed in its environment: `nlsq`. */
  readonly modernPackage?: string;
  /**
   * Legacy ended so and modern did better: it returned, or raised `modernError` where that is given. The class of such
   * a waiver is `returned-vs-raised`, its path `/**`.
   */
  readonly legacyEnds?: LegacyEnd;
}

/** Ends of legacy that leave nothing to compare with, and that modern may be allowed to have fixed. */
export type LegacyEnd = 'crashed' | 'timed-out';

/** Rules about all waivers of a suite. */
export interface WaiverRules {
  /** Days ahead of its end from which a waiver is told to be expiring. */
  readonly warnDays: number;
  /** Most waivers of a suite that may end on one day, so that they are looked at one by one and not renewed in bulk. */
  readonly mostPerDay: number;
}

export const waiverDefaults: WaiverRules = { warnDays: 30, mostPerDay: 10 };

/** `suites/<name>/waivers.json`. */
export interface WaiverFile {
  readonly schema: 'vernier/waivers/1';
  readonly waivers: readonly Waiver[];
}
