import { inflateRawSync } from 'node:zlib';
import { checksum } from '../checksum/checksum.ts';
import { excerpt } from '../excerpt.ts';
import { FileFormatError } from '../file-format-error.ts';
import { Zip64Extra, type ZipEntry } from './zip-entry.ts';

/** Where the content of a member lies. */
export interface ZipSpan {
  readonly entry: ZipEntry;
  readonly dataAt: number;
}

const headerSize = 30;
const sizesFollow = 8;
/** What deflate makes of zeros, at most: 258 bytes from 2 bits. */
const maxDeflateRatio = 1032;

/** Finds the content of each member, checking its own header. @throws {FileFormatError} also when two overlap */
export function locateZipContents(
  bytes: Uint8Array,
  view: DataView,
  entries: readonly ZipEntry[],
  directoryAt: number,
): ZipSpan[] {
  const spans = entries.map((entry) => ({ entry, dataAt: dataOf(bytes, view, entry, directoryAt) }));
  const byPlace = spans.toSorted((one, other) => one.entry.headerAt - other.entry.headerAt);
  let free = 0;
  for (const { entry, dataAt } of byPlace) {
    if (entry.headerAt < free)
      throw new FileFormatError(`The member ${excerpt(entry.name)} overlaps the one before it`, entry.headerAt);
    free = dataAt + entry.compressedSize;
  }
  return spans;
}

function dataOf(bytes: Uint8Array, view: DataView, entry: ZipEntry, directoryAt: number): number {
  const at = entry.headerAt;
  const fail = (what: string, offset: number) =>
    new FileFormatError(`The member ${excerpt(entry.name)} ${what}`, Math.min(offset, bytes.length));
  if (at + headerSize > directoryAt || view.getUint32(at, true) !== 0x04034b50)
    throw fail('has no header where the list of members says', at);
  const nameLength = view.getUint16(at + 26, true);
  const extraLength = view.getUint16(at + 28, true);
  const dataAt = at + headerSize + nameLength + extraLength;
  if (dataAt + entry.compressedSize > directoryAt) throw fail('reaches into the list of members', at);
  const name = bytes.subarray(at + headerSize, at + headerSize + nameLength);
  const method = entry.deflated ? 8 : 0;
  const same =
    Buffer.compare(name, entry.nameBytes) === 0 &&
    view.getUint16(at + 6, true) === entry.flags &&
    view.getUint16(at + 8, true) === method;
  if (!same) throw fail('has another name, flags or method in its header than in the list of members', at);
  const long = new Zip64Extra(view, at + headerSize + nameLength, extraLength);
  const size = long.instead(view.getUint32(at + 22, true));
  const compressedSize = long.instead(view.getUint32(at + 18, true));
  const crc = view.getUint32(at + 14, true);
  // A writer that cannot go back leaves zeros here and writes the sizes after the data; the list has them too.
  const left = (entry.flags & sizesFollow) !== 0 && crc === 0 && size === 0 && compressedSize === 0;
  if (!left && (size !== entry.size || compressedSize !== entry.compressedSize || crc !== entry.crc))
    throw fail('has another size or checksum in its header than in the list of members', at + 14);
  return dataAt;
}

/** The content of a member: a view of the archive when it is stored. @throws {FileFormatError} when it is damaged */
export function zipContent(bytes: Uint8Array, { entry, dataAt }: ZipSpan): Uint8Array {
  const stored = bytes.subarray(dataAt, dataAt + entry.compressedSize);
  const content = entry.deflated ? inflate(stored, entry, dataAt) : stored;
  if (checksum(content) !== entry.crc)
    throw new FileFormatError(`The member ${excerpt(entry.name)} is damaged: its checksum is another`, dataAt);
  return content;
}

function inflate(stored: Uint8Array, { name, size, compressedSize }: ZipEntry, at: number): Uint8Array {
  const fail = (why: string) => new FileFormatError(`The member ${excerpt(name)} cannot be inflated: ${why}`, at);
  // Before anything is allocated for it: sizes that no stream reaches.
  if (size > compressedSize * maxDeflateRatio) throw fail(`${compressedSize} bytes cannot unfold to ${size}`);
  try {
    // In one piece; a byte more than said would be one too many, and is never made.
    const { buffer, engine } = inflateRawSync(stored, {
      chunkSize: Math.max(size, 64),
      maxOutputLength: Math.max(size, 1),
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    if (buffer.length !== size) throw fail(`it has ${buffer.length} bytes, and its header says ${size}`);
    if (engine.bytesWritten !== compressedSize) throw fail('bytes follow its stream');
    return buffer;
  } catch (error) {
    if (error instanceof FileFormatError) throw error;
    const code = (error as { code?: unknown }).code;
    throw fail(code === 'ERR_BUFFER_TOO_LARGE' ? `it has more than the ${size} bytes its header says` : `${code}`);
  }
}
