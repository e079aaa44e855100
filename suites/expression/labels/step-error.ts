import { isInteger, type Kind, limits, roundoff } from './kinds.ts';
import { operatorSteps, type Step } from './reference.ts';

/** Operands and how far the sides may be apart in each. */
export interface Operands {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** Legacy 2 units in the last place and modern 2, of a libm call: 8 half units. */
const libmHalfUnits = 8;
/** Half a unit on each side of an operation that is rounded once. */
const operationHalfUnits = 2;
/** Steps to the border of a domain: after 60 halvings nothing is left of a binary64 distance. */
const shortestShare = 2 ** -60;

const quotient = operatorSteps.get('/') as Step;

/** How far a step's result moves when its operands move as far as the sides may be apart. Notes jumps, poles and borders. */
export function movedBy(step: Step, value: number, { x, y, dx, dy }: Operands, notes: Set<string>): number {
  if (dx === 0 && dy === 0) return 0;
  if (dx === Number.POSITIVE_INFINITY || dy === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  let furthest = 0;
  for (const signX of [1, -1]) {
    for (const signY of [1, -1]) {
      const moved = (share: number): number => step.apply(x + signX * share * dx, y + signY * share * dy);
      furthest = Math.max(furthest, reached(moved, value, notes));
    }
  }
  if (step.rounding === 'jumps' && furthest > 2 * (dx + dy)) notes.add('discontinuity');
  if (step === quotient && dy >= Math.abs(y)) {
    notes.add('overflow-edge');
    return Number.POSITIVE_INFINITY;
  }
  return Math.max(furthest, step.reach?.(x, y, dx, dy) ?? 0);
}

/**
 * The distance of the value at the far end. Where that lies beyond a pole or outside of the domain, the way there is
 * halved until it does not; the border is then at most as far again.
 */
function reached(moved: (share: number) => number, value: number, notes: Set<string>): number {
  for (let share = 1; share > shortestShare; share /= 2) {
    const there = moved(share);
    if (Number.isFinite(there) && Number.isFinite(value)) return (share < 1 ? 2 : 1) * Math.abs(there - value);
    if (there === value) return 0;
    if (Number.isNaN(there) && Number.isNaN(value)) continue;
    notes.add(Number.isNaN(there) === Number.isNaN(value) ? 'overflow-edge' : 'domain-edge');
    if (Number.isFinite(there)) return Number.POSITIVE_INFINITY;
  }
  return 0;
}

/** What a step's own rounding may add; `moved` says that the operands may differ, so that equal bits are not certain. */
export function roundedBy(step: Step, kind: Kind, value: number, moved: boolean, notes: Set<string>): number {
  if (!Number.isFinite(value) || isInteger(kind) || (step.rounding !== 'libm' && !moved)) return 0;
  const halfUnits = step.rounding === 'libm' ? libmHalfUnits : operationHalfUnits;
  const { most, least } = limits(kind);
  const size = Math.abs(value);
  if (step.rounding === 'libm') {
    if (kind === 'float32' || kind === 'float16') notes.add(`precision:${kind}`);
    if (size > most * (1 - halfUnits * roundoff(kind))) notes.add('overflow-edge');
  }
  // Below the normal numbers the distance of neighbours stays what it is at the smallest normal one.
  if (size < least && size > 0) notes.add('underflow-edge');
  return halfUnits * roundoff(kind) * Math.max(size, size === 0 ? 0 : least);
}

/** What legacy's integers or narrower type differ by from the float that a modern side computes in. */
export function keptBy(kind: Kind, value: number): number {
  if (!isInteger(kind)) return 2 * roundoff(kind) * Math.max(Math.abs(value), limits(kind).least);
  return Number.isSafeInteger(value) ? 0 : 2 ** -52 * Math.abs(value);
}
