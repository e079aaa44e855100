import type { Value } from '../value/value.ts';
import type { Difference, DriftClass, Severity, Verdict } from './difference.ts';
import type { Judgement } from './judgement.ts';
import type { Figures } from './leaf-verdict.ts';
import { type Place, stepsTo } from './path.ts';
import type { StatisticalRule } from './policy.ts';
import { Sampler } from './sampler.ts';
import type { ArrayScan } from './scan.ts';
import { WorstList } from './worst-list.ts';

/** How many differences are kept as evidence unless the caller says otherwise. */
export const defaultMaxDifferences = 100;

/** A difference whose path is written out only if it is kept. */
export interface Found extends Omit<Difference, 'path'> {
  readonly place: Place | null;
}

/** What is known of a difference besides its figures. */
export interface FoundAt {
  readonly place: Place | null;
  readonly class: DriftClass;
  readonly legacy?: Value;
  readonly modern?: Value;
  readonly rule: string;
}

/** Everything a comparison learns on its way: complete counts and extremes, and the worst differences. */
export class Evidence {
  compared = 0;
  ignored = 0;
  beyond = 0;
  within = 0;
  above = 0;
  below = 0;
  maxAbs: number | null = null;
  maxRel: number | null = null;
  maxUlp: bigint | null = null;
  maxShare: number | null = null;
  /** The smallest `rtol` alone under which all scanned floats agree, but that a smaller one may do. */
  passRel = 0;
  /** A pair of floats that needs it. */
  passPair: ArrayScan['passPair'] | null = null;
  /** Something could not be compared at all. */
  incomparable = false;
  /** Some drift is not a matter of tolerance. */
  incurable = false;
  /** Every difference so far is one of finite floats in a long array, for whose maxima no exact arithmetic was needed. */
  onlyScannedFloats = true;
  /** The largest distance so far is the very number that numbers are judged by, so it is the smallest `atol` that lets all agree. */
  isMaxAbsExact = true;
  #samplers: Map<readonly StatisticalRule[], Sampler> | null = null;
  /** The largest differences to keep. */
  readonly limit: number;
  /** Only whether there is drift is asked: the first one may end the search. */
  readonly onlyVerdict: boolean;
  readonly #beyond: WorstList<Found>;
  readonly #within: WorstList<Found>;
  #later: (() => void) | null = null;

  constructor(limit: number, onlyVerdict = false) {
    this.limit = limit;
    this.onlyVerdict = onlyVerdict;
    this.#beyond = new WorstList(limit, worseFirst);
    this.#within = new WorstList(limit, worseFirst);
  }

  /** Counts and keeps a difference between two numbers. */
  addNumeric(at: FoundAt, judgement: Judgement): void {
    this.onlyScannedFloats = false;
    this.isMaxAbsExact = false;
    this.measure(judgement);
    this.#count(at.class, !judgement.agrees);
    if (!judgement.agrees && (judgement.special || judgement.abs === null)) this.incurable = true;
    this.keepNumeric(at, judgement);
  }

  /** Counts and keeps a place that cannot agree under any tolerance. */
  add(at: FoundAt, beyond = true, figures: Figures = {}): void {
    this.#count(at.class, beyond);
    if (beyond) this.incurable = true;
    const { severity = severityOf(at.class, beyond, null), abs = null, rel = null, share = null } = figures;
    // Only the share has a unit that compares with those of other places.
    this.#extremes(null, null, null, share);
    this.#keep({ ...at, severity, abs, rel, ulp: null, share, beyond });
  }

  /** Keeps a difference that is in the counts already. */
  keepNumeric(at: FoundAt, { agrees, abs, rel, ulp, share }: Judgement): void {
    this.#keep({ ...at, severity: severityOf(at.class, !agrees, abs), abs, rel, ulp, share, beyond: !agrees });
  }

  /** Has differences that are in the counts already kept when the list of them is asked for, or others are kept. */
  keepLater(keep: () => void): void {
    this.#settle();
    this.#later = keep;
  }

  /** Whether the list of differences still has to be written out. */
  get isUnsettled(): boolean {
    return this.#later !== null;
  }

  #settle(): void {
    const later = this.#later;
    this.#later = null;
    later?.();
  }

  /** Takes over the counts of a whole array. */
  addScan(scan: ArrayScan): void {
    this.beyond += scan.beyond;
    this.within += scan.within;
    this.above += scan.above;
    this.below += scan.below;
    if (scan.beyond + scan.within === 0) return;
    if (scan.maxUlp === null) {
      this.onlyScannedFloats = false;
      // Integers, of which double holds the distance up to here.
      if (scan.maxAbs >= 2 ** 53) this.isMaxAbsExact = false;
    }
    if (scan.passRel > this.passRel) {
      this.passRel = scan.passRel;
      this.passPair = scan.passPair;
    }
    this.#extremes(scan.maxAbs, scan.maxRel, scan.maxUlp, scan.maxShare);
  }

  /** By their bounds, the numbers in mode `statistical`; null when there are none. */
  get samplers(): ReadonlyMap<readonly StatisticalRule[], Sampler> | null {
    return this.#samplers;
  }

  /** Where numbers held to these bounds are added up. */
  samplerOf(rules: readonly StatisticalRule[]): Sampler {
    const known = this.#samplers?.get(rules);
    if (known !== undefined) return known;
    const sampler = new Sampler(rules);
    this.#samplers ??= new Map();
    this.#samplers.set(rules, sampler);
    return sampler;
  }

  measure({ side, abs, rel, ulp, share }: Judgement): void {
    if (side > 0) this.above++;
    if (side < 0) this.below++;
    this.#extremes(abs, rel, ulp, share);
  }

  /** True when nothing that is still to come could change the answer. */
  get isDecided(): boolean {
    return this.onlyVerdict && this.beyond > 0;
  }

  verdict(): Verdict {
    return this.incomparable ? 'incomparable' : this.beyond > 0 ? 'differ' : 'agree';
  }

  /** The worst differences beyond policy and, as far as there is room, within it. */
  differences(): Difference[] {
    this.#settle();
    const beyond = this.#beyond.items();
    return [...beyond, ...this.#within.items().slice(0, this.limit - beyond.length)].map(differenceOf);
  }

  #count(driftClass: DriftClass, beyond: boolean): void {
    if (!beyond) {
      this.within++;
      return;
    }
    this.beyond++;
    if (driftClass === 'type' || driftClass === 'dtype' || driftClass === 'shape') this.incomparable = true;
  }

  #keep(found: Found): void {
    if (this.#later !== null) this.#settle();
    (found.beyond ? this.#beyond : this.#within).add(found);
  }

  #extremes(abs: number | null, rel: number | null, ulp: bigint | null, share: number | null): void {
    if (abs !== null && (this.maxAbs === null || abs > this.maxAbs)) this.maxAbs = abs;
    if (rel !== null && (this.maxRel === null || rel > this.maxRel)) this.maxRel = rel;
    if (ulp !== null && (this.maxUlp === null || ulp > this.maxUlp)) this.maxUlp = ulp;
    if (share !== null && (this.maxShare === null || share > this.maxShare)) this.maxShare = share;
  }
}

/** Written out where both sides are known, as they mostly are: an object made by spreading takes ten times as long. */
function differenceOf(found: Found): Difference {
  const path = stepsTo(found.place);
  if (!('legacy' in found && 'modern' in found)) {
    const { place: _, ...rest } = found;
    return { path, ...rest };
  }
  const { class: kind, legacy, modern, rule, severity, abs, rel, ulp, share, beyond } = found;
  return { path, class: kind, legacy: legacy!, modern: modern!, rule, severity, abs, rel, ulp, share, beyond };
}

/** The sign of a zero and the order of keys or bytes look different but say the same; the rest may matter. */
function severityOf(driftClass: DriftClass, beyond: boolean, abs: number | null): Severity {
  return !beyond || driftClass === 'order' || (driftClass === 'special-value' && abs === 0) ? 'cosmetic' : 'critical';
}

/** What cannot be compared first, then what no tolerance covers, then by share of tolerance, relative and absolute size. */
function worseFirst(a: Found, b: Found): number {
  return rank(a) - rank(b) || down(a.share, b.share) || down(a.rel, b.rel) || down(a.abs, b.abs);
}

function rank(found: Found): number {
  if (found.class === 'value') return found.share === null ? 1 : 2;
  return found.class === 'special-value' ? 1 : 0;
}

function down(a: number | null, b: number | null): number {
  const [left, right] = [a ?? -1, b ?? -1];
  return left === right ? 0 : right - left;
}
