/**
 * How fast .npz files are read and written, beside NumPy, in one run.
 *
 *     node scripts/bench-npz.ts
 *
 * 8 MB of float64 as one array and as ten, from bytes in memory to arrays and back. NumPy's `load` copies the elements;
 * ours are views of the file, so a row that copies them shows what that is worth. Best of rounds that take turns, in
 * GB/s of elements; "first" is the first call of this process, before anything is compiled.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ensurePythonEnvironment } from '../src/environments/python.ts';
import { float64Array } from '../src/value/ndarray.ts';
import { readNpz } from '../src/value/npz/read-npz.ts';
import { writeNpz } from '../src/value/npz/write-npz.ts';
import type { NdArrayValue } from '../src/value/value.ts';

/** A line in (`what file repeats`), a line out: nanoseconds of the fastest. */
const program = `
import io, sys, time
import numpy as np
def load(data):
    members = np.load(io.BytesIO(data), allow_pickle=False)
    return {name: members[name] for name in members.files}
for line in sys.stdin:
    what, file, repeats = line.split()
    data = open(file, "rb").read()
    members = load(data)
    work = {
        "read": lambda: load(data),
        "write": lambda: np.savez(io.BytesIO(), **members),
        "pack": lambda: np.savez_compressed(io.BytesIO(), **members),
    }[what]
    times = []
    for _ in range(int(repeats)):
        started = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - started)
    print(min(times), flush=True)
`;

type Task = 'read' | 'write' | 'pack';

/** NumPy in a Python of its own, kept running so that rounds can take turns. */
class Numpy {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  constructor(python: string) {
    this.#process = spawn(python, ['-c', program]);
    this.#process.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async time(task: Task, file: string, repeats: number): Promise<number> {
    this.#process.stdin.write(`${task} ${file} ${repeats}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true) throw new Error('NumPy ended before it answered');
    return Number(value);
  }

  stop(): void {
    this.#process.stdin.end();
  }
}

const rounds = 5;
const length = 1_000_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vernier-bench-npz-'));

/** Noise in every bit of the fraction, as measurements have: the hardest for deflate. */
function noise(count: number, seed: number): NdArrayValue {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return float64Array(Float64Array.from({ length: count }, () => (next() * 2 ** 21 + (next() >>> 11)) * 2 ** -53));
}

const shapes: Readonly<Record<string, Map<string, NdArrayValue>>> = {
  'one array': new Map([['x', noise(length, 1)]]),
  'ten arrays': new Map(Array.from({ length: 10 }, (_, i) => [`a${i}`, noise(length / 10, i + 1)])),
};

interface Contest {
  readonly title: string;
  readonly task: Task;
  readonly file: string;
  readonly repeats: number;
  readonly ours: () => unknown;
}

function contests(name: string, members: Map<string, NdArrayValue>): Contest[] {
  const [stored, packed] = [writeNpz(members), writeNpz(members, { compressed: true })];
  const [storedFile, packedFile] = ['stored', 'packed'].map((kind) =>
    join(folder, `${name.replace(' ', '-')}-${kind}.npz`),
  ) as [string, string];
  writeFileSync(storedFile, stored);
  writeFileSync(packedFile, packed);
  const copied = () => [...readNpz(stored).values()].map(({ data }) => Uint8Array.from(data));
  return [
    { title: `read ${name}, stored`, task: 'read', file: storedFile, repeats: 20, ours: () => readNpz(stored) },
    { title: `read ${name}, stored, copied`, task: 'read', file: storedFile, repeats: 20, ours: copied },
    { title: `read ${name}, compressed`, task: 'read', file: packedFile, repeats: 5, ours: () => readNpz(packed) },
    { title: `write ${name}, stored`, task: 'write', file: storedFile, repeats: 20, ours: () => writeNpz(members) },
    {
      title: `write ${name}, compressed`,
      task: 'pack',
      file: storedFile,
      repeats: 1,
      ours: () => writeNpz(members, { compressed: true }),
    },
  ];
}

function nanoseconds(work: () => unknown): number {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started);
}

function fastest(work: () => unknown, repeats: number): number {
  return Math.min(...Array.from({ length: repeats }, () => nanoseconds(work)));
}

const requirements = join(root, 'suites/expression/requirements/legacy.txt');
const numpy = new Numpy((await ensurePythonEnvironment({ name: 'legacy', requirements, root })).python);
const rate = (time: number) => ((length * 8) / time).toFixed(2).padStart(8);
try {
  console.log(`${'GB/s'.padEnd(34)}${'ours'.padStart(8)}${'first'.padStart(8)}${'NumPy'.padStart(8)}   ours / NumPy`);
  for (const [name, members] of Object.entries(shapes)) {
    for (const { title, task, file, repeats, ours } of contests(name, members)) {
      const first = nanoseconds(ours);
      let [us, them] = [first, Number.POSITIVE_INFINITY];
      for (let round = 0; round < (task === 'pack' ? 2 : rounds); round++) {
        us = Math.min(us, fastest(ours, repeats));
        them = Math.min(them, await numpy.time(task, file, repeats));
      }
      console.log(`${title.padEnd(34)}${rate(us)}${rate(first)}${rate(them)}   ${(them / us).toFixed(2)}x`);
    }
  }
} finally {
  numpy.stop();
  rmSync(folder, { recursive: true });
}
