import { isLittleEndianMachine, type NumericArray } from '../../value/ndarray.ts';
import type { Gauge } from './gauge.ts';
import { blockLength, layout } from './layout.ts';
import { type Machine, openMachine, pageSize } from './machine.ts';

const formats = [
  [Float64Array, 'f8'],
  [Float32Array, 'f4'],
  [Int8Array, 'i1'],
  [Uint8Array, 'u1'],
  [Int16Array, 'i2'],
  [Uint16Array, 'u2'],
  [Int32Array, 'i4'],
  [Uint32Array, 'u4'],
  [BigInt64Array, 'i8'],
  [BigUint64Array, 'u8'],
] as const;

/**
 * Pairs copied at a time: both sides, their widened form and the kernel's lists stay in the second-level cache, so that
 * the kernel reads what the copy has just written there.
 */
export const partLength = 8192;

/** Room for one side of a part, with a gap so that the two sides do not compete for the same lines of the cache. */
const room = partLength * 8 + 1024;
const legacyAt = layout.free;
const modernAt = legacyAt + room;
const legacyWide = modernAt + room;
const modernWide = legacyWide + room;

let machine: Machine | null | undefined;

/** The machine that copies are fed to: less than half a megabyte, however large the arrays. Null where it cannot run. */
export function feedMachine(): Machine | null {
  if (machine === undefined) {
    machine = isLittleEndianMachine ? openMachine(Math.ceil((modernWide + room) / pageSize)) : null;
  }
  return machine;
}

/**
 * Copies two arrays of one type part by part into the machine's memory and scans each part. Ends early when `isDone`
 * says so after a scan, of which it is told the end.
 */
export function feed(
  into: Machine,
  gauge: Gauge,
  legacy: NumericArray,
  modern: NumericArray,
  isDone: (end: number) => boolean,
): void {
  const format = formats.find(([Class]) => legacy instanceof Class)![1];
  const isFloat = format === 'f8' || format === 'f4';
  const size = legacy.BYTES_PER_ELEMENT;
  const [left, right] = [bytesOf(legacy), bytesOf(modern)];
  const [leftAt, rightAt] = isFloat ? [legacyAt, modernAt] : [legacyWide, modernWide];
  const step = isFloat ? size : 8;
  for (let start = 0; start < legacy.length; start += partLength) {
    const count = Math.min(partLength, legacy.length - start);
    into.bytes.set(left.subarray(start * size, (start + count) * size), legacyAt);
    into.bytes.set(right.subarray(start * size, (start + count) * size), modernAt);
    if (!isFloat) into.exports[`widen_${format}`](legacyAt, modernAt, legacyWide, modernWide, count);
    pad(into, count, step, leftAt, rightAt);
    gauge.scan(format === 'f4' ? 'f4' : 'f8', leftAt, rightAt, count, start);
    if (isDone(start + count)) return;
  }
}

/** Fills the last block with zeros, which are equal. */
function pad(into: Machine, count: number, size: number, left: number, right: number): void {
  const end = Math.ceil(count / blockLength) * blockLength;
  if (end === count) return;
  into.bytes.fill(0, left + count * size, left + end * size);
  into.bytes.fill(0, right + count * size, right + end * size);
}

function bytesOf(elements: NumericArray): Uint8Array {
  return new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
}
