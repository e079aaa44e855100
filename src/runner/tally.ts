import { median } from '../base/statistics.ts';
import type { Band } from '../compare/bands.ts';
import { LatencyBins } from './latency-bins.ts';
import type { Counts, RefereeWord, SubjectStatistics } from './report.ts';
import { type Excuse, type Result, statuses } from './result.ts';

/** A count of zero for every status. */
export function noCounts(): Record<Result['status'], number> {
  return Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Result['status'], number>;
}

/** Where the results of a case are counted. */
const kinds = { vector: 'vectors', found: 'found', generated: 'generated' } as const;

/** Adds up the results of one subject against one modern. Its size does not grow with the number of cases. */
export class Tally {
  readonly vectors = noCounts();
  readonly found = noCounts();
  readonly generated = noCounts();
  /** Cases by the side that the referee found nearer. */
  readonly scoreboard: Record<RefereeWord['nearer'], number> = { legacy: 0, modern: 0, neither: 0, undetermined: 0 };
  readonly excuses: Record<Excuse, number> = { nearer: 0, 'ill-conditioned': 0, 'noise-floor': 0 };
  /** Compared cases by band, where the policy has bands. */
  readonly bands: Record<Band, number> = { expected: 0, investigate: 0, bug: 0 };
  #cases = 0;
  #counted = 0;
  #bothReturned = 0;
  #bothRaised = 0;
  #numbers = 0;
  #above = 0;
  #below = 0;
  #maxAbs: number | null = null;
  #maxRel: number | null = null;
  #maxUlp: bigint | null = null;
  #maxShare: number | null = null;
  readonly #ulps = new Map<number | 'more', number>();
  readonly #legacyNs = new Reservoir();
  readonly #modernNs = new Reservoir();
  readonly #latencies = { legacy: new LatencyBins(), modern: new LatencyBins() };

  add(result: Result): void {
    this[kinds[result.case.kind]][result.status] += 1;
    if (result.counted) this.#counted += 1;
    if (result.nearer !== undefined) this.scoreboard[result.nearer] += 1;
    if (result.band !== undefined) this.bands[result.band] += 1;
    if (result.excuse !== null) this.excuses[result.excuse] += 1;
    this.#addDurations(result);
    if (!result.compared) return;
    this.#cases += 1;
    if (result.modernKind === 'returned' && result.legacyKind !== 'raised') this.#bothReturned += 1;
    if (result.modernKind === 'raised' && result.legacyKind !== 'returned') this.#bothRaised += 1;
    this.#numbers += result.numbers;
    this.#above += result.above;
    this.#below += result.below;
    // How near agreeing cases come to the limit; drift and waived drift have figures of their own.
    if (result.status !== 'agreed') return;
    this.#maxAbs = larger(this.#maxAbs, result.maxAbs);
    this.#maxRel = larger(this.#maxRel, result.maxRel);
    this.#maxUlp = larger(this.#maxUlp, result.maxUlp);
    this.#maxShare = larger(this.#maxShare, result.maxShare);
    if (result.maxUlp !== null) this.#countUlp(result.maxUlp);
  }

  #addDurations({ legacyNs, modernNs }: Result): void {
    if (legacyNs !== null) {
      this.#legacyNs.add(legacyNs);
      this.#latencies.legacy.add(legacyNs);
    }
    if (modernNs !== null) {
      this.#modernNs.add(modernNs);
      this.#latencies.modern.add(modernNs);
    }
  }

  get counts(): { vectors: Counts; found: Counts; generated: Counts } {
    return { vectors: { ...this.vectors }, found: { ...this.found }, generated: { ...this.generated } };
  }

  /** Results with a status, cases of all kinds together. */
  of(...wanted: Result['status'][]): number {
    return wanted.reduce((sum, status) => sum + this.vectors[status] + this.found[status] + this.generated[status], 0);
  }

  get total(): number {
    return this.of(...statuses);
  }

  statistics(): SubjectStatistics {
    const upTo = (a: number | 'more') => (a === 'more' ? Number.POSITIVE_INFINITY : a);
    return {
      cases: this.#cases,
      counted: this.#counted,
      bothReturned: this.#bothReturned,
      bothRaised: this.#bothRaised,
      numbers: this.#numbers,
      maxAbs: this.#maxAbs,
      maxRel: this.#maxRel,
      maxUlp: this.#maxUlp?.toString() ?? null,
      maxShare: this.#maxShare,
      above: this.#above,
      below: this.#below,
      ulpHistogram: [...this.#ulps]
        .map(([end, cases]) => ({ upTo: end, cases }))
        .sort((a, b) => upTo(a.upTo) - upTo(b.upTo)),
      legacyNsMedian: this.#legacyNs.median(),
      modernNsMedian: this.#modernNs.median(),
      latencies: { legacy: this.#latencies.legacy.bins(), modern: this.#latencies.modern.bins() },
    };
  }

  #countUlp(ulp: bigint): void {
    const end = ulp > 1n << 20n ? 'more' : ulp <= 1n ? Number(ulp) : 2 ** Math.ceil(Math.log2(Number(ulp)));
    this.#ulps.set(end, (this.#ulps.get(end) ?? 0) + 1);
  }
}

function larger<T extends number | bigint>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return b > a ? b : a;
}

/** Keeps an even sample of a stream of any length: every k-th value, k doubling each time the store is full. */
class Reservoir {
  static readonly #size = 4096;
  #kept: number[] = [];
  #every = 1;
  #seen = 0;

  add(value: number): void {
    if (this.#seen % this.#every === 0) this.#kept.push(value);
    this.#seen += 1;
    if (this.#kept.length < Reservoir.#size) return;
    this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
    this.#every *= 2;
  }

  median(): number | null {
    return this.#kept.length === 0 ? null : median(this.#kept);
  }
}
