import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileFormatError } from '../file-format-error.ts';
import { float64Array } from '../ndarray.ts';
import { everyArray } from '../npy/every-array.test-data.ts';
import { readNpz } from './read-npz.ts';
import { writeNpz } from './write-npz.ts';

const one = writeNpz(new Map([['a', float64Array([1, 2, 3])]]));
const two = writeNpz(
  new Map([
    ['a', float64Array([1])],
    ['b', float64Array([2])],
  ]),
);
const zeros = (length: number) => new Map([['a', float64Array(new Float64Array(length))]]);

function refusal(bytes: Uint8Array, limits = {}): string {
  try {
    readNpz(bytes, limits);
  } catch (error) {
    if (error instanceof FileFormatError) return error.message;
    throw error;
  }
  return 'no refusal';
}

/** The archive with some bytes changed, each place counted from the n-th record with this signature. */
function changed(bytes: Uint8Array, record: 'header' | 'list' | 'end', at: number, values: number[], nth = 0): Buffer {
  const copy = Buffer.from(bytes);
  const signature = { header: 'PK\x03\x04', list: 'PK\x01\x02', end: 'PK\x05\x06' }[record];
  let from = -1;
  for (let i = 0; i <= nth; i++) from = copy.indexOf(signature, from + 1, 'latin1');
  copy.set(values, from + at);
  return copy;
}

describe('a .npz file', () => {
  it.each([false, true])('brings back arrays by name, in order (compressed: %s)', (compressed) => {
    const members = new Map(everyArray().map((array, i) => [`layer ${i}/weights`, array]));
    const back = readNpz(writeNpz(members, { compressed }));
    expect([...back.keys()]).toEqual([...members.keys()]);
    for (const [name, array] of members) expect(Buffer.compare(back.get(name)!.data, array.data)).toBe(0);
  });

  it('keeps names that JavaScript might stumble over', () => {
    const names = ['__proto__', 'constructor', '', 'a.npy', 'é', '温度', 'x'.repeat(1000), ' '];
    const back = readNpz(writeNpz(new Map(names.map((name) => [name, float64Array([1])]))));
    expect([...back.keys()]).toEqual(names);
  });

  it('may hold nothing, or more members than the short count of the format', () => {
    expect(readNpz(writeNpz(new Map())).size).toBe(0);
    const small = float64Array([]);
    const many = writeNpz(new Map(Array.from({ length: 66_000 }, (_, i) => [`${i}`, small])));
    // What NumPy 2.4.6 writes for the same: `np.savez(out, **{str(i): np.zeros(0) for i in range(66000)})`
    const numpyWrites = '4cdf39ff007587c330942fbf05eefec94412c4342e9075dbf3cb3a06d1ab5b2f';
    expect(createHash('sha256').update(many).digest('hex')).toBe(numpyWrites);
    expect(readNpz(many, { maxMembers: 66_000 }).size).toBe(66_000);
    const exactly = writeNpz(new Map(Array.from({ length: 65_535 }, (_, i) => [`${i}`, small])));
    expect(readNpz(exactly, { maxMembers: 65_535 }).size).toBe(65_535);
    expect(refusal(many)).toMatch(/66000 members: at most 10000/);
  });

  it('of one member is a view of the file', () => {
    expect(readNpz(one).get('a')!.data.buffer).toBe(one.buffer);
  });

  it('that unfolds to zeros is read, up to a ratio', () => {
    const bytes = writeNpz(zeros(1_000_000), { compressed: true });
    expect(bytes.length).toBeLessThan(20_000);
    expect(readNpz(bytes).get('a')!.shape).toEqual([1_000_000]);
    expect(refusal(bytes, { maxBytes: 7_999_999 })).toMatch(/unfolds to 8000128 bytes/);
    const bomb = writeNpz(zeros(10_000_000), { compressed: true });
    expect(refusal(bomb)).toMatch(/times its size: at most 200/);
    expect(refusal(bomb, { maxRatio: 2000 })).toBe('no refusal');
  });

  it.each([
    ['a wrong checksum', changed(one, 'header', 100, [0xff]), /damaged/],
    ['an encrypted member', changed(one, 'list', 8, [1]), /encrypted/],
    ['unknown flags', changed(one, 'list', 8, [0x20]), /unknown flags/],
    ['another method in header and list', changed(one, 'list', 10, [8]), /another name, flags or method/],
    ['bzip2', changed(one, 'list', 10, [12]), /method 12/],
    ['a symbolic link', changed(one, 'list', 40, [0xff, 0xa1]), /link/],
    ['a member on another disk', changed(one, 'list', 34, [1]), /disks/],
    ['a wrong size', changed(one, 'list', 24, [1]), /stored member/],
    ['another size in the header', changed(one, 'header', 39, [1]), /another size/],
    ['a header somewhere else', changed(one, 'list', 42, [1]), /no header where/],
    ['two headers in one place', changed(two, 'list', 42, [0], 1), /another name/],
    ['two members of one name', changed(changed(two, 'list', 46, [97], 1), 'header', 30, [97], 1), /named "a"/],
    ['overlapping members', overlapping(), /overlaps/],
    ['a way out of the folder', changed(two, 'list', 46, [0x2f], 1), /absolute/],
    ['a NUL in a name', changed(two, 'list', 46, [0], 1), /control/],
    ['a backslash', changed(two, 'list', 46, [0x5c], 1), /backslash/],
    ['bytes before it', Buffer.concat([Buffer.alloc(3), one]), /not right before the end/],
    ['bytes after it', Buffer.concat([one, Buffer.alloc(3)]), /does not end as/],
    ['more members than there are', changed(one, 'end', 8, [2, 0, 2]), /ends after 1 of 2/],
    ['fewer members than there are', changed(two, 'end', 8, [1, 0, 1]), /follow the last member/],
    ['a mark of ZIP64 without it', changed(one, 'end', 16, [255, 255, 255, 255]), /ZIP64 record that is not there/],
    ['no bytes', Buffer.alloc(0), /does not end as/],
    ['a member that is no array', pretending(Buffer.from('hello')), /not an array/],
    ['a damaged array', pretending(Buffer.from('\x93NUMPY\x09\0', 'latin1')), /Member "a.npy": Unknown version/],
    ['a stream with bytes after it', pretending(Buffer.from('hello'), Buffer.from('!')), /bytes follow its stream/],
  ])('is refused with %s', (_, bytes, why) => {
    expect(refusal(bytes)).toMatch(why);
  });

  it.each(['../a', '/a', 'C:/a', 'a\\b', 'a/../b', '~/a', 'a//b', './a', 'a\0b', 'a\nb', '\ud800', 'x'.repeat(1100)])(
    'is not written with the name %j',
    (name) => {
      expect(() => writeNpz(new Map([[name, float64Array([1])]]))).toThrow(RangeError);
    },
  );

  it('is never anything but arrays or a refusal, whatever bytes are changed', () => {
    const compressed = writeNpz(new Map([['a', float64Array([1, 2, 3])]]), { compressed: true });
    const files = fc.constantFrom(one, two, compressed);
    const edits = fc.array(fc.tuple(fc.nat(700), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(files, edits, fc.nat(200), (file, places, cut) => {
        const bytes = Uint8Array.from(file).subarray(0, cut > 100 ? undefined : file.length - cut);
        for (const [at, byte] of places) bytes[at % bytes.length] = byte;
        expect(refusal(bytes)).toBeTypeOf('string');
      }),
      { numRuns: 3000 },
    );
  });
});

/** An archive whose second member lies inside the first: the stored bytes of `a` are a whole header and array. */
function overlapping(): Buffer {
  const inner = Buffer.from(writeNpz(new Map([['b', float64Array([2])]])));
  const innerMember = inner.subarray(0, inner.indexOf('PK\x01\x02', 0, 'latin1'));
  const outer = Buffer.from(pretending(innerMember));
  const innerAt = outer.indexOf(innerMember);
  const listAt = outer.indexOf('PK\x01\x02', 0, 'latin1');
  const entry = Buffer.from(inner.subarray(inner.indexOf('PK\x01\x02', 0, 'latin1'), inner.length - 22));
  entry.writeUInt32LE(innerAt, 42);
  const list = Buffer.concat([outer.subarray(listAt, outer.length - 22), entry]);
  const end = Buffer.from(outer.subarray(outer.length - 22));
  end.writeUInt16LE(2, 8);
  end.writeUInt16LE(2, 10);
  end.writeUInt32LE(list.length, 12);
  return Buffer.concat([outer.subarray(0, listAt), list, end]);
}

/** An archive whose only member `a.npy` has this content; deflated when bytes follow its stream. */
function pretending(content: Buffer, after?: Buffer): Buffer {
  const data = after === undefined ? content : Buffer.concat([deflateRawSync(content), after]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(crc32(content));
  const method = after === undefined ? 0 : 8;
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(method, 4);
  crc.copy(fields, 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(5, 22);
  const name = Buffer.from('a.npy');
  const header = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.alloc(2), name]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, Buffer.alloc(16), name]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(header.length + data.length, 16);
  return Buffer.concat([header, data, entry, end]);
}
