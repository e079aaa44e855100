import { add, multiply, nearestNumber, order, type Rational, rationalOf } from './rational.ts';
import { nextAbove, nextBelow } from './ulp.ts';

/**
 * |re + im i| correctly rounded, for finite parts. `Math.hypot` may be off by an ulp and differs between engines, which
 * must not flip a verdict: its neighbours are tried until the exact square lies within half a step.
 */
export function modulus(re: number, im: number): number {
  let guess = Math.hypot(re, im);
  if (guess === 0 || guess === Number.POSITIVE_INFINITY) return guess;
  const square = squareOf(re, im);
  while (order(square, halfwaySquare(guess, nextAbove(guess))) > 0) guess = nextAbove(guess);
  while (order(square, halfwaySquare(nextBelow(guess), guess)) < 0) guess = nextBelow(guess);
  return guess;
}

/** The exact square of the number halfway between two neighbours; above the largest float the next step is as wide. */
function halfwaySquare(low: number, high: number): Rational {
  const top = high === Number.POSITIVE_INFINITY ? { num: 1n << 1024n, den: 1n } : rationalOf(high);
  const middle = multiply(add(rationalOf(low), top), { num: 1n, den: 2n });
  return multiply(middle, middle);
}

/** re^2 + im^2, exactly. */
export function squareOf(re: number, im: number): Rational {
  return sumOfSquares(rationalOf(re), rationalOf(im));
}

export function sumOfSquares(re: Rational, im: Rational): Rational {
  return add(multiply(re, re), multiply(im, im));
}

/**
 * sqrt(apart) <= atol + rtol * sqrt(scale), exactly: both sides are squared until no root is left.
 */
export function rootWithin(apart: Rational, scale: Rational, rtol: Rational, atol: Rational): boolean {
  const fixed = add(multiply(atol, atol), multiply(multiply(rtol, rtol), scale));
  const rest = add(apart, { num: -fixed.num, den: fixed.den });
  if (rest.num <= 0n) return true;
  const cross = multiply(multiply(atol, atol), multiply(multiply(rtol, rtol), scale));
  return order(multiply(rest, rest), multiply({ num: 4n, den: 1n }, cross)) <= 0;
}

/** The square root of a rational as a float, for reports: right to a few ulp. */
export function roughRoot(square: Rational): number {
  if (square.num === 0n) return 0;
  // Scaled by an even power of two into the middle of the range, where neither the square nor the root overflows.
  const direct = nearestNumber(square);
  if (direct > 1e-290 && direct < 1e290) return Math.sqrt(direct);
  const down = direct >= 1e290;
  const scaled = down ? { num: square.num, den: square.den << 1200n } : { num: square.num << 1200n, den: square.den };
  return Math.sqrt(nearestNumber(scaled)) * (down ? 2 ** 600 : 2 ** -600);
}
