import { parseDType } from '../../value/dtype.ts';
import type { MechanismTest, Pairs } from './mechanism-test.ts';
import { isProven } from './proof.ts';
import { allEqual, andDiffer } from './words.ts';

const cell = new DataView(new ArrayBuffer(8));

/** Reads a number of each width with its bytes turned round. */
const swaps: readonly {
  readonly of: string;
  readonly bytes: number;
  swap(x: number | bigint): number | bigint | null;
}[] = [
  { of: 'float64', bytes: 8, swap: swapFloat64 },
  { of: 'float32', bytes: 4, swap: swapFloat32 },
  ...([2, 4, 8] as const).flatMap((bytes) => [
    { of: `int${bytes * 8}`, bytes, swap: (x: number | bigint) => swapInteger(x, bytes, true) },
    { of: `uint${bytes * 8}`, bytes, swap: (x: number | bigint) => swapInteger(x, bytes, false) },
  ]),
];

function swapFloat64(x: number | bigint): number | null {
  if (typeof x === 'bigint') return null;
  cell.setFloat64(0, x);
  return cell.getFloat64(0, true);
}

function swapFloat32(x: number | bigint): number | null {
  if (typeof x === 'bigint' || !Object.is(Math.fround(x), x)) return null;
  cell.setFloat32(0, x);
  return cell.getFloat32(0, true);
}

function swapInteger(x: number | bigint, bytes: 2 | 4 | 8, signed: boolean): bigint | null {
  if (typeof x !== 'bigint') return null;
  const bits = bytes * 8;
  if ((signed ? BigInt.asIntN(bits, x) : BigInt.asUintN(bits, x)) !== x) return null;
  cell.setBigUint64(0, BigInt.asUintN(bits, x) << BigInt(64 - bits));
  const swapped = cell.getBigUint64(0, true);
  return signed ? BigInt.asIntN(bits, swapped) : BigInt.asUintN(bits, swapped);
}

/** Every element of modern has the bytes of legacy's, last one first. */
export const testByteOrder: MechanismTest = ({ pairs }) => {
  if (pairs === null || pairs.numbers === null) return null;
  for (const { of, bytes, swap } of swaps) {
    if (!isStoredAs(pairs.types.legacy, of) || !fits(pairs, swap)) continue;
    if (!isProven(pairs, 0) || (bytes === 2 && pairs.differing.length < 3)) continue;
    return {
      name: 'byte-order',
      test: `${allEqual(pairs.legacy.length)} legacy's ${of} with its ${bytes} bytes in reverse${andDiffer(pairs)}`,
      meaning: 'Numbers are written in one byte order and read in the other.',
    };
  }
  return null;
};

/** A plain integer has no width: any will do. The elements of an array have theirs. */
function isStoredAs(type: string, of: string): boolean {
  const dtype = /^(.+) array$/.exec(type)?.[1];
  if (dtype === undefined || !/^[<>|=]?[a-z]\d+$/i.test(dtype)) return true;
  const { kind, itemSize } = parseDType(dtype);
  return `${kind}${itemSize * 8}` === of;
}

function fits({ legacy, modern }: Pairs, swap: (x: number | bigint) => number | bigint | null): boolean {
  return legacy.every((x, i) => {
    if (typeof x !== 'number' && typeof x !== 'bigint') return false;
    return Object.is(swap(x), modern[i]);
  });
}
