/** The bytes of opcodes, as the standard library's `pickletools` describes them. */
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};

/** UTF-8 with lone surrogates passed on, as Python's `surrogatepass` does. */
export function surrogateUtf8(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text);
  const parts = Array.from(text, (character) => {
    const point = character.codePointAt(0)!;
    if (point < 0xd800 || point > 0xdfff) return Buffer.from(character);
    return Buffer.from([0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)]);
  });
  return Buffer.concat(parts);
}

export function unicode(text: string): Buffer {
  const bytes = surrogateUtf8(text);
  return Buffer.concat([Buffer.from('X'), int32(bytes.length), bytes]);
}

export function integer(value: bigint): Buffer {
  if (BigInt.asIntN(32, value) === value) return Buffer.concat([Buffer.from('J'), int32(Number(value))]);
  let length = 1;
  while (BigInt.asIntN(8 * length, value) !== value) length++;
  const hex = BigInt.asUintN(8 * length, value)
    .toString(16)
    .padStart(2 * length, '0');
  const bytes = Buffer.from(hex, 'hex').reverse();
  if (length < 256) return Buffer.concat([Buffer.from([0x8a, length]), bytes]);
  return Buffer.concat([Buffer.from([0x8b]), int32(length), bytes]);
}

export function float(value: number): Buffer {
  const bytes = Buffer.alloc(9, 'G');
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

export function binary(data: Uint8Array): Buffer {
  const head =
    data.length < 256 ? Buffer.from([0x43, data.length]) : Buffer.concat([Buffer.from('B'), int32(data.length)]);
  return Buffer.concat([head, data]);
}

/** LONG_BINPUT or LONG_BINGET. */
export const memo = (opcode: 'r' | 'j', index: number): Buffer => Buffer.concat([Buffer.from(opcode), int32(index)]);
