import { elementCount, parseDType } from '../../value/dtype.ts';
import { elementAt } from '../../value/ndarray.ts';
import type { Value } from '../../value/value.ts';
import type { Proof } from './number-proof.ts';
import { type Quantity, quantityOf } from './quantity.ts';
import type { PlaceRules } from './rules-at.ts';
import { childrenOf } from './sites.ts';

const mostNumbers = 100_000;
/** Sums in doubles are trusted this far from the limit. */
const margin = 1e-6;

/** Whether two arrays or sequences of numbers agree by their norm; sure only where every number is finite and real. */
export function proveNorm(legacy: Value, modern: Value, rules: PlaceRules): Proof {
  const [left, right] = [numbersOf(legacy), numbersOf(modern)];
  if (left === null || right === null || left.length !== right.length) return 'unknown';
  const errors = left.map((l, i) => Math.abs(right[i]! - l));
  if (errors.some(Number.isNaN)) return left.every(Number.isFinite) ? 'beyond' : 'unknown';
  const error = normOf(errors, rules.norm);
  const bound = rules.atol + rules.rtol * normOf(left, rules.norm);
  if (!Number.isFinite(bound)) return 'unknown';
  if (error === 0 || error < bound * (1 - margin)) return 'within';
  return error > bound * (1 + margin) ? 'beyond' : 'unknown';
}

/** The norm of real numbers. */
export function normOf(numbers: readonly number[], norm: PlaceRules['norm']): number {
  const sizes = numbers.map(Math.abs);
  if (norm === 'max') return sizes.reduce((a, b) => Math.max(a, b), 0);
  return norm === 'l1' ? sizes.reduce((a, b) => a + b, 0) : Math.sqrt(sizes.reduce((a, b) => a + b * b, 0));
}

/** The numbers of a container as doubles; null when one is not real, or there are too many. */
export function numbersOf(value: Value): number[] | null {
  const quantities = quantitiesOf(value);
  if (quantities === null) return null;
  const numbers = quantities.map((one) =>
    one?.form === 'float' ? one.value : one?.form === 'integer' ? Number(one.value) : null,
  );
  return numbers.every((one) => one !== null) ? numbers : null;
}

function quantitiesOf(value: Value): (Quantity | null)[] | null {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'ndarray') {
    const type = parseDType(value.dtype);
    const count = elementCount(value.shape);
    if (type.kind === 'object' || type.kind === 'struct' || count > mostNumbers) return null;
    return Array.from({ length: count }, (_, flat) => quantityOf(elementAt(value, flat), type));
  }
  const parts = childrenOf(value);
  return parts.length === 0 || parts.length > mostNumbers ? null : parts.map(([, part]) => quantityOf(part));
}
