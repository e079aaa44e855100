import { FileFormatError } from '../file-format-error.ts';

/** Where the list of members lies, from the records at the end of an archive. */
export interface ZipEnd {
  readonly members: number;
  readonly directoryAt: number;
  readonly directorySize: number;
}

const endSize = 22;
const locatorSize = 20;
const end64Size = 56;
const maxComment = 0xffff;

/**
 * Reads the end records of a ZIP archive, with ZIP64 (APPNOTE 6.3.10, 4.3.14 to 4.3.16). The list of members must lie
 * right before them: an archive behind other bytes, or one over several disks, is refused.
 *
 * @throws {FileFormatError}
 */
export function readZipEnd(bytes: Uint8Array, view: DataView): ZipEnd {
  const at = endOf(bytes, view);
  const words = [4, 6, 8, 10].map((offset) => view.getUint16(at + offset, true));
  const [disk, directoryDisk, here, members] = words as [number, number, number, number];
  if (disk !== 0 || directoryDisk !== 0 || here !== members)
    throw new FileFormatError('An archive over several disks is not read', at + 4);
  const plain = { members, directorySize: view.getUint32(at + 12, true), directoryAt: view.getUint32(at + 16, true) };
  const locatorAt = at - locatorSize;
  const has64 = locatorAt >= 0 && view.getUint32(locatorAt, true) === 0x07064b50;
  if (has64) return readEnd64(view, locatorAt, plain);
  // 65,535 members are the mark of a longer count, and also what Python's zipfile writes for so many.
  if (plain.directorySize === 0xffffffff || plain.directoryAt === 0xffffffff)
    throw new FileFormatError('The end of the archive refers to a ZIP64 record that is not there', at);
  return placed(plain, at);
}

function endOf(bytes: Uint8Array, view: DataView): number {
  const lowest = Math.max(0, bytes.length - endSize - maxComment);
  for (let at = bytes.length - endSize; at >= lowest; at--) {
    if (view.getUint32(at, true) === 0x06054b50 && view.getUint16(at + 20, true) === bytes.length - at - endSize)
      return at;
  }
  throw new FileFormatError('Not a .npz file: it does not end as a ZIP archive does', bytes.length);
}

function readEnd64(view: DataView, locatorAt: number, plain: ZipEnd): ZipEnd {
  const at = locatorAt - end64Size;
  const wrong = () =>
    new FileFormatError('The ZIP64 end record of the archive is not right before its locator', locatorAt);
  if (at < 0 || view.getUint32(at, true) !== 0x06064b50) throw wrong();
  if (number64(view, locatorAt + 8) !== at || number64(view, at + 4) !== end64Size - 12) throw wrong();
  const disks = [view.getUint32(locatorAt + 4, true), view.getUint32(at + 16, true), view.getUint32(at + 20, true)];
  if (disks.some((disk) => disk !== 0) || view.getUint32(locatorAt + 16, true) !== 1)
    throw new FileFormatError('An archive over several disks is not read', locatorAt);
  const [here, members] = [number64(view, at + 24), number64(view, at + 32)];
  const end = { members, directorySize: number64(view, at + 40), directoryAt: number64(view, at + 48) };
  const agrees = (short: number, long: number, mark: number) => short === mark || short === long;
  const same =
    here === members &&
    agrees(plain.members, members, 0xffff) &&
    agrees(plain.directorySize, end.directorySize, 0xffffffff) &&
    agrees(plain.directoryAt, end.directoryAt, 0xffffffff);
  if (!same) throw new FileFormatError('The two end records of the archive disagree', at);
  return placed(end, at);
}

function placed(end: ZipEnd, endsAt: number): ZipEnd {
  if (end.directoryAt + end.directorySize !== endsAt)
    throw new FileFormatError('The list of members is not right before the end of the archive', endsAt);
  return end;
}

/** A 64-bit number; past 2^53 it is inexact, but then larger than any file. */
export function number64(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}
