import { LogHistogram } from '../base/log-histogram.ts';
import { signTest } from '../base/sign-test.ts';
import type { Step, WouldPass } from '../compare/difference.ts';
import { figuresEach, type PlaceLog, type PlaceRecord } from '../compare/place-log.ts';
import { nextAbove } from '../compare/ulp.ts';
import { ErrorMap } from './error-map.ts';
import type { PlaceSummary, Spread } from './place-summary.ts';
import { generalPath } from './signature.ts';
import { UlpHistogram } from './ulp-histogram.ts';

/** Places that are told apart; what comes after them is added up under one name. */
const maxPlaces = 256;
const otherPlaces = '(places beyond the first 256)';

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

/** Figures of one subject against one modern, place by place. */
export class Places {
  /** By the key of their records. */
  readonly #tallies = new Map<string, PlaceTally>();
  /** Error against magnitude, all places together. */
  readonly errorMap = new ErrorMap();

  add(log: PlaceLog): void {
    for (const record of log.records) {
      this.#at(record).add(record);
      const { figures } = record;
      for (let i = 0; i < figures.length; i += figuresEach) {
        this.errorMap.add(figures[i]!, figures[i + 1]!, figures[i + 3]!);
      }
    }
  }

  /** In the order of their paths. */
  get tallies(): PlaceTally[] {
    return [...this.#tallies.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #at({ steps, key }: PlaceRecord): PlaceTally {
    const known = this.#tallies.get(key);
    if (known !== undefined) return known;
    if (this.#tallies.size >= maxPlaces) {
      const others = this.#tallies.get(otherPlaces) ?? new PlaceTally(otherPlaces, []);
      this.#tallies.set(otherPlaces, others);
      return others;
    }
    const tally = new PlaceTally(generalPath(steps), steps);
    this.#tallies.set(key, tally);
    return tally;
  }
}
