/**
 * How fast pickles are read, beside CPython's `pickle.loads` and the npm package pickleparser, in one run.
 *
 *     node scripts/bench-pickle.ts
 *
 * Protocol 5, in memory: an array of 10^6 float64 (8 MB), a list of 10^6 floats, 50,000 nested records. Milliseconds, the
 * best of rounds that take turns. CPython frees what it loaded outside of its time; garbage collection is in ours.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Parser } from 'pickleparser';
import { ensurePythonEnvironment } from '../src/environments/python.ts';
import { readPickle } from '../src/value/pickle/read-pickle.ts';
import type { NdArrayValue } from '../src/value/value.ts';

const rounds = 15;
const root = fileURLToPath(new URL('..', import.meta.url));

/** Writes the pickles in base64 first; then a line in is a name, a line out the nanoseconds of one load. */
const program = `
import base64, pickle, random, sys, time
import numpy as np
random.seed(1)
values = {
    "array": np.random.default_rng(1).random(1_000_000),
    "floats": [random.random() for _ in range(1_000_000)],
    "records": [
        {"id": i, "name": "item-%d" % i, "value": random.random(), "tags": ["a", "b", str(i % 100)], "ok": i % 2 == 0}
        for i in range(50_000)
    ],
}
data = {name: pickle.dumps(value, 5) for name, value in values.items()}
for name in data:
    print(base64.b64encode(data[name]).decode(), flush=True)
for line in sys.stdin:
    started = time.perf_counter_ns()
    loaded = pickle.loads(data[line.strip()])
    print(time.perf_counter_ns() - started, flush=True)
    del loaded
`;

const requirements = `${root}/suites/expression/requirements/legacy.txt`;
const { python } = await ensurePythonEnvironment({ name: 'legacy', requirements, root });
const child: ChildProcessWithoutNullStreams = spawn(python, ['-c', program]);
child.stderr.pipe(process.stderr);
const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

async function line(): Promise<string> {
  const { value, done } = await lines.next();
  if (done === true) throw new Error('Python ended before it answered');
  return value;
}

async function cpython(name: string): Promise<number> {
  child.stdin.write(`${name}\n`);
  return Number(await line()) / 1e6;
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const pickles = new Map<string, Uint8Array>();
for (const name of ['array', 'floats', 'records']) pickles.set(name, Buffer.from(await line(), 'base64'));

const array = readPickle(pickles.get('array')!) as NdArrayValue;
const isView = array.data.buffer === pickles.get('array')!.buffer;
console.log(`the array's elements are ${isView ? 'a view of the file, not copied' : 'COPIED'}`);
console.log('what      MB     ours ms   CPython ms   pickleparser ms   CPython / ours   pickleparser / ours');
for (const [name, bytes] of pickles) {
  const best = { ours: Number.POSITIVE_INFINITY, python: Number.POSITIVE_INFINITY, peer: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round++) {
    best.ours = Math.min(
      best.ours,
      timed(() => readPickle(bytes)),
    );
    best.python = Math.min(best.python, await cpython(name));
    // It knows no NumPy: what it makes of an array is an empty object, which is no reading to be timed.
    if (name !== 'array')
      best.peer = Math.min(
        best.peer,
        timed(() => new Parser().parse(bytes)),
      );
  }
  const columns = [
    name.padEnd(8),
    (bytes.length / 1e6).toFixed(1).padStart(4),
    best.ours.toFixed(3).padStart(11),
    best.python.toFixed(3).padStart(12),
    (Number.isFinite(best.peer) ? best.peer.toFixed(3) : '-').padStart(17),
    `${(best.python / best.ours).toFixed(2)}x`.padStart(16),
    (Number.isFinite(best.peer) ? `${(best.peer / best.ours).toFixed(2)}x` : '-').padStart(21),
  ];
  console.log(columns.join(' '));
}
child.stdin.end();
