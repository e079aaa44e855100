import { daysUntil } from '../base/days.ts';
import type { Comparison, Difference } from '../compare/difference.ts';
import { matchesPath } from '../compare/path.ts';
import { packageName } from '../environments/pins.ts';
import { type LegacyEnd, type Waiver, waiverDefaults } from './waiver.ts';

/** Where a drift was seen: what the conditions of a waiver look at. */
export interface DriftSite {
  readonly subject: string;
  readonly modern: string;
  readonly labels: readonly string[];
  /** Class of the error that side raised; null when it returned. */
  readonly legacyError: string | null;
  readonly modernError: string | null;
}

/** One difference beyond policy. */
export interface Drift extends DriftSite {
  readonly difference: Difference;
}

/** A case whose comparison did not agree. */
export interface DriftedCase extends DriftSite {
  readonly comparison: Comparison;
  /** Compares the case again, listing up to so many differences; asked only when the list at hand is cut. */
  readonly enumerate?: (maxDifferences: number) => Comparison;
}

/** A case in which legacy ended without an answer and modern answered. */
export interface EndedCase extends DriftSite {
  readonly legacyEnds: LegacyEnd;
}

/** That a waiver covered a case, and the largest magnitudes it covered in it. */
export interface WaiverUse {
  readonly id: string;
  readonly maxAbs: number | null;
  readonly maxRel: number | null;
  readonly maxUlp: bigint | null;
}

/** How a waiver did in a run. */
export interface WaiverStanding {
  readonly suite: string;
  readonly waiver: Waiver;
  readonly covered: number;
  /** Share of its subject's cases that it covered. */
  readonly share: number;
  readonly maxAbs: number | null;
  readonly maxRel: number | null;
  readonly maxUlp: string | null;
  /** `stale`: nothing needed it; `exceeded`: it covered more than its `maxShare`. */
  readonly state: 'active' | 'stale' | 'expired' | 'exceeded';
  /** Days until the end of its last day, 0 on it; null when that is not near, or past. */
  readonly expiringInDays: number | null;
}

/** What an implementation runs with, as its report or its evidence has it. */
export interface Equipped {
  readonly name: string;
  /** Name -> version. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Names of implementations -> of what they have, in one spelling. */
type PackagesOf = ReadonlyMap<string, ReadonlySet<string>>;

/** Cases with more differences beyond policy than this are not enumerated, and so never covered. */
export const mostEnumerated = 100_000;

/**
 * The waivers of a suite on one day.
 *
 * A waiver covers a difference when it is live (`created <= today <= expires`), its subject, modern, class and path
 * match, all its conditions hold, and each limit of its bound is met; a magnitude that is null or not finite meets
 * none. A condition on a package holds only in a book that was told who has which, by `among`. A case is covered only
 * when every difference beyond policy is, by one waiver or by several. A tolerance is never loosened: a difference that
 * is covered stays beyond policy, it is only permitted.
 */
export class WaiverBook {
  readonly #waivers: readonly Waiver[];
  readonly #suite: string;
  readonly #today: string;
  readonly #warnDays: number;
  readonly #tallies: ReadonlyMap<string, Tally>;
  readonly #packages: PackagesOf;

  /** @param today The UTC date, `2026-11-20`; see `utcDate`. */
  constructor(
    waivers: readonly Waiver[],
    suite: string,
    today: string,
    warnDays: number = waiverDefaults.warnDays,
    packages: PackagesOf = new Map(),
  ) {
    this.#waivers = waivers;
    this.#suite = suite;
    this.#today = today;
    this.#warnDays = warnDays;
    this.#tallies = new Map(waivers.map(({ id }) => [id, { covered: 0, maxAbs: null, maxRel: null, maxUlp: null }]));
    this.#packages = packages;
  }

  /**
   * A book, with nothing counted, of the waivers that can hold among these implementations: one for a package that its
   * modern does not have is left out, and is not stale either. One whose modern is not among them stays.
   */
  among(equipped: readonly Equipped[]): WaiverBook {
    const packages: PackagesOf = new Map(
      equipped.map((one) => [one.name, new Set(Object.keys(one.packages).map(packageName))]),
    );
    const left = this.#waivers.filter((waiver) => !packages.has(waiver.modern) || hasPackage(waiver, packages));
    return new WaiverBook(left, this.#suite, this.#today, this.#warnDays, packages);
  }

  /** The first waiver of the file that covers the difference; null when none does. Counts nothing. */
  cover(drift: Drift): Waiver | null {
    return (
      this.#waivers.find(
        (waiver) => this.#isLive(waiver) && this.#appliesTo(waiver, drift) && permits(waiver, drift.difference),
      ) ?? null
    );
  }

  /**
   * The waivers that together cover every difference beyond policy, in the order of the file; null when one is left
   * over. A list that was cut is enumerated in full first: what is not seen is not permitted. Counts nothing, so that
   * a runner may ask about cases it only tries.
   */
  coverCase(drifted: DriftedCase): WaiverUse[] | null {
    const seen = this.#coverListed(drifted, drifted.comparison);
    if (seen === null || isComplete(drifted.comparison)) return seen;
    const { beyond, within } = drifted.comparison;
    if (drifted.enumerate === undefined || beyond > mostEnumerated) return null;
    const all = drifted.enumerate(beyond + within);
    return isComplete(all) ? this.#coverListed(drifted, all) : null;
  }

  /** The first waiver that lets modern answer where legacy ended without an answer; null when none does. Counts nothing. */
  coverEnd(ended: EndedCase): WaiverUse[] | null {
    const { legacyEnds, modernError } = ended;
    const waiver = this.#waivers.find((one) => {
      const better = modernError === null || one.when.modernError !== undefined;
      return one.when.legacyEnds === legacyEnds && better && this.#isLive(one) && this.#appliesTo(one, ended);
    });
    if (waiver === undefined) return null;
    return [{ id: waiver.id, maxAbs: null, maxRel: null, maxUlp: null }];
  }

  /** Counts a covered case, once. */
  count(uses: readonly WaiverUse[]): void {
    for (const use of uses) {
      const tally = this.#tallies.get(use.id);
      if (tally === undefined) continue;
      tally.covered += 1;
      widen(tally, use);
    }
  }

  /**
   * How every waiver did, in the order of the file.
   *
   * @param casesOf How many cases of the subject were run against the modern.
   * @param options.partial The run was cut down by hand (`--only`, `--filter`): shares are told but not judged, since
   * its cases are not a fair sample of the subject's.
   */
  standings(casesOf: (subject: string, modern: string) => number, options?: { partial?: boolean }): WaiverStanding[] {
    return this.#waivers.map((waiver) => {
      const { covered, maxAbs, maxRel, maxUlp } = this.#tallies.get(waiver.id)!;
      const cases = casesOf(waiver.subject, waiver.modern);
      const share = cases > 0 ? covered / cases : 0;
      const exceeded = share > waiver.maxShare && !options?.partial;
      const state = this.#today > waiver.expires ? 'expired' : exceeded ? 'exceeded' : covered > 0 ? 'active' : 'stale';
      const size = { maxAbs, maxRel, maxUlp: maxUlp?.toString() ?? null };
      return { suite: this.#suite, waiver, covered, share, ...size, state, expiringInDays: this.#expiringIn(waiver) };
    });
  }

  #expiringIn({ expires }: Waiver): number | null {
    const days = daysUntil(this.#today, expires);
    return days >= 0 && days <= this.#warnDays ? days : null;
  }

  #appliesTo(waiver: Waiver, site: DriftSite): boolean {
    return appliesTo(waiver, site) && hasPackage(waiver, this.#packages);
  }

  #isLive({ created, expires }: Waiver): boolean {
    // ISO dates of four-digit years sort as text.
    return created <= this.#today && this.#today <= expires;
  }

  #coverListed(site: DriftSite, { differences }: Comparison): WaiverUse[] | null {
    const uses = new Map<Waiver, Magnitudes>();
    for (const difference of differences) {
      if (!difference.beyond) continue;
      const waiver = this.cover({ ...site, difference });
      if (waiver === null) return null;
      const use = uses.get(waiver) ?? { maxAbs: null, maxRel: null, maxUlp: null };
      widen(use, { maxAbs: difference.abs, maxRel: difference.rel, maxUlp: difference.ulp });
      uses.set(waiver, use);
    }
    if (uses.size === 0) return null;
    return this.#waivers
      .filter((waiver) => uses.has(waiver))
      .map((waiver) => ({ id: waiver.id, ...uses.get(waiver)! }));
  }
}

/** The UTC date of a moment: `2026-11-20`. */
export function utcDate(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

interface Magnitudes {
  maxAbs: number | null;
  maxRel: number | null;
  maxUlp: bigint | null;
}

interface Tally extends Magnitudes {
  covered: number;
}

/** Every difference beyond policy is in the list. */
function isComplete({ differences, beyond }: Comparison): boolean {
  return differences.filter((difference) => difference.beyond).length === beyond;
}

function hasPackage({ modern, when }: Waiver, packages: PackagesOf): boolean {
  return when.modernPackage === undefined || packages.get(modern)?.has(packageName(when.modernPackage)) === true;
}

function appliesTo({ subject, modern, when }: Waiver, site: DriftSite): boolean {
  return (
    subject === site.subject &&
    modern === site.modern &&
    (when.label === undefined || site.labels.includes(when.label)) &&
    (when.legacyError === undefined || when.legacyError === site.legacyError) &&
    (when.modernError === undefined || when.modernError === site.modernError)
  );
}

function permits(waiver: Waiver, difference: Difference): boolean {
  // One about how legacy ended is about cases in which nothing was compared.
  return (
    waiver.when.legacyEnds === undefined &&
    waiver.class === difference.class &&
    matchesPath(waiver.path, difference.path) &&
    isWithin(waiver.bound, difference)
  );
}

function isWithin(bound: Waiver['bound'], { abs, rel, ulp }: Difference): boolean {
  if (bound === undefined) return true;
  const meets = (size: number | bigint | null, limit: number | undefined) =>
    limit === undefined || (size !== null && size <= limit && (typeof size === 'bigint' || Number.isFinite(size)));
  return meets(abs, bound.abs) && meets(rel, bound.rel) && meets(ulp, bound.ulp);
}

function widen(into: Magnitudes, { maxAbs, maxRel, maxUlp }: Readonly<Magnitudes>): void {
  into.maxAbs = larger(into.maxAbs, maxAbs);
  into.maxRel = larger(into.maxRel, maxRel);
  into.maxUlp = larger(into.maxUlp, maxUlp);
}

function larger<T extends number | bigint>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return b > a ? b : a;
}
