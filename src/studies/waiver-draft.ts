import type { Comparison, Difference, DriftClass } from '../compare/difference.ts';
import { pathPointer } from '../compare/path.ts';
import type { Waiver, WaiverCondition } from '../suite/waiver.ts';
import { roundUpToOneDigit } from './round-up.ts';

/** One kind of drift of a case: its class, its place without indices, and how large it was. */
export interface DriftKind {
  readonly class: DriftClass;
  /** A pattern: `/value/*`. */
  readonly path: string;
  /** Largest of the kind; null when one of them has no such size, or none that is finite. */
  readonly abs: number | null;
  readonly rel: number | null;
  readonly ulp: bigint | null;
}

/** The kinds of drift beyond policy in a case, the worst first. */
export function driftKinds({ differences }: Comparison): DriftKind[] {
  const kinds = new Map<string, DriftKind>();
  for (const difference of differences) {
    if (!difference.beyond) continue;
    const { abs, rel, ulp } = difference;
    const one = { class: difference.class, path: patternOf(difference), abs: finite(abs), rel: finite(rel), ulp };
    const key = `${one.class} ${one.path}`;
    const known = kinds.get(key);
    kinds.set(key, known === undefined ? one : { ...known, ...largerOf(known, one) });
  }
  return [...kinds.values()];
}

const finite = (size: number | null) => (size !== null && Number.isFinite(size) ? size : null);

function largerOf(a: DriftKind, b: DriftKind): Pick<DriftKind, 'abs' | 'rel' | 'ulp'> {
  const larger = <T extends number | bigint>(x: T | null, y: T | null) =>
    x === null || y === null ? null : x > y ? x : y;
  return { abs: larger(a.abs, b.abs), rel: larger(a.rel, b.rel), ulp: larger(a.ulp, b.ulp) };
}

function patternOf({ path }: Difference): string {
  return path.map((step) => (typeof step === 'number' ? '/*' : pathPointer([step]))).join('');
}

/** The bound of a kind of drift: what was measured times the factor, rounded up to one digit; null when it has no size. */
export function measuredBound(
  { abs, rel, ulp }: DriftKind,
  factor: number,
  inUlp: boolean,
): NonNullable<Waiver['bound']> | null {
  if (inUlp && ulp !== null) return { ulp: Math.ceil(roundUpToOneDigit(Number(ulp) * factor)) };
  if (rel !== null && rel > 0) return { rel: roundUp(rel * factor) };
  return abs !== null && abs > 0 ? { abs: roundUp(abs * factor) } : null;
}

/** Sizes near the end of the range stay what a float holds. */
const roundUp = (size: number) => (size > 1e308 ? Number.MAX_VALUE : roundUpToOneDigit(size));

/** Everything that was seen at the drift: a label where the case has one, and the errors both sides raised. */
export function conditionOf(
  label: string | null,
  legacyError: string | null,
  modernError: string | null,
): WaiverCondition {
  return {
    ...(label === null ? {} : { label }),
    ...(legacyError === null ? {} : { legacyError }),
    ...(modernError === null ? {} : { modernError }),
  };
}
