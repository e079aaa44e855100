import type { StatisticalRule } from './policy.ts';

/** Sums over errors of one kind. Infinite ones (relative errors at a legacy of 0) are counted and in no sum. */
export interface ErrorSums {
  infinite: number;
  sum: number;
  /** Of errors with their signs, modern minus legacy. */
  signed: number;
  squares: number;
  max: number;
}

/** What the numbers of any count of cases came to: of one size whatever their count, and to be added up. */
export interface StatisticalSample {
  /** Pairs of finite numbers, equal ones among them. */
  readonly count: number;
  readonly above: number;
  readonly below: number;
  readonly abs: Readonly<ErrorSums>;
  readonly rel: Readonly<ErrorSums>;
  /** For each bound of the list: how many errors are above what `quantile` or `beyond` names; else 0. */
  readonly beyond: readonly number[];
}

/** Adds up errors for a list of bounds. */
export class Sampler {
  readonly #rules: readonly StatisticalRule[];
  readonly #beyond: number[];
  readonly #abs = noErrors();
  readonly #rel = noErrors();
  #count = 0;
  #above = 0;
  #below = 0;

  constructor(rules: readonly StatisticalRule[]) {
    this.#rules = rules;
    this.#beyond = rules.map(() => 0);
  }

  /** One pair of finite numbers. */
  add(abs: number, rel: number, side: -1 | 0 | 1): void {
    this.#count++;
    if (abs === 0) return;
    if (side > 0) this.#above++;
    if (side < 0) this.#below++;
    addError(this.#abs, abs, side);
    addError(this.#rel, rel, side);
    for (const [index, rule] of this.#rules.entries()) {
      const error = rule.of === 'abs' ? abs : rel;
      if (error > thresholdOf(rule)) this.#beyond[index]!++;
    }
  }

  /** What other cases came to under the same bounds. */
  addSample(sample: StatisticalSample): void {
    this.#count += sample.count;
    this.#above += sample.above;
    this.#below += sample.below;
    addSums(this.#abs, sample.abs);
    addSums(this.#rel, sample.rel);
    for (const [index, count] of sample.beyond.entries()) this.#beyond[index]! += count;
  }

  sample(): StatisticalSample {
    return {
      count: this.#count,
      above: this.#above,
      below: this.#below,
      abs: { ...this.#abs },
      rel: { ...this.#rel },
      beyond: [...this.#beyond],
    };
  }
}

function thresholdOf({ measure, atMost, bound }: StatisticalRule): number {
  if (measure === 'quantile') return atMost;
  return measure === 'beyond' ? bound! : Number.POSITIVE_INFINITY;
}

function noErrors(): ErrorSums {
  return { infinite: 0, sum: 0, signed: 0, squares: 0, max: 0 };
}

function addError(sums: ErrorSums, error: number, side: number): void {
  if (error === Number.POSITIVE_INFINITY) {
    sums.infinite++;
    return;
  }
  sums.sum += error;
  sums.signed += side * error;
  sums.squares += error * error;
  if (error > sums.max) sums.max = error;
}

function addSums(sums: ErrorSums, more: Readonly<ErrorSums>): void {
  sums.infinite += more.infinite;
  sums.sum += more.sum;
  sums.signed += more.signed;
  sums.squares += more.squares;
  if (more.max > sums.max) sums.max = more.max;
}

/** A sample as it was before it was written as JSON, which holds infinite sums as text. */
export function revivedSample(sample: StatisticalSample | null): StatisticalSample | null {
  if (sample === null) return null;
  return { ...sample, abs: revivedSums(sample.abs), rel: revivedSums(sample.rel) };
}

function revivedSums({ infinite, sum, signed, squares, max }: ErrorSums): ErrorSums {
  return { infinite, sum: Number(sum), signed: Number(signed), squares: Number(squares), max: Number(max) };
}
