import { createHash } from 'node:crypto';
import { elementCount, parseDType } from '../dtype.ts';
import { ndarray } from '../ndarray.ts';
import type { DTypeSpec, NdArrayValue } from '../value.ts';

const swapped = ['i2', 'i4', 'i8', 'u2', 'u4', 'u8', 'f2', 'f4', 'f8', 'f16', 'c8', 'c16', 'c32', 'U1', 'U5'];
const dates = ['M8', 'm8', 'M8[ns]', 'M8[D]', 'm8[us]', 'M8[25s]', 'm8[Y]', 'm8[as]'];

/** One of every element type that a .npy file may have, in both byte orders, and records of them. */
export const everyDType: readonly DTypeSpec[] = [
  ...['|b1', '|i1', '|u1', '|S1', '|S7', '|V3', '|V16'],
  ...[...swapped, ...dates].flatMap((type) => [`<${type}`, `>${type}`]),
  [
    ['x', '<i4'],
    ['y', '>f8'],
    ['name', '<U3'],
  ],
  [
    ['id', '|u1'],
    ['', '|V3'],
    ['m', '<i2', [2, 2]],
    ['when', '<M8[ms]'],
    ['', '|V4'],
  ],
  [
    [
      'outer',
      [
        ['inner', [['z', '<c16']], [1]],
        ['flag', '|b1'],
      ],
    ],
    ["it's", '|S2'],
    ['both \' and "', '<f2', [3]],
    ['tab\tback\\slash', '<i2'],
  ],
  [['température', '<f4']],
  [
    ['温度', '<f4'],
    ['\u00a0\u200b\u{e0001}😀', '|i1'],
  ],
  Array.from({ length: 60 }, (_, i): [string, string] => [`field_${i}`, '<f8']),
];

const shapes: readonly number[][] = [[], [0], [1], [7], [2, 3], [3, 0], [1, 4], [4, 1], [2, 3, 4], [1, 1, 1], [100]];

/** Every element type in every shape and order, with bytes that look random and are the same each time. */
export function everyArray(): NdArrayValue[] {
  return everyDType.flatMap((dtype) =>
    shapes.flatMap((shape) =>
      (['C', 'F'] as const).map((order) => {
        const type = parseDType(dtype);
        const size = type.itemSize * elementCount(shape);
        return ndarray(dtype, shape, bytes(JSON.stringify([dtype, shape, order]), size, JSON.stringify(dtype)), order);
      }),
    ),
  );
}

function bytes(seed: string, size: number, dtype: string): Uint8Array {
  // A number that is a character, in text of both byte orders; a boolean that is 0 or 1.
  if (/U\d/.test(dtype)) return new Uint8Array(size);
  const blocks = Array.from({ length: Math.ceil(size / 64) }, (_, i) => createHash('sha512').update(`${seed}${i}`));
  const drawn = Uint8Array.from(Buffer.concat(blocks.map((block) => block.digest())).subarray(0, size));
  return dtype === '"|b1"' ? drawn.map((byte) => byte & 1) : drawn;
}
