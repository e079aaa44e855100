import { identical } from '../value/identical.ts';
import type { Leaf } from './leaf.ts';

/** True when two buffers hold the same bytes: the memory system's own speed for large ones. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && Buffer.compare(a, b) === 0;
}

/** True when two leaves are the same bit for bit: NaN payloads, signs of zeros and spellings count, and byte order. */
export function sameBits(legacy: Leaf, modern: Leaf): boolean {
  if (legacy.bytes !== null && modern.bytes !== null) {
    return legacy.type!.spec === modern.type!.spec && sameBytes(legacy.bytes, modern.bytes);
  }
  return identical(legacy.value, modern.value);
}
