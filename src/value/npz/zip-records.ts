/** A member in an archive being written. */
export interface WrittenMember {
  /** UTF-8. */
  readonly name: Buffer;
  readonly deflated: boolean;
  readonly crc: number;
  readonly size: number;
  readonly compressedSize: number;
  /** Where its header begins. */
  readonly at: number;
}

/*
 * What follows are the habits of Python's `zipfile` as NumPy calls it (`ZipFile.open(name, 'w', force_zip64=True)`):
 * every header has a ZIP64 field and asks for version 4.5, times are 1980-01-01 00:00, files may be read and written by
 * their owner, and the list at the end has ZIP64 fields only where a number needs one.
 */
const version = 45;
const unix = 3;
const firstDay = (1 << 5) | 1;
const ownerMayReadAndWrite = 0o600 * 2 ** 16;
/** `zipfile` uses ZIP64 from 2^31 on. */
const maxPlain = 2 ** 31 - 1;
const maxPlainMembers = 0xffff;
const mark = 0xffffffff;

/** The header of a member, before its data. */
export function zipHeader(member: WrittenMember): Buffer {
  const bytes = Buffer.alloc(30 + member.name.length + 20);
  bytes.writeUInt32LE(0x04034b50, 0);
  common(bytes, 4, member);
  bytes.writeUInt32LE(mark, 18);
  bytes.writeUInt32LE(mark, 22);
  bytes.writeUInt16LE(member.name.length, 26);
  bytes.writeUInt16LE(20, 28);
  member.name.copy(bytes, 30);
  zip64Field([member.size, member.compressedSize]).copy(bytes, 30 + member.name.length);
  return bytes;
}

/** The list of members and the end of the archive, which begin at `at`. */
export function zipDirectory(members: readonly WrittenMember[], at: number): Buffer[] {
  const entries = members.map(directoryEntry);
  const size = entries.reduce((sum, entry) => sum + entry.length, 0);
  const needs64 = members.length > maxPlainMembers || at > maxPlain || size > maxPlain;
  return [...entries, ...(needs64 ? [end64(members.length, size, at)] : []), end(members.length, size, at)];
}

function directoryEntry(member: WrittenMember): Buffer {
  const long = member.size > maxPlain || member.compressedSize > maxPlain;
  const far = member.at > maxPlain;
  const numbers = [...(long ? [member.size, member.compressedSize] : []), ...(far ? [member.at] : [])];
  const extra = numbers.length === 0 ? Buffer.alloc(0) : zip64Field(numbers);
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt8(version, 4);
  bytes.writeUInt8(unix, 5);
  common(bytes, 6, member);
  bytes.writeUInt32LE(long ? mark : member.compressedSize, 20);
  bytes.writeUInt32LE(long ? mark : member.size, 24);
  bytes.writeUInt16LE(member.name.length, 28);
  bytes.writeUInt16LE(extra.length, 30);
  bytes.writeUInt32LE(ownerMayReadAndWrite, 38);
  bytes.writeUInt32LE(far ? mark : member.at, 42);
  return Buffer.concat([bytes, member.name, extra]);
}

/** Version, flags, method, time and checksum, which lie alike in header and list. */
function common(bytes: Buffer, at: number, { name, deflated, crc }: WrittenMember): void {
  const ascii = name.every((byte) => byte < 0x80);
  bytes.writeUInt16LE(version, at);
  bytes.writeUInt16LE(ascii ? 0 : 0x800, at + 2);
  bytes.writeUInt16LE(deflated ? 8 : 0, at + 4);
  bytes.writeUInt16LE(firstDay, at + 8);
  bytes.writeUInt32LE(crc, at + 10);
}

function zip64Field(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 8 * numbers.length);
  bytes.writeUInt16LE(1, 0);
  bytes.writeUInt16LE(8 * numbers.length, 2);
  for (const [i, number] of numbers.entries()) bytes.writeBigUInt64LE(BigInt(number), 4 + 8 * i);
  return bytes;
}

function end64(members: number, size: number, at: number): Buffer {
  const bytes = Buffer.alloc(56 + 20);
  bytes.writeUInt32LE(0x06064b50, 0);
  bytes.writeBigUInt64LE(44n, 4);
  bytes.writeUInt16LE(version, 12);
  bytes.writeUInt16LE(version, 14);
  bytes.writeBigUInt64LE(BigInt(members), 24);
  bytes.writeBigUInt64LE(BigInt(members), 32);
  bytes.writeBigUInt64LE(BigInt(size), 40);
  bytes.writeBigUInt64LE(BigInt(at), 48);
  bytes.writeUInt32LE(0x07064b50, 56);
  bytes.writeBigUInt64LE(BigInt(at + size), 64);
  bytes.writeUInt32LE(1, 72);
  return bytes;
}

function end(members: number, size: number, at: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(Math.min(members, 0xffff), 8);
  bytes.writeUInt16LE(Math.min(members, 0xffff), 10);
  bytes.writeUInt32LE(Math.min(size, mark), 12);
  bytes.writeUInt32LE(Math.min(at, mark), 16);
  return bytes;
}
