import type { NumericArray } from '../value/ndarray.ts';
import type { Chunk, Words } from './scan.ts';

/**
 * Long enough to cost nothing, short enough that the scan is entered many times: measured, code that is optimized while
 * it runs a single long loop stays 1.5 times slower.
 */
const chunkLength = 16_384;
const noWords = new Int32Array(0);

/** How many words the scan reads of each element. */
export function wordsOf(elements: NumericArray): Words {
  return elements instanceof Float64Array ? 2 : elements instanceof Float32Array ? 1 : 0;
}

/**
 * Two arrays of one type as chunks of float64: float64 arrays as they are, narrower numbers widened, 64-bit integers where binary64 holds them exactly. Those it cannot become NaN on one side, which the scan
 * takes for odd.
 */
export function* chunksOf(legacy: NumericArray, modern: NumericArray): Generator<Chunk> {
  const wide = legacy instanceof Float64Array && modern instanceof Float64Array;
  const room = wide ? 0 : Math.min(chunkLength, legacy.length);
  const [l, m] = [new Float64Array(room), new Float64Array(room)];
  for (let start = 0; start < legacy.length; start += chunkLength) {
    const end = Math.min(start + chunkLength, legacy.length);
    if (wide) {
      yield { ...chunkOf(legacy.subarray(start, end), modern.subarray(start, end)), start };
    } else {
      const chunk = { legacy: l.subarray(0, end - start), modern: m.subarray(0, end - start), start };
      yield { ...chunk, ...fill(chunk.legacy, chunk.modern, legacy, modern, start, end) };
    }
  }
}

/** Two float64 arrays as one chunk. */
export function chunkOf(legacy: Float64Array, modern: Float64Array): Chunk {
  return { legacy, modern, legacyWords: wordsIn(legacy), modernWords: wordsIn(modern), start: 0 };
}

function fill(
  l: Float64Array,
  m: Float64Array,
  legacy: NumericArray,
  modern: NumericArray,
  start: number,
  end: number,
) {
  if (isWide(legacy) && isWide(modern)) {
    fillWide(l, m, legacy, modern, start, end);
  } else {
    l.set((legacy as Int32Array).subarray(start, end));
    m.set((modern as Int32Array).subarray(start, end));
    if (legacy instanceof Float32Array && modern instanceof Float32Array) {
      return { legacyWords: wordsIn(legacy.subarray(start, end)), modernWords: wordsIn(modern.subarray(start, end)) };
    }
  }
  return { legacyWords: noWords, modernWords: noWords };
}

type WideArray = BigInt64Array | BigUint64Array;

function isWide(elements: NumericArray): elements is WideArray {
  return elements instanceof BigInt64Array || elements instanceof BigUint64Array;
}

/** Upper words between minus this and this belong to integers below 2^52, whose differences are exact too. */
const exactUpper = 2 ** 20;

/** Reads 64-bit integers by their words (little-endian), without a BigInt for each. */
function fillWide(
  l: Float64Array,
  m: Float64Array,
  legacy: WideArray,
  modern: WideArray,
  start: number,
  end: number,
): void {
  const [left, right] = [wordsIn(legacy), wordsIn(modern)];
  const unsigned = legacy instanceof BigUint64Array;
  for (let i = start; i < end; i++) {
    const leftLow = left[2 * i]!;
    const leftHigh = left[2 * i + 1]!;
    const rightLow = right[2 * i]!;
    const rightHigh = right[2 * i + 1]!;
    const at = i - start;
    if (leftLow === rightLow && leftHigh === rightHigh) {
      l[at] = 0;
      m[at] = 0;
    } else if (isExact(leftHigh, unsigned) && isExact(rightHigh, unsigned)) {
      l[at] = leftHigh * 4294967296 + (leftLow >>> 0);
      m[at] = rightHigh * 4294967296 + (rightLow >>> 0);
    } else {
      l[at] = Number.NaN;
      m[at] = 0;
    }
  }
}

function isExact(upper: number, unsigned: boolean): boolean {
  return upper >= (unsigned ? 0 : -exactUpper) && upper < exactUpper;
}

function wordsIn(elements: {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
}): Int32Array {
  return new Int32Array(elements.buffer, elements.byteOffset, elements.byteLength / 4);
}
