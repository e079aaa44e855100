import type { CaseSeed } from '../../base/chance.ts';

/** xorshift128 (Marsaglia 2003): whole numbers below a bound, the same for the same seed. */
export function numbersOf([a, b, c, d]: CaseSeed): (below: number) => number {
  let [x, y, z, w] = [a, b, c, d];
  return (below) => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return (w >>> 0) % below;
  };
}

const edges = [0, 1, 0x7f, 0x80, 0xff];
const maxLength = 2 ** 18;
/** How many of the changes come first and keep every other byte where it is. */
const inPlace = 4;

type Change = (bytes: Buffer, below: (bound: number) => number, others: readonly Buffer[]) => Buffer;

const changes: readonly Change[] = [
  (bytes, below) => at(bytes, below, (i) => (bytes[i] = bytes[i]! ^ (1 << below(8)))),
  (bytes, below) => at(bytes, below, (i) => (bytes[i] = below(256))),
  (bytes, below) => at(bytes, below, (i) => (bytes[i] = edges[below(edges.length)]!)),
  // A whole 32-bit number made small, huge or off by a little: lengths and offsets.
  (bytes, below) =>
    at(bytes, below, (i) => {
      if (i + 4 <= bytes.length)
        bytes.writeUInt32LE([0, 0xffffffff, 0x7fffffff, bytes.readUInt32LE(i) ^ below(16)][below(4)]! >>> 0, i);
    }),
  (bytes, below) => bytes.subarray(0, below(bytes.length + 1)),
  (bytes, below) => {
    const [from, to] = [below(bytes.length + 1), below(bytes.length + 1)].toSorted((p, q) => p - q) as [number, number];
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.min(to, from + 1 + below(32)))]);
  },
  (bytes, below) => insert(bytes, below, bytes.subarray(below(bytes.length + 1)).subarray(0, below(64))),
  (bytes, below, others) => insert(bytes, below, others[below(others.length)]!),
];

function at(bytes: Buffer, below: (bound: number) => number, change: (index: number) => void): Buffer {
  if (bytes.length > 0) change(below(bytes.length));
  return bytes;
}

function insert(bytes: Buffer, below: (bound: number) => number, piece: Uint8Array): Buffer {
  const place = below(bytes.length + 1);
  // Half of the time over what is there, so that what follows keeps its place.
  const after = below(2) === 0 ? place : Math.min(bytes.length, place + piece.length);
  return Buffer.concat([bytes.subarray(0, place), piece, bytes.subarray(after)]);
}

/** A file made of a seed file by one to eight changes; `tokens` are pieces that mean something in its format. */
export function mutated(state: CaseSeed, seeds: readonly Uint8Array[], tokens: readonly Buffer[]): Buffer {
  const below = numbersOf(state);
  let bytes = Buffer.from(seeds[below(seeds.length)]!);
  const pieces = tokens.length > 0 ? tokens : [Buffer.alloc(1)];
  // Half of the files with one change alone, and most changes of a few bytes in place: they get past the first checks.
  const times = below(2) === 0 ? 1 : 1 + below(8);
  for (let i = 0; i < times; i++)
    bytes = changes[below(below(3) === 0 ? changes.length : inPlace)]!(bytes, below, pieces) as Buffer<ArrayBuffer>;
  return bytes.subarray(0, maxLength);
}
