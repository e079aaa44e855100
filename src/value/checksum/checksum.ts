import { crc32 } from 'node:zlib';
import { kernelBytes } from './bytes.ts';
import { blockSize, distances, unrolled } from './distances.ts';

/** What is used of WebAssembly, which the types of Node do not declare. */
interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (limits: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

interface Folder {
  readonly memory: Buffer;
  readonly fold: (at: number, end: number) => void;
  readonly mix: (to: number, from: number, end: number) => void;
}

/** Folded bytes that later ones are added to; the bytes being folded lie behind them. */
const history = distances.at(-1)! * blockSize;
/** Bytes folded at a time: they and the history stay in the second-level cache. */
const part = 128 * 1024;
/** From here on folding pays. */
const worthFolding = 256 * 1024;
const stride = unrolled * blockSize;
const pageSize = 65_536;

/**
 * The CRC-32 of bytes, as `zlib.crc32(bytes, before)` gives it, in a third of the time for many bytes.
 *
 * A block may be replaced by its sum with blocks further on without a change of the checksum (see `distances`), which a
 * SIMD loop does for all but the last 48 kB, and zlib takes the checksum of those. The idea is that of "Chorba: A novel
 * CRC32 implementation" (Russell, arXiv 2412.16398).
 */
export function checksum(bytes: Uint8Array, before = 0): number {
  const folder = bytes.length < worthFolding ? null : openFolder();
  return folder === null ? crc32(bytes, before) : folded(folder, bytes, before);
}

function folded({ memory, fold, mix }: Folder, bytes: Uint8Array, before: number): number {
  const head = Math.floor((bytes.length - history) / stride) * stride;
  memory.fill(0, 0, history);
  for (let at = 0; at < head; at += part) {
    const size = Math.min(part, head - at);
    memory.set(bytes.subarray(at, at + size), history);
    // The state of the checksum, which is the complement of its value, is added to the first four bytes.
    if (at === 0) memory.writeUInt32LE((memory.readUInt32LE(history) ^ ~before) >>> 0, history);
    fold(history, history + size);
    memory.copyWithin(0, size, size + history);
  }
  memory.set(bytes.subarray(head), history);
  for (const distance of distances) mix(history, history - distance * blockSize, history);
  // From a state of 0: what came before is in the bytes already.
  return crc32(memory.subarray(history, history + bytes.length - head), 0xffffffff);
}

let opened: Folder | null | undefined;

/** The kernel with its memory, or null where there is no WebAssembly or it has no SIMD. */
function openFolder(): Folder | null {
  if (opened === undefined) opened = instance((globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly);
  return opened;
}

function instance(host: WebAssemblyHost | undefined): Folder | null {
  const code = Buffer.from(kernelBytes, 'base64');
  if (host === undefined || !host.validate(code)) return null;
  const pages = Math.ceil((history + Math.max(part, history + stride)) / pageSize);
  const memory = new host.Memory({ initial: pages, maximum: pages });
  const { exports } = new host.Instance(new host.Module(code), { kernel: { memory } });
  return { memory: Buffer.from(memory.buffer), ...(exports as Omit<Folder, 'memory'>) };
}
