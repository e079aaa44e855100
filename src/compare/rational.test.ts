import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, bitLength, divide, multiply, nearestNumber, order, rationalOf } from './rational.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('rationalOf', () => {
  it('holds a float exactly, so that it comes back', () => {
    fc.assert(
      fc.property(finite, (x) => nearestNumber(rationalOf(x)) === x),
      { numRuns: 1000 },
    );
  });
});

describe('nearestNumber', () => {
  it('rounds sums, products and quotients as the processor does', () => {
    fc.assert(
      fc.property(finite, finite, (x, y) => {
        const [a, b] = [rationalOf(x), rationalOf(y)];
        // By ===, since fractions have no negative zero.
        const quotient = y === 0 || nearestNumber(divide(a, b)) === x / y;
        return nearestNumber(add(a, b)) === x + y && nearestNumber(multiply(a, b)) === x * y && quotient;
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['overflow', { num: 1n << 1024n, den: 1n }, Number.POSITIVE_INFINITY],
    ['the largest float', { num: (1n << 1024n) - (1n << 971n), den: 1n }, Number.MAX_VALUE],
    ['halfway to overflow, which rounds up', { num: (1n << 1024n) - (1n << 970n), den: 1n }, Number.POSITIVE_INFINITY],
    ['half the smallest subnormal, a tie to even', { num: 1n, den: 1n << 1075n }, 0],
    ['a little more than that', { num: 3n, den: 1n << 1076n }, 5e-324],
    ['2^53 + 1, a tie to even', { num: 2n ** 53n + 1n, den: 1n }, 2 ** 53],
  ])('rounds %s', (_, value, wanted) => {
    expect(nearestNumber(value)).toBe(wanted);
    expect(nearestNumber({ ...value, num: -value.num })).toBe(wanted === 0 ? -0 : -wanted);
  });
});

describe('order', () => {
  it('orders as floats are ordered', () => {
    fc.assert(
      fc.property(
        finite,
        finite,
        (x, y) => Math.sign(order(rationalOf(x), rationalOf(y))) === Number(x > y) - Number(x < y),
      ),
    );
  });
});

describe('bitLength', () => {
  it('is the length in binary', () => {
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 2n ** 200n }), (n) => bitLength(n) === n.toString(2).length));
    expect(bitLength(0n)).toBe(0);
  });
});
