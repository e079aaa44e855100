import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { float64Array } from '../value/ndarray.ts';
import { everyArray } from '../value/npy/every-array.test-data.ts';
import { readNpy } from '../value/npy/read-npy.ts';
import { writeNpy } from '../value/npy/write-npy.ts';
import { readNpz } from '../value/npz/read-npz.ts';
import { writeNpz } from '../value/npz/write-npz.ts';
import type { NdArrayValue } from '../value/value.ts';
import { pythonWithNumpy } from './python.test-data.ts';

/** Files in, each behind its length; what the function `answer` makes of each out, the same way. */
const frame = `
import io, struct, sys, warnings, zipfile
import numpy as np
warnings.simplefilter("ignore")
def loads(data):
    loaded = np.load(io.BytesIO(data), allow_pickle=False)
    if getattr(loaded, "dtype", np.dtype("f8")).names is None:
        return loaded
    # np.load copies records field by field and leaves chance in their padding: take the bytes as they are.
    start = len(data) - loaded.size * loaded.dtype.itemsize
    order = "C" if loaded.flags.c_contiguous else "F"
    return np.ndarray(loaded.shape, loaded.dtype, data, start, order=order)
def saves(save, *arrays, **members):
    out = io.BytesIO()
    save(out, *arrays, **members)
    return out.getvalue()
def frames():
    while True:
        head = sys.stdin.buffer.read(4)
        if not head:
            return
        yield sys.stdin.buffer.read(struct.unpack("<I", head)[0])
def tell(data):
    sys.stdout.buffer.write(struct.pack("<I", len(data)) + data)
`;
const again = `${frame}
for data in frames():
    tell(saves(np.save, loads(data)))
`;
const againNpz = `${frame}
for data in frames():
    members = zipfile.ZipFile(io.BytesIO(data))
    assert np.load(io.BytesIO(data), allow_pickle=False).files == [name[:-4] for name in members.namelist()]
    tell(saves(np.savez, **{name[:-4]: loads(members.read(name)) for name in members.namelist()}))
`;
/** Arrays that NumPy itself makes: aligned records, views, scalars, transposed ones, every character of its types. */
const own = `${frame}
rng = np.random.default_rng(1)
types = [np.dtype(c) for c in "?bhilqBHILQefdgFDG"] + [np.dtype(c).newbyteorder(">") for c in "hilHILefdgFDG"]
types += [np.dtype(t) for t in ("S3", "U4", ">U4", "V5", "M8[ns]", ">m8[h]", "M8[5D]")]
types += [np.dtype("i1,f8,(2,3)i2", align=True), np.dtype({"names": ["a", "b"], "formats": ["u1", "f4"], "offsets": [3, 8], "itemsize": 16})]
for dtype in types:
    size = 24 * dtype.itemsize
    if dtype.kind == "U":
        data = np.array(["a", "bc", "\\u00e9", "\\U0001f600"] * 6).astype(dtype)
    elif dtype.kind == "b":
        data = rng.integers(0, 2, 24).astype(dtype)
    else:
        data = np.frombuffer(rng.bytes(size), dtype)
    cube = data.reshape(2, 3, 4)
    for array in (data, data[::2], data[5], cube, cube.T, cube[:, ::-1], np.asfortranarray(cube), cube[:0], data[:1].reshape(1, 1), np.broadcast_to(data[:3], (2, 3))):
        tell(saves(np.save, array))
`;
const unseekable = `${frame}
class Pipe(io.RawIOBase):
    def __init__(self): self.parts = []
    def writable(self): return True
    def seekable(self): return False
    def write(self, part): self.parts.append(bytes(part)); return len(part)
for save in (np.savez, np.savez_compressed):
    pipe = Pipe()
    save(pipe, a=np.arange(3.0), b=np.eye(2))
    tell(b"".join(pipe.parts))
`;

let python: string;
beforeAll(async () => {
  python = await pythonWithNumpy();
});

function numpy(program: string, files: readonly Uint8Array[] = []): Buffer[] {
  const input = Buffer.concat(files.flatMap((file) => [lengthOf(file), file]));
  const { status, stdout, stderr } = spawnSync(python, ['-c', program], { input, maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`NumPy failed: ${stderr}`);
  const answers: Buffer[] = [];
  for (let at = 0; at < stdout.length; ) {
    const size = stdout.readUInt32LE(at);
    answers.push(stdout.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return answers;
}

function lengthOf(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return length;
}

/** Byte for byte, and told by number which is not. */
function expectSame(ours: readonly Uint8Array[], theirs: readonly Uint8Array[]): void {
  expect(theirs.length).toBe(ours.length);
  expect(ours.flatMap((bytes, i) => (Buffer.compare(bytes, theirs[i]!) === 0 ? [] : [i]))).toEqual([]);
}

describe('files beside those of NumPy', () => {
  it('a .npy of every type, shape and order is loaded by NumPy, which saves the same bytes', () => {
    const ours = everyArray().map(writeNpy);
    expect(ours.length).toBeGreaterThan(1000);
    expectSame(ours, numpy(again, ours));
  });

  it('a .npy that NumPy made is read, and written the same', () => {
    const theirs = numpy(own);
    expect(theirs.length).toBeGreaterThan(300);
    expectSame(
      theirs,
      theirs.map((bytes) => writeNpy(readNpy(bytes))),
    );
  });

  it('a stored .npz is what savez writes; a compressed one holds the same members for NumPy', () => {
    const arrays = everyArray();
    const groups: Map<string, NdArrayValue>[] = Array.from({ length: 40 }, (_, group) => {
      const some = arrays.filter((_, i) => i % 40 === group);
      return new Map(some.map((array, i) => [['a', 'layer/weights', 'é', '温度'][i % 4]! + i, array]));
    });
    groups.push(new Map(), new Map([['arr_0', float64Array(new Float64Array(100_000))]]));
    const stored = groups.map((members) => Buffer.from(writeNpz(members)));
    expectSame(stored, numpy(againNpz, stored));
    const packed = groups.map((members) => writeNpz(members, { compressed: true }));
    expectSame(stored, numpy(againNpz, packed));
  });

  it('a .npz that NumPy wrote into a pipe, with sizes after the data, is read', () => {
    for (const bytes of numpy(unseekable)) {
      const members = readNpz(bytes);
      expect([...members.keys()]).toEqual(['a', 'b']);
      expect(members.get('a')).toMatchObject({ dtype: '<f8', shape: [3] });
    }
  });
});
