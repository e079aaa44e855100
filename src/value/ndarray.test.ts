import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDType, elementCount, parseDType } from './dtype.ts';
import { bfloat16Bits, bfloat16FromBits, float16Bits, float16FromBits } from './float-bits.ts';
import {
  elementAt,
  float64Array,
  indicesOf,
  memoryIndex,
  ndarray,
  numericArray,
  objectArray,
  typedElements,
} from './ndarray.ts';

describe('parseDType', () => {
  it.each([
    ['<f8', 'float', 8, 'float64'],
    ['>f4', 'float', 4, '>float32'],
    ['<f16', 'extended', 16, 'float128'],
    ['<c32', 'extended', 32, 'complex256'],
    ['|b1', 'bool', 1, 'bool'],
    ['<U5', 'text', 20, 'str5'],
    ['|S0', 'bytes', 0, 'bytes0'],
    ['<M8[25s]', 'datetime', 8, 'datetime64[25s]'],
    ['<m8', 'timedelta', 8, 'timedelta64'],
    ['bfloat16', 'bfloat16', 2, 'bfloat16'],
    ['|O', 'object', 0, 'object'],
  ])('reads %s', (spec, kind, itemSize, name) => {
    expect(parseDType(spec)).toMatchObject({ kind, itemSize, spec });
    expect(describeDType(spec)).toBe(name);
  });

  it('packs the fields of a structured type', () => {
    const spec: [string, string, number[]?][] = [
      ['id', '|u1'],
      ['m', '<i2', [2, 2]],
      ['x', '<f8'],
    ];
    expect(parseDType(spec as never).fields?.map((field) => [field.offset, field.count])).toEqual([
      [0, 1],
      [1, 4],
      [9, 1],
    ]);
    expect(parseDType(spec as never).itemSize).toBe(17);
  });

  it.each([
    '',
    'f8x',
    '<f3',
    '<i16',
    '<f',
    '<M8[min]',
    '<M4',
    'float64',
    '__proto__',
    'constructor',
    '|S9999999999',
    '<U999999999',
  ])('refuses %j', (spec) => {
    expect(() => parseDType(spec)).toThrow(RangeError);
  });

  it('refuses a type nested too deeply', () => {
    let spec: unknown = '<f8';
    for (let i = 0; i < 100; i++) spec = [['x', spec]];
    expect(() => parseDType(spec as never)).toThrow('nested too deeply');
  });
});

describe('elementAt', () => {
  it('counts in logical order whatever the memory order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }), (shape) => {
        const count = elementCount(shape);
        const places = Array.from({ length: count }, (_, i) => memoryIndex({ shape, order: 'F' }, i));
        expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
        places.forEach((place, i) => {
          const indices = indicesOf(shape, i);
          let stride = 1;
          let wanted = 0;
          for (const [axis, size] of shape.entries()) {
            wanted += indices[axis]! * stride;
            stride *= size;
          }
          expect(place).toBe(wanted);
        });
      }),
    );
  });

  it('reads elements of both byte orders', () => {
    const data = Uint8Array.of(0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0);
    expect(elementAt(ndarray('>f4', [2], data), 1)).toBe(-2);
    expect(elementAt(ndarray('>u2', [4], data), 0)).toBe(0x3f80n);
    expect(elementAt(ndarray('|S4', [2], data), 1)).toEqual({ kind: 'bytes', data: Uint8Array.of(0xc0) });
    expect(elementAt(objectArray(['a', 1n]), 1)).toBe(1n);
  });

  it('keeps the payload of a NaN', () => {
    const data = Uint8Array.of(1, 0, 0, 0, 0, 0, 0xf8, 0x7f);
    expect(elementAt(ndarray('<f8', [1], data), 0)).toEqual({ kind: 'nan', bits: 0x7ff8000000000001n });
  });

  it('refuses an index outside the array, and a buffer of another size', () => {
    expect(() => elementAt(float64Array([1, 2]), 2)).toThrow(RangeError);
    expect(() => ndarray('<f8', [2], new Uint8Array(15))).toThrow('needs 16 bytes');
  });
});

describe('typedElements', () => {
  it('views an aligned buffer, and copies one that is not', () => {
    const bytes = new Uint8Array(24);
    expect(typedElements(ndarray('<f8', [2], bytes.subarray(8)))?.buffer).toBe(bytes.buffer);
    expect(typedElements(ndarray('<f8', [2], bytes.subarray(1, 17)))?.buffer).not.toBe(bytes.buffer);
  });

  it('turns big-endian elements round without touching the array', () => {
    const data = Uint8Array.of(0, 1, 2, 3);
    expect(typedElements(ndarray('>i2', [2], data))).toEqual(Int16Array.of(1, 0x203));
    expect(data).toEqual(Uint8Array.of(0, 1, 2, 3));
  });

  it('is the inverse of numericArray', () => {
    for (const values of [Float64Array.of(1, -0), BigUint64Array.of(2n ** 64n - 1n), Int8Array.of(-1)]) {
      expect(typedElements(numericArray(values))).toEqual(values);
    }
    expect(typedElements(ndarray('|b1', [1], Uint8Array.of(1)))).toBeNull();
  });
});

describe('small floats', () => {
  it('survive as bits, all 65536 of them', () => {
    for (let bits = 0; bits < 65536; bits++) {
      const half = float16FromBits(bits);
      expect(float16Bits(half), `float16 ${bits}`).toBe(Number.isNaN(half) ? 0x7e00 : bits);
      const brain = bfloat16FromBits(bits);
      expect(bfloat16Bits(brain), `bfloat16 ${bits}`).toBe(Number.isNaN(brain) ? 0x7fc0 : bits);
    }
  });

  it('are the nearest ones, ties to even', () => {
    const nearest = (toBits: (x: number) => number, fromBits: (bits: number) => number, x: number): void => {
      const bits = toBits(x);
      const error = Math.abs(fromBits(bits) - x);
      for (const other of [bits - 1, bits + 1]) {
        const distance = Math.abs(fromBits(other & 0xffff) - x);
        expect(error < distance || (error === distance && bits % 2 === 0) || Number.isNaN(distance)).toBe(true);
      }
    };
    fc.assert(
      fc.property(fc.double({ min: 2 ** -24, max: 65504, noNaN: true }), (x) =>
        nearest(float16Bits, float16FromBits, x),
      ),
    );
    fc.assert(
      fc.property(fc.double({ min: 2 ** -133, max: 3e38, noNaN: true }), (x) =>
        nearest(bfloat16Bits, bfloat16FromBits, x),
      ),
    );
    expect(float16Bits(65519.99)).toBe(0x7bff);
    expect(float16Bits(65520)).toBe(0x7c00);
    expect(bfloat16Bits(3.4e38)).toBe(0x7f80);
    expect(bfloat16Bits(1 + 2 ** -8 + 2 ** -40)).toBe(0x3f81);
  });
});
