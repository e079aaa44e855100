import { excerpt } from '../excerpt.ts';
import { FileFormatError } from '../file-format-error.ts';
import { defaultLimits, type FileLimits } from '../file-limits.ts';
import { isNpy } from '../npy/npy-header.ts';
import { readNpy } from '../npy/read-npy.ts';
import type { NdArrayValue } from '../value.ts';
import { locateZipContents, type ZipSpan, zipContent } from './zip-content.ts';
import { readZipEnd } from './zip-end.ts';
import { readZipEntries, type ZipEntry } from './zip-entry.ts';

/** Up to here an archive may unfold whatever its ratio: arrays of zeros are no attack. */
const freeBytes = 2 ** 25;

/**
 * Reads a .npz file: its arrays by name, in the order of the archive. Stored arrays are views of `bytes`, which must not
 * change while they live. Nothing is written anywhere, and no name is taken for a path.
 *
 * @throws {FileFormatError} when it is not a .npz file, is damaged, holds anything but arrays, or passes a limit
 */
export function readNpz(bytes: Uint8Array, limits: FileLimits = {}): Map<string, NdArrayValue> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = readZipEnd(bytes, view);
  const { maxMembers, maxBytes, maxRatio } = { ...defaultLimits, ...limits };
  if (end.members > maxMembers)
    throw new FileFormatError(
      `The archive has ${end.members} members: at most ${maxMembers} are read`,
      end.directoryAt,
    );
  const entries = readZipEntries(bytes, view, end);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > maxBytes)
    throw new FileFormatError(`The archive unfolds to ${total} bytes: at most ${maxBytes} are read`, end.directoryAt);
  if (total > freeBytes && total > bytes.length * maxRatio) {
    const ratio = Math.round(total / bytes.length);
    throw new FileFormatError(
      `The archive unfolds to ${ratio} times its size: at most ${maxRatio} is read`,
      end.directoryAt,
    );
  }
  const spans = locateZipContents(bytes, view, entries, end.directoryAt);
  const keys = keysOf(entries);
  return new Map(spans.map((span, i) => [keys[i]!, arrayOf(bytes, span, limits)]));
}

/** Names without `.npy`, as NumPy gives them. */
function keysOf(entries: readonly ZipEntry[]): string[] {
  const keys = entries.map(({ name }) => name.replace(/\.npy$/, ''));
  const seen = new Set<string>();
  for (const [i, key] of keys.entries()) {
    if (seen.has(key)) throw new FileFormatError(`Two members are named ${excerpt(key)}`, entries[i]!.at);
    seen.add(key);
  }
  return keys;
}

function arrayOf(bytes: Uint8Array, span: ZipSpan, limits: FileLimits): NdArrayValue {
  const { entry, dataAt } = span;
  const content = zipContent(bytes, span);
  const named = `Member ${excerpt(entry.name)}`;
  if (!isNpy(content)) throw new FileFormatError(`${named} is not an array in .npy form`, dataAt);
  try {
    return readNpy(content, limits);
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw error;
    // Of a deflated member the place in the file is where it begins.
    const place = entry.deflated ? ` at byte ${error.offset} of it` : '';
    throw new FileFormatError(`${named}${place}: ${error.reason}`, dataAt + (entry.deflated ? 0 : error.offset));
  }
}
