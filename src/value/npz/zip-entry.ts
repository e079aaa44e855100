import { FileFormatError } from '../file-format-error.ts';
import { decodeCp437 } from './cp437.ts';
import { memberNameProblem } from './member-name.ts';
import { number64, type ZipEnd } from './zip-end.ts';

/** One member, as the list at the end of the archive describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  readonly deflated: boolean;
  readonly crc: number;
  readonly size: number;
  readonly compressedSize: number;
  readonly headerAt: number;
  /** Where the list describes it, for errors. */
  readonly at: number;
}

const entrySize = 46;
/** Bits of the flags that change nothing here: deflate's level, sizes after the data, names in UTF-8. */
const knownFlags = 0b1000_0000_1110;
const utf8Flag = 0x800;
/** The high four bits of a Unix mode of a regular file. */
const regularFile = 8;

/** Reads the list of members. @throws {FileFormatError} */
export function readZipEntries(bytes: Uint8Array, view: DataView, end: ZipEnd): ZipEntry[] {
  const entries: ZipEntry[] = [];
  const stop = end.directoryAt + end.directorySize;
  let at = end.directoryAt;
  for (let i = 0; i < end.members; i++) {
    if (at + entrySize > stop || view.getUint32(at, true) !== 0x02014b50)
      throw new FileFormatError(`The list of members ends after ${i} of ${end.members}`, at);
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number];
    const next = at + entrySize + lengths[0] + lengths[1] + lengths[2];
    if (next > stop) throw new FileFormatError('A member in the list reaches past its end', at);
    entries.push(entryAt(bytes, view, at, lengths));
    at = next;
  }
  if (at !== stop) throw new FileFormatError(`${stop - at} bytes follow the last member in the list`, at);
  return entries;
}

function entryAt(bytes: Uint8Array, view: DataView, at: number, [nameLength, extraLength]: number[]): ZipEntry {
  const extraAt = at + entrySize + nameLength!;
  const nameBytes = bytes.subarray(at + entrySize, extraAt);
  const flags = view.getUint16(at + 8, true);
  refuseFlags(flags, at + 8);
  const name = nameOf(nameBytes, flags, at + entrySize);
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8)
    throw new FileFormatError(
      `Compression method ${method} is not read: only stored (0) and deflated (8) are`,
      at + 10,
    );
  refuseSpecialFile(view, at);
  if (view.getUint16(at + 34, true) !== 0)
    throw new FileFormatError('An archive over several disks is not read', at + 34);
  const long = new Zip64Extra(view, extraAt, extraLength!);
  const size = long.instead(view.getUint32(at + 24, true));
  const compressedSize = long.instead(view.getUint32(at + 20, true));
  const headerAt = long.instead(view.getUint32(at + 42, true));
  if (method === 0 && size !== compressedSize)
    throw new FileFormatError(`A stored member has ${size} bytes, but takes ${compressedSize}`, at + 20);
  const crc = view.getUint32(at + 16, true);
  return { name, nameBytes, flags, deflated: method === 8, crc, size, compressedSize, headerAt, at };
}

function refuseFlags(flags: number, at: number): void {
  if ((flags & 1) !== 0) throw new FileFormatError('An encrypted member is not read', at);
  if ((flags & ~knownFlags) !== 0)
    throw new FileFormatError(`A member has unknown flags (0x${flags.toString(16)})`, at);
}

function refuseSpecialFile(view: DataView, at: number): void {
  const madeOnUnix = view.getUint8(at + 5) === 3;
  const type = view.getUint32(at + 38, true) >>> 28;
  if (madeOnUnix && type !== 0 && type !== regularFile)
    throw new FileFormatError('A member is a link, a folder or another special file', at + 38);
}

function nameOf(bytes: Uint8Array, flags: number, at: number): string {
  const name = (flags & utf8Flag) === 0 ? decodeCp437(bytes) : utf8(bytes, at);
  const problem = memberNameProblem(name);
  if (problem !== null) throw new FileFormatError(problem, at);
  return name;
}

function utf8(bytes: Uint8Array, at: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new FileFormatError('The name of a member is not UTF-8, as its flags say', at);
  }
}

/** The ZIP64 field of a member: 64-bit numbers in place of those that are marked, in a fixed order (APPNOTE 4.5.3). */
export class Zip64Extra {
  readonly #view: DataView;
  readonly #at: number;
  #next = 0;
  #stop = 0;

  constructor(view: DataView, extraAt: number, extraLength: number) {
    this.#view = view;
    this.#at = extraAt;
    const stop = extraAt + extraLength;
    let at = extraAt;
    while (at + 4 <= stop) {
      const size = view.getUint16(at + 2, true);
      if (at + 4 + size > stop) break;
      if (view.getUint16(at, true) === 1) [this.#next, this.#stop] = [at + 4, at + 4 + size];
      at += 4 + size;
    }
  }

  /** The number itself, or the next 64-bit one when it is the mark 0xffffffff. @throws {FileFormatError} */
  instead(number: number): number {
    if (number !== 0xffffffff) return number;
    if (this.#next + 8 > this.#stop) throw new FileFormatError('A member lacks its ZIP64 field', this.#at);
    this.#next += 8;
    return number64(this.#view, this.#next - 8);
  }
}
