import type { DriftClass, Step } from '../difference.ts';

/** One thing that is not identical in two answers. */
export interface OptimumDifference {
  readonly steps: readonly Step[];
  /** Where it stands in modern's answer, where groups changed places. */
  readonly modernSteps?: readonly Step[];
  readonly class: DriftClass;
  readonly beyond: boolean;
  readonly rule: string;
  readonly abs: number | null;
  readonly rel: number | null;
  readonly share: number | null;
}

/** What kind of drift it is, and by which test. */
export interface Told {
  readonly class: DriftClass;
  readonly why: string;
}

/** A difference of which the size is known. */
export function difference(
  steps: readonly Step[],
  { class: driftClass, why }: Told,
  beyond: boolean,
  bound: string,
  abs: number,
  rel: number,
  share: number,
): OptimumDifference {
  const rule = why === '' ? bound : `${why}; ${bound}`;
  return { steps, class: driftClass, beyond, rule, abs, rel, share: Number.isNaN(share) ? null : share };
}

/** Three digits. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
