import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ensurePythonEnvironment } from '../src/environments/python.ts';

/**
 * Times `assert_allclose` on request: a line in (`length kind memory repeats`), a line out (the fastest, nanoseconds).
 * With memory `returned`, the process has none to spare before each call, so that each page is faulted in again.
 */
const program = `
import ctypes, sys, time
import numpy as np
arrays = {}
def pair(length, kind):
    if (length, kind) not in arrays:
        random = np.random.default_rng(1)
        legacy = random.uniform(-100, 100, length)
        by = 2e-13 * (random.random(length) - 0.5) if kind == "noise" else 1e-6 * (1 + np.arange(length) / length)
        arrays[length, kind] = legacy, legacy * (1 + by)
    return arrays[length, kind]
for line in sys.stdin:
    length, kind, memory, repeats = line.split()
    legacy, modern = pair(int(length), kind)
    times = []
    for _ in range(int(repeats)):
        if memory == "returned":
            ctypes.CDLL(None).malloc_trim(0)
        started = time.perf_counter_ns()
        try:
            np.testing.assert_allclose(modern, legacy, rtol=1e-9)
        except AssertionError:
            pass
        times.append(time.perf_counter_ns() - started)
    print(min(times), flush=True)
`;

/** NumPy in a Python of its own, kept running so that rounds can take turns. */
export class NumpyBench {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  private constructor(python: string) {
    this.#process = spawn(python, ['-c', program]);
    this.#process.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  static async start(): Promise<NumpyBench> {
    const root = fileURLToPath(new URL('..', import.meta.url));
    const requirements = `${root}/suites/expression/requirements/legacy.txt`;
    return new NumpyBench((await ensurePythonEnvironment({ name: 'legacy', requirements, root })).python);
  }

  /** Nanoseconds of the fastest of some calls. Only glibc can have memory `returned`. */
  async time(
    length: number,
    kind: 'noise' | 'drift',
    repeats: number,
    memory: 'kept' | 'returned' = 'kept',
  ): Promise<number> {
    this.#process.stdin.write(`${length} ${kind} ${memory} ${repeats}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true) throw new Error('NumPy ended before it answered');
    return Number(value);
  }

  stop(): void {
    this.#process.stdin.end();
  }
}
