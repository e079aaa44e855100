import { compareValues } from '../../compare/compare.ts';
import { nextAbove, nextBelow } from '../../compare/ulp.ts';
import type { SubjectProperties } from '../../suite/properties.ts';
import { elementCount, parseDType } from '../../value/dtype.ts';
import { readElement } from '../../value/element.ts';
import { elementAt } from '../../value/ndarray.ts';
import type { Value } from '../../value/value.ts';
import {
  argumentOf,
  held,
  type PropertyState,
  type Returning,
  skipped,
  violated,
  withArgument,
} from './property-check.ts';

type Monotone = NonNullable<SubjectProperties['monotone']>;

/** A number, exactly: JavaScript compares a bigint and a number by their values. */
type Real = number | bigint;

/**
 * A larger argument has no smaller answer. Of an array, every element is held against the next larger one; of a number,
 * the answer against those for arguments that are a little, and much, larger. NaN, and what is no number, shows nothing.
 */
export async function checkMonotone(rules: Monotone, { input, answer, ask }: Returning): Promise<PropertyState> {
  const given = argumentOf(input, rules.argument);
  if (given === undefined) return skipped;
  const [xs, ys] = [realsOf(given), realsOf(answer)];
  if (xs !== null) return ys === null || xs.length !== ys.length ? skipped : inOrder(xs, ys, rules);
  const [x, y] = [realOf(given), realOf(answer)];
  if (x === null || y === null) return skipped;
  let state: PropertyState = skipped;
  for (const larger of largerThan(x)) {
    const outcome = await ask(withArgument(input, rules.argument, larger));
    // Beyond its domain it may raise: that is no answer that could be too small.
    const other = outcome.kind === 'returned' ? realOf(outcome.value) : null;
    if (other === null) continue;
    const verdict = inOrder([x, larger], [y, other], rules);
    if (verdict.state === 'violated') return verdict;
    if (verdict.state === 'held') state = held;
  }
  return state;
}

function inOrder(xs: readonly Real[], ys: readonly Real[], rules: Monotone): PropertyState {
  const { direction = 'increasing', strict = false } = rules;
  const pairs = xs.flatMap((x, i) => (isNan(x) || isNan(ys[i]!) ? [] : [[x, ys[i]!] as const]));
  pairs.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  let state: PropertyState = skipped;
  for (const [i, [x, y]] of pairs.entries()) {
    const before = pairs[i - 1];
    if (before === undefined || before[0] === x) continue;
    const [low, high] = direction === 'increasing' ? [before[1], y] : [y, before[1]];
    const isRight = low < high || (low === high && !strict) || (!strict && agree(before[1], y, rules));
    if (!isRight) {
      const words = `f(${before[0]}) is ${before[1]}, f(${x}) is ${y}`;
      return violated(`${words}: it must be ${strict ? 'strictly ' : ''}${direction}`);
    }
    state = held;
  }
  return state;
}

const isNan = (x: Real) => typeof x === 'number' && Number.isNaN(x);
const agree = (a: Real, b: Real, { policy }: Monotone) => compareValues(a, b, policy ?? {}).verdict === 'agree';

/** The next number, one a thousandth further on, and one twice as far from where it began. */
function largerThan(x: Real): Real[] {
  if (typeof x === 'bigint') return [x + 1n, x + (x < 0n ? -x : x) / 2n + 10n];
  if (!Number.isFinite(x)) return [];
  const next = x >= 0 ? nextAbove(x + 0) : -nextBelow(-x);
  return [next, x + Math.abs(x) * 1e-3 + Number.MIN_VALUE, x + Math.abs(x) + 1].filter(
    (one) => Number.isFinite(one) && one > x,
  );
}

function realOf(value: Value): Real | null {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'scalar') return null;
  const { data, dtype } = value;
  const element = readElement(parseDType(dtype), new DataView(data.buffer, data.byteOffset, data.byteLength), 0);
  return typeof element === 'number' || typeof element === 'bigint' ? element : null;
}

/** The numbers of a list, a tuple or an array, in their order; null for everything else. */
function realsOf(value: Value): Real[] | null {
  const parts = partsOf(value);
  const reals = parts?.map(realOf) ?? [null];
  return reals.every((one) => one !== null) ? reals : null;
}

function partsOf(value: Value): readonly Value[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return null;
  if (value.kind === 'tuple') return value.items;
  if (value.kind !== 'ndarray') return null;
  return Array.from({ length: elementCount(value.shape) }, (_, flat) => elementAt(value, flat));
}
