import { deflateRawSync } from 'node:zlib';
import { checksum } from '../checksum/checksum.ts';
import { npyParts } from '../npy/write-npy.ts';
import type { NdArrayValue } from '../value.ts';
import { memberNameProblem } from './member-name.ts';
import { type WrittenMember, zipDirectory, zipHeader } from './zip-records.ts';

/**
 * Writes a .npz file. Stored, it is byte for byte what `numpy.savez` writes for the same arrays in the same order;
 * compressed, it holds the same members as `numpy.savez_compressed`, though deflate may lay them out another way.
 *
 * @throws {RangeError} for a name that `readNpz` would refuse, or an array that `writeNpy` does
 */
export function writeNpz(
  members: ReadonlyMap<string, NdArrayValue>,
  options: { readonly compressed?: boolean } = {},
): Uint8Array {
  const parts: Uint8Array[] = [];
  const written: WrittenMember[] = [];
  let at = 0;
  for (const [key, array] of members) {
    const name = `${key}.npy`;
    const problem = memberNameProblem(name);
    if (problem !== null) throw new RangeError(problem);
    const content = npyParts(array);
    const crc = content.reduce((sum, part) => checksum(part, sum), 0);
    const size = content[0].length + content[1].length;
    const stored = options.compressed ? [deflateRawSync(Buffer.concat(content))] : content;
    const compressedSize = stored.reduce((sum, part) => sum + part.length, 0);
    const member = { name: Buffer.from(name), deflated: options.compressed ?? false, crc, size, compressedSize, at };
    const header = zipHeader(member);
    parts.push(header, ...stored);
    written.push(member);
    at += header.length + compressedSize;
  }
  return Buffer.concat([...parts, ...zipDirectory(written, at)]);
}
