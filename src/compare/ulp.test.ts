import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bfloat16FromBits, float16FromBits } from '../value/float-bits.ts';
import { ndarray, numericArray } from '../value/ndarray.ts';
import { compareValues } from './compare.ts';
import { nextAbove, nextBelow, ulpDistance } from './ulp.ts';

describe('ulpDistance', () => {
  it('counts the steps to the next representable float64', () => {
    const start = fc.double({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1e308 });
    fc.assert(
      fc.property(start, fc.nat(50), (x, steps) => {
        let y = x;
        for (let i = 0; i < steps; i++) y = nextAbove(y);
        expect(ulpDistance(x, y, 'f8')).toBe(BigInt(steps));
        expect(ulpDistance(-x, -y, 'f8')).toBe(BigInt(steps));
      }),
    );
  });

  it.each([
    ['f2', float16FromBits],
    ['bfloat16', bfloat16FromBits],
  ] as const)('counts bit patterns of %s, subnormals included', (format, fromBits) => {
    const bits = fc.nat(format === 'f2' ? 0x7bff : 0x7f7f);
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        expect(ulpDistance(fromBits(a), fromBits(b), format)).toBe(BigInt(Math.abs(a - b)));
        expect(ulpDistance(-fromBits(a), fromBits(b), format)).toBe(BigInt(a + b));
      }),
    );
  });

  it.each([
    ['zeros of both signs', -0, 0, 'f8', 0n],
    ['the smallest subnormals of both signs', 5e-324, -5e-324, 'f8', 2n],
    ['the ends of the range', Number.MAX_VALUE, -Number.MAX_VALUE, 'f8', 18437736874454810622n],
    ['an infinity and itself', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 'f8', 0n],
    ['an infinity and its neighbour', Number.POSITIVE_INFINITY, Number.MAX_VALUE, 'f8', null],
    ['NaN', Number.NaN, 1, 'f8', null],
    ['float32 neighbours of 1', 1, 1 + 2 ** -23, 'f4', 1n],
    ['the smallest normal and the largest subnormal', 2 ** -1022, 2 ** -1022 - 2 ** -1074, 'f8', 1n],
    ['a power of two from above and below', 2, 2 - 2 ** -52, 'f8', 1n],
    ['zero and the smallest subnormal', -0, 5e-324, 'f8', 1n],
    ['zero and 1', 0, 1, 'f8', 0x3ff0000000000000n],
    ['float16 neighbours of 1', 1, 1 + 2 ** -10, 'f2', 1n],
    ['float16 subnormals', 2 ** -24, 2 ** -14, 'f2', 1023n],
    ['the largest float16 and its neighbour', 65504, 65472, 'f2', 1n],
    ['bfloat16 neighbours of 1', 1, 1 + 2 ** -7, 'bfloat16', 1n],
    ['bfloat16 subnormals', 2 ** -133, -(2 ** -133), 'bfloat16', 2n],
    ['the smallest normal float32 and zero', 2 ** -126, 0, 'f4', 0x800000n],
    ['float32 across zero', 2 ** -149, -(2 ** -149), 'f4', 2n],
  ] as const)('measures %s', (_, a, b, format, wanted) => {
    expect(ulpDistance(a, b, format)).toBe(wanted);
    expect(ulpDistance(b, a, format)).toBe(wanted);
  });
});

describe('nextBelow', () => {
  it('undoes nextAbove', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1e308, noNaN: true }), (x) => nextBelow(nextAbove(x)) === x));
  });
});

describe('mode ulp', () => {
  const words = (dtype: string, ...bits: number[]) =>
    ndarray(dtype, [bits.length], new Uint8Array(Uint16Array.from(bits).buffer));
  const complex = (dtype: '<c8' | '<c16', ...parts: number[]) => {
    const typed = dtype === '<c8' ? Float32Array.from(parts) : Float64Array.from(parts);
    return ndarray(dtype, [parts.length / 2], new Uint8Array(typed.buffer));
  };
  const one32 = 1 + 2 ** -23;
  it.each([
    ['float16', words('<f2', 0x3c00, 0x0001), words('<f2', 0x3c02, 0x8001), 2n],
    ['bfloat16', words('bfloat16', 0x3f80, 0x0001), words('bfloat16', 0x3f83, 0x0000), 3n],
    ['float32', numericArray(Float32Array.of(1)), numericArray(Float32Array.of(one32)), 1n],
    ['float64', numericArray(Float64Array.of(1)), numericArray(Float64Array.of(one32)), 2n ** 29n],
    ['complex64, the part further apart', complex('<c8', 1, 1), complex('<c8', one32, 1 - 2 ** -23), 2n],
    ['complex128', complex('<c16', 1, 0), complex('<c16', 1, 5e-324), 1n],
  ])('counts in %s', (_, legacy, modern, steps) => {
    const under = (ulp: number) => compareValues(legacy, modern, { mode: 'ulp', ulp });
    expect(under(0).maxUlp).toBe(steps);
    expect([under(Number(steps)).verdict, under(Number(steps) - 1).verdict]).toEqual(['agree', 'differ']);
  });

  it('takes zeros of both signs for the same unless signedZero', () => {
    const [l, m] = [words('<f2', 0x0000), words('<f2', 0x8000)];
    expect(compareValues(l, m, { mode: 'ulp' }).verdict).toBe('agree');
    expect(compareValues(l, m, { mode: 'ulp', ulp: 9, signedZero: true }).verdict).toBe('differ');
  });

  it('never bridges an infinity and its neighbour', () => {
    expect(compareValues(words('<f2', 0x7bff), words('<f2', 0x7c00), { mode: 'ulp', ulp: 9 }).verdict).toBe('differ');
  });
});
