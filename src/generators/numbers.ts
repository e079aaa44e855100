import type { Arbitrary } from 'fast-check';
import type { Draw } from './draw.ts';
import { drawn } from './drawn.ts';
import { simplerIntegers, simplerNumbers } from './simpler.ts';

/**
 * Finite numbers where binary64 code goes wrong: both zeros, the ends of the subnormal and normal ranges, the neighbours
 * of 1, the end of exact integers, where squares and exponentials overflow and underflow, and multiples of pi/2.
 */
export const edgeNumbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  10,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2.225073858507201e-308, // the largest subnormal
  2.2250738585072014e-308, // the smallest normal number
  1 + Number.EPSILON,
  1 - Number.EPSILON / 2,
  Number.EPSILON,
  2 ** 31,
  2 ** 53,
  2 ** 53 - 1,
  2 ** 63,
  1e22, // the largest power of ten that binary64 holds exactly
  1e23,
  1.3407807929942597e154, // its square is the last before overflow
  1.4916681462400413e-154, // its square is the smallest normal number
  709.782712893384, // exp() of it is the last before overflow
  -745.1332191019412, // exp() of it is the last before zero
  Math.PI / 2,
  Math.PI,
  1e308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
];

const notFinite: readonly number[] = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Which numbers `binary64` gives. */
export interface Binary64Options {
  /** Allow NaN (default true). */
  readonly nan?: boolean;
  /** Allow the infinities (default true). */
  readonly infinity?: boolean;
}

/**
 * Any binary64 number, biased to edges: a quarter are edge numbers and their neighbours, a quarter ordinary magnitudes,
 * an eighth powers of two or ten, the rest any bit pattern. Shrinks to 0, 1, 2 and numbers with few digits.
 */
export function binary64(options: Binary64Options = {}): Arbitrary<number> {
  const { nan = true, infinity = true } = options;
  const accepts = (x: unknown): x is number =>
    typeof x === 'number' && (nan || !Number.isNaN(x)) && (infinity || Math.abs(x) !== Number.POSITIVE_INFINITY);
  const draw = (source: Draw, biased: boolean): number => {
    const x = biased ? drawEdge(source) : drawBinary64(source);
    return accepts(x) ? x : drawOrdinary(source);
  };
  return drawn({ draw, accepts, simpler: simplerNumbers });
}

/** Numbers as people write them: few digits, magnitudes from 1e-4 to 1e5, both signs, often whole. Shrinks as `binary64`. */
export function ordinaryNumbers(): Arbitrary<number> {
  const accepts = (x: unknown): x is number => typeof x === 'number' && Number.isFinite(x);
  return drawn({ draw: drawOrdinary, accepts, simpler: simplerNumbers });
}

/** Integers in [min, max] (default: what an int64 holds), half of them small, some at powers of two and at the ends. */
export function integers(options: { readonly min?: bigint; readonly max?: bigint } = {}): Arbitrary<bigint> {
  const { min = -(2n ** 63n), max = 2n ** 63n - 1n } = options;
  if (min > max) throw new RangeError(`Cannot draw integers as min must be <= max: min is ${min}, max is ${max}`);
  const accepts = (n: unknown): n is bigint => typeof n === 'bigint' && n >= min && n <= max;
  const draw = (source: Draw, biased: boolean): bigint => {
    const n = drawInteger(source, biased);
    if (accepts(n)) return n;
    const range = max - min + 1n;
    return min + (((n % range) + range) % range);
  };
  return drawn({ draw, accepts, simpler: (n) => simplerIntegers(n).filter(accepts) });
}

/** An edge number, or the number right above or below one, or one that is not finite. */
export function drawEdge(draw: Draw): number {
  if (draw.chance(0.1)) return draw.pick(notFinite);
  const edge = draw.pick(edgeNumbers);
  return draw.chance(0.8) ? edge : neighbour(edge, draw.chance(0.5));
}

/** A number as people write it. */
export function drawOrdinary(draw: Draw): number {
  const digits = draw.pick([1, 1, 2, 2, 3, 4, 16]);
  const magnitude = draw.chance(0.5) ? draw.between(0, 2) : draw.between(-4, 5);
  const size = Number((draw.real(1, 10) * 10 ** magnitude).toPrecision(digits));
  return draw.chance(0.3) ? -size : size;
}

function drawBinary64(draw: Draw): number {
  const kind = draw.unit();
  if (kind < 0.25) return drawEdge(draw);
  if (kind < 0.5) return drawOrdinary(draw);
  if (kind < 0.5625) return 2 ** draw.between(-1074, 1023);
  if (kind < 0.625) return Number(`1e${draw.between(-323, 308)}`);
  return fromWords(draw.word(), draw.word());
}

function drawInteger(draw: Draw, biased: boolean): bigint {
  const kind = draw.unit();
  if (biased || kind < 0.5) return BigInt(draw.between(-20, 100));
  if (kind < 0.75) return BigInt(draw.word());
  const power = 2n ** BigInt(draw.between(7, 64)) + BigInt(draw.between(-1, 1));
  return draw.chance(0.5) ? power : -power;
}

const words = new Int32Array(2);
const floats = new Float64Array(words.buffer);

function fromWords(low: number, high: number): number {
  words[0] = low;
  words[1] = high;
  const x = floats[0] as number;
  // One NaN only: payloads are a matter of bytes, and a JavaScript engine may change them at any move of the number.
  return Number.isNaN(x) ? Number.NaN : x;
}

function neighbour(x: number, up: boolean): number {
  if (x === 0) return up ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([x]).buffer);
  // Bit patterns of one sign are ordered as their magnitudes are.
  bits[0] = (bits[0] as bigint) + (up === x > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] as number;
}
