import { float64Array, ndarray, numericArray } from '../../value/ndarray.ts';
import type { DTypeSpec, ScalarValue, Value } from '../../value/value.ts';

/** Values of one kind; each must come back as it went. */
export interface Samples {
  readonly kind: string;
  /** As the words after "echoes". */
  readonly what: string;
  readonly values: readonly Value[];
  /** Not every language has it: shown, not required. */
  readonly advised?: true;
}

const scalar = (dtype: DTypeSpec, ...data: number[]): ScalarValue => ({
  kind: 'scalar',
  dtype,
  data: Uint8Array.from(data),
});
const bytesOf = (values: ArrayBufferView) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** Arrays and what comes with them. */
export const arraySamples: readonly Samples[] = [
  {
    kind: 'scalar',
    what: 'NumPy scalars',
    values: [
      scalar('<f4', 0, 0, 0x80, 0x3f),
      scalar('|i1', 255),
      scalar('<i8', 1, 0, 0, 0, 0, 0, 0, 0x80),
      scalar('|b1', 1),
    ],
  },
  {
    kind: 'dtype',
    what: 'element types',
    values: [
      { kind: 'dtype', dtype: '<f8' },
      {
        kind: 'dtype',
        dtype: [
          ['x', '<i4'],
          ['y', '<f8'],
        ],
      },
    ],
  },
  {
    kind: 'array',
    what: 'arrays of numbers',
    values: [
      float64Array([0.1, -0, Number.NaN, Number.NEGATIVE_INFINITY, 5e-324]),
      numericArray(Float32Array.of(0.1, 3e38)),
      numericArray(BigInt64Array.of(2n ** 62n + 1n, -(2n ** 63n))),
      numericArray(Uint8Array.of(0, 255)),
      numericArray(Int16Array.of(-32768, 32767)),
      ndarray('|b1', [2], Uint8Array.of(1, 0)),
      ndarray('<c16', [1], bytesOf(Float64Array.of(0.1, -0.2))),
    ],
  },
  {
    kind: 'array-shape',
    what: 'empty, 0-d, 3-d and Fortran-ordered arrays',
    values: [
      float64Array([]),
      float64Array([1.5], []),
      float64Array([], [0, 3]),
      float64Array([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]),
      { ...float64Array([1, 4, 2, 5, 3, 6], [2, 3]), order: 'F' },
    ],
  },
  {
    kind: 'array-type',
    what: 'arrays of text, dates, records and the other byte order',
    values: [
      ndarray('>f8', [1], Uint8Array.of(0x3f, 0xf0, 0, 0, 0, 0, 0, 1)),
      ndarray('<U2', [2], bytesOf(Uint32Array.of(0x61, 0, 0x1f600, 0x62))),
      ndarray('|S3', [2], Uint8Array.of(0x61, 0x62, 0, 0xff, 0, 0)),
      ndarray('<M8[D]', [2], bytesOf(BigInt64Array.of(18321n, -(2n ** 63n)))),
      ndarray(
        [
          ['x', '<i2'],
          ['y', '|u1'],
        ],
        [1],
        Uint8Array.of(1, 0, 2),
      ),
    ],
  },
  {
    kind: 'half-array',
    what: 'arrays of half floats',
    values: [ndarray('<f2', [2], Uint8Array.of(0, 0x3c, 0xff, 0x7b))],
    advised: true,
  },
  {
    kind: 'object-array',
    what: 'arrays of objects',
    values: [
      {
        kind: 'ndarray',
        dtype: '|O',
        shape: [2, 2],
        order: 'C',
        data: new Uint8Array(),
        objects: [1n, 'x', null, [2.5]],
      },
    ],
  },
];
