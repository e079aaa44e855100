/** Little-endian base-128, as Parquet writes the heads of its runs. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) | 128);
  }
}

/** One value `count` times: a run-length run of Parquet's hybrid encoding. */
export function repeated(value: number, count: number, bitWidth: number): Uint8Array {
  const bytes = Math.ceil(bitWidth / 8);
  const body = Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);
  return Uint8Array.from([...varint(count * 2), ...body]);
}

/** The first `count` values, each in `bitWidth` bits (at most 24): a bit-packed run of Parquet's hybrid encoding. */
export function packed(values: Uint32Array | Uint8Array, count: number, bitWidth: number): Uint8Array {
  const groups = Math.ceil(count / 8);
  const head = varint(groups * 2 + 1);
  const out = new Uint8Array(head.length + groups * bitWidth);
  out.set(head);
  let at = head.length;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < count; i++) {
    held |= values[i]! << bits;
    bits += bitWidth;
    while (bits >= 8) {
      out[at++] = held & 255;
      held >>>= 8;
      bits -= 8;
    }
  }
  if (bits > 0) out[at] = held & 255;
  return out;
}

/** Bits that the largest of `count` numbers from 0 takes. */
export function widthOf(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}
