import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modulus, rootWithin, roughRoot, squareOf } from './modulus.ts';
import { add, multiply, order, rationalOf } from './rational.ts';
import { nextAbove, nextBelow } from './ulp.ts';

const part = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e150, max: 1e150 });

describe('modulus', () => {
  it('has no neighbour that is nearer to the true root', () => {
    fc.assert(
      fc.property(part, part, (re, im) => {
        const found = modulus(re, im);
        const square = squareOf(re, im);
        expect(order(square, middleSquare(found, nextAbove(found)))).toBeLessThanOrEqual(0);
        if (found > 0) expect(order(square, middleSquare(nextBelow(found), found))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([
    [3, 4, 5],
    [-5, 12, 13],
    [0, -2, 2],
    [0, 5e-324, 5e-324],
    [1.5e308, 1.5e308, Number.POSITIVE_INFINITY],
  ])('of %d and %d is %d', (re, im, wanted) => {
    expect(modulus(re, im)).toBe(wanted);
  });
});

describe('rootWithin', () => {
  it('takes roots into account that squaring would lose', () => {
    const [one, three] = [rationalOf(1), rationalOf(3)];
    // sqrt(9) <= 1 + 1 * sqrt(4), with equality
    expect(rootWithin(rationalOf(9), rationalOf(4), one, one)).toBe(true);
    expect(rootWithin(add(rationalOf(9), { num: 1n, den: 10n ** 30n }), rationalOf(4), one, one)).toBe(false);
    expect(rootWithin(rationalOf(8), rationalOf(0), one, three)).toBe(true);
    expect(rootWithin(rationalOf(10), rationalOf(0), one, three)).toBe(false);
  });
});

describe('roughRoot', () => {
  it('takes roots far outside the range of floats', () => {
    expect(roughRoot({ num: 1n << 2000n, den: 1n })).toBe(2 ** 1000);
    expect(roughRoot({ num: 1n, den: 1n << 2000n })).toBe(2 ** -1000);
    expect(roughRoot(rationalOf(2))).toBe(Math.SQRT2);
  });
});

function middleSquare(a: number, b: number) {
  const middle = multiply(add(rationalOf(a), rationalOf(b)), { num: 1n, den: 2n });
  return multiply(middle, middle);
}
