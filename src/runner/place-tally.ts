import { LogHistogram, type LogHistogramDump } from '../base/log-histogram.ts';
import { signTest } from '../base/sign-test.ts';
import type { Step, WouldPass } from '../compare/difference.ts';
import type { SpecialClass } from '../compare/judgement.ts';
import { figuresEach, type PlaceRecord } from '../compare/place-log.ts';
import { nextAbove } from '../compare/ulp.ts';
import type { PlaceSummary, Spread } from './place-summary.ts';
import { UlpHistogram, type UlpHistogramDump } from './ulp-histogram.ts';

/** All that a tally holds, for a file. */
export interface PlaceTallyDump {
  readonly path: string;
  readonly abs: LogHistogramDump;
  readonly rel: LogHistogramDump;
  readonly ulp: LogHistogramDump;
  readonly ulps: UlpHistogramDump;
  readonly numbers: number;
  readonly above: number;
  readonly below: number;
  readonly atol: number;
  readonly share: number;
  readonly absAtZero: number;
  readonly cannotByRtol: boolean;
  readonly cannotByUlp: boolean;
  readonly incurable: boolean;
  readonly special: Readonly<Record<SpecialClass, number>>;
}

/** Figures of all numbers at one place. Its size does not grow with how many there are. */
export class PlaceTally {
  readonly path: string;
  readonly steps: readonly Step[];
  readonly #abs = new LogHistogram();
  readonly #rel = new LogHistogram();
  readonly #ulp = new LogHistogram();
  readonly #ulps = new UlpHistogram();
  #numbers = 0;
  #above = 0;
  #below = 0;
  #atol = 0;
  #share = 0;
  #absAtZero = 0;
  #cannotByRtol = false;
  #cannotByUlp = false;
  #incurable = false;
  readonly #special = { nan: 0, infinity: 0, 'zero-sign': 0 };

  constructor(path: string, steps: readonly Step[]) {
    this.path = path;
    this.steps = steps;
  }

  add(record: PlaceRecord): void {
    this.#numbers += record.numbers;
    this.#above += record.above;
    this.#below += record.below;
    this.#atol = Math.max(this.#atol, record.atol);
    this.#share = Math.max(this.#share, record.share);
    this.#cannotByUlp ||= record.withoutUlp;
    this.#incurable ||= record.incurable;
    this.#special.nan += record.special.nan;
    this.#special.infinity += record.special.infinity;
    this.#special['zero-sign'] += record.special['zero-sign'];
    if (record.same > 0) this.#addFigures(0, 0, record.withoutUlp ? Number.NaN : 0, record.same);
    const { figures } = record;
    for (let i = 0; i < figures.length; i += figuresEach) {
      this.#addFigures(figures[i]!, figures[i + 1]!, figures[i + 2]!, figures[i + 3]!);
    }
  }

  #addFigures(abs: number, rel: number, ulp: number, weight: number): void {
    if (abs < Number.POSITIVE_INFINITY) this.#abs.add(abs, weight);
    if (rel < Number.POSITIVE_INFINITY) this.#rel.add(rel, weight);
    else {
      this.#cannotByRtol = true;
      this.#absAtZero = Math.max(this.#absAtZero, abs);
    }
    if (Number.isNaN(ulp)) return;
    this.#ulp.add(ulp, weight);
    this.#ulps.add(ulp, weight);
  }

  dump(): PlaceTallyDump {
    return {
      ...{ path: this.path, numbers: this.#numbers, above: this.#above, below: this.#below },
      ...{ abs: this.#abs.dump(), rel: this.#rel.dump(), ulp: this.#ulp.dump(), ulps: this.#ulps.dump() },
      ...{ atol: this.#atol, share: this.#share, absAtZero: this.#absAtZero, special: { ...this.#special } },
      ...{ cannotByRtol: this.#cannotByRtol, cannotByUlp: this.#cannotByUlp, incurable: this.#incurable },
    };
  }

  /** Adds all that the tally of another part of the cases held. */
  absorb(dump: PlaceTallyDump): void {
    this.#abs.absorb(dump.abs);
    this.#rel.absorb(dump.rel);
    this.#ulp.absorb(dump.ulp);
    this.#ulps.absorb(dump.ulps);
    this.#numbers += dump.numbers;
    this.#above += dump.above;
    this.#below += dump.below;
    this.#atol = Math.max(this.#atol, dump.atol);
    this.#share = Math.max(this.#share, dump.share);
    this.#absAtZero = Math.max(this.#absAtZero, dump.absAtZero);
    this.#cannotByRtol ||= dump.cannotByRtol;
    this.#cannotByUlp ||= dump.cannotByUlp;
    this.#incurable ||= dump.incurable;
    for (const kind of ['nan', 'infinity', 'zero-sign'] as const) this.#special[kind] += dump.special[kind];
  }

  get numbers(): number {
    return this.#numbers;
  }

  /** Numbers that differ at all. */
  get differing(): number {
    return this.#above + this.#below;
  }

  /** Largest share of what the policy allowed: 0.01 says that it allowed a hundred times what was needed. */
  get maxShare(): number {
    return this.#share;
  }

  /** Something here agrees under no tolerance. */
  get incurable(): boolean {
    return this.#incurable;
  }

  /** Largest abs where legacy is 0, which only an `atol` can cover. */
  get absAtZero(): number {
    return this.#absAtZero;
  }

  /** The smallest `rtol`, rounded up, that covers every number but those beside a legacy of 0. */
  get rtol(): number {
    return roundedUp(this.#rel.max ?? 0);
  }

  summary(): PlaceSummary {
    return {
      path: this.path,
      numbers: this.#numbers,
      abs: spreadOf(this.#abs),
      rel: spreadOf(this.#rel),
      ulp: spreadOf(this.#ulp, true),
      ulpHistogram: this.#ulps.bins(),
      bias: { above: this.#above, below: this.#below, p: signTest(this.#above, this.#below) },
      special: { ...this.#special },
      wouldPass: this.wouldPass(),
    };
  }

  /** Each alone would let every number here agree; null where none would. */
  wouldPass(): WouldPass | null {
    if (this.#incurable) return null;
    const ulp = this.#ulp.max ?? 0;
    const pass = {
      rtol: this.#cannotByRtol || !Number.isFinite(this.rtol) ? null : this.rtol,
      atol: this.#atol < Number.POSITIVE_INFINITY ? this.#atol : null,
      ulp: this.#cannotByUlp || ulp > Number.MAX_SAFE_INTEGER ? null : ulp,
    };
    return pass.rtol === null && pass.atol === null && pass.ulp === null ? null : pass;
  }
}

/**
 * `rel` is the quotient of a difference, each rounded by at most half a unit in the last place. Three units more, and its
 * product with |legacy| is no smaller than the difference, whatever it is rounded to.
 */
function roundedUp(rel: number): number {
  return rel === 0 ? 0 : nextAbove(nextAbove(nextAbove(rel)));
}

function spreadOf(histogram: LogHistogram, whole = false): Spread {
  return {
    max: histogram.max,
    p50: histogram.quantile(0.5, whole),
    p90: histogram.quantile(0.9, whole),
    p99: histogram.quantile(0.99, whole),
  };
}
