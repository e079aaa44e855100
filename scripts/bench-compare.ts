/**
 * How fast two float64 arrays are compared, beside NumPy and the memory, in one run.
 *
 *     npm run bench:compare
 *
 * Gigabytes a second, the bytes of both arrays counted once: medians of rounds in which all take turns, so that a
 * disturbance hits all, and of each round the best of its repeats, so that losing the processor does not count. `noise`
 * moves every number by about 1e-13 of itself, within rtol 1e-9. `drift` moves every number beyond that, each by more
 * than the one before, so that each is a new record.
 *
 * What limits it is measured beside it: memcmp, a loop that reads both arrays, one that only says pass or fail.
 * `assert_allclose` takes its memory anew at each call. Where the process has kept it, that costs nothing; where it went
 * back to the system, each page is faulted in again, which takes longer than comparing small arrays does. Which of the
 * two happens depends on what else lies on the heap, so both are shown (on Linux); `x assert_allclose` is against the
 * faster.
 */

import { compareValues } from '../src/compare/compare.ts';
import { feedMachine } from '../src/compare/kernel/feed.ts';
import { Gauge, type GaugeRules, scanResident } from '../src/compare/kernel/gauge.ts';
import { blockLength, layout } from '../src/compare/kernel/layout.ts';
import { type Machine, openMachine, pageSize } from '../src/compare/kernel/machine.ts';
import { noBars } from '../src/compare/kernel/worst-pairs.ts';
import { gaugeRules, scanInKernel, scanPlainly } from '../src/compare/scan-arrays.ts';
import { isResolved, resolvePolicy } from '../src/compare/tolerance.ts';
import { numericArray } from '../src/value/ndarray.ts';
import { type Ceiling, openCeiling } from './bench-ceiling.ts';
import { NumpyBench } from './bench-numpy.ts';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1e4, 1e6, 1e7];
const policy = { rtol: 1e-9 };
const anchor = 'numpy assert_allclose, noise';
const returned = 'the same, its memory returned';
/** The memory of larger arrays is returned after each call by every process: glibc maps them one by one. */
const largestOnHeap = process.platform === 'linux' ? 128 * 1024 : 0;
const memcmp = 'memcmp, equal';
const reading = 'WebAssembly that reads both';
const passOrFail = 'WebAssembly, only pass or fail';
const inPlace = 'kernel on its own memory, noise';
/**
 * How many times as fast as `assert_allclose` arrays in the kernel's memory are wanted to be. For small ones it is out of
 * reach where NumPy's process keeps its memory: that takes more than WebAssembly needs to read the numbers alone.
 */
const wantedOf = (length: number): number => (length < 1e5 ? 24 : 13);

interface Arrays {
  readonly legacy: Float64Array<ArrayBuffer>;
  readonly equal: Float64Array<ArrayBuffer>;
  readonly noise: Float64Array<ArrayBuffer>;
  readonly drift: Float64Array<ArrayBuffer>;
}

function makeArrays(length: number): Arrays {
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const legacy = Float64Array.from({ length }, () => 200 * uniform() - 100);
  return {
    legacy,
    equal: legacy.slice(),
    noise: legacy.map((x) => x * (1 + 2e-13 * (uniform() - 0.5))),
    drift: legacy.map((x, i) => x * (1 + 1e-6 * (1 + i / length))),
  };
}

/** Scans arrays that are in the kernel's memory before the clock starts. */
function resident(legacy: Float64Array, modern: Float64Array, rules: GaugeRules): () => void {
  const bytes = Math.ceil(legacy.length / blockLength) * blockLength * 8;
  const scratch = layout.free;
  const at = { scratch, legacy: scratch + 2048, modern: scratch + 3072 + bytes };
  const machine: Machine = openMachine(Math.ceil((at.modern + bytes) / pageSize))!;
  machine.floats.set(legacy, at.legacy / 8);
  machine.floats.set(modern, at.modern / 8);
  return () => {
    const gauge = new Gauge(machine, rules, { odd() {}, worst() {}, bars: () => noBars });
    scanResident(machine, gauge, 'f8', at, legacy.length);
    gauge.statistics();
  };
}

function contenders({ legacy, equal, noise, drift }: Arrays, ceiling: Ceiling): Record<string, () => void> {
  const resolved = resolvePolicy(policy);
  if (!isResolved(resolved)) throw new Error(resolved.join());
  const { rules } = resolved;
  const request = { rules, limit: 0, onlyVerdict: false, odd: () => {} };
  const [left, same, near, far] = [legacy, equal, noise, drift].map((values) => numericArray(values));
  const kernelRules = gaugeRules(rules, false);
  const machine = feedMachine()!;
  return {
    [memcmp]: () => Buffer.compare(left!.data, same!.data),
    'compareValues, equal': () => compareValues(left!, same!, policy),
    [reading]: ceiling.read,
    [passOrFail]: ceiling.verdict,
    [inPlace]: resident(legacy, noise, kernelRules),
    'kernel on its own memory, drift': resident(legacy, drift, kernelRules),
    'kernel from Buffers, noise': () => scanInKernel(machine, legacy, noise, request),
    'kernel from Buffers, drift': () => scanInKernel(machine, legacy, drift, request),
    'plain loop, noise': () => scanPlainly(legacy, noise, request),
    'compareValues, noise': () => compareValues(left!, near!, policy),
    'compareValues, drift': () => compareValues(left!, far!, policy),
    'compareValues, drift, only counts': () => compareValues(left!, far!, policy, { maxDifferences: 0 }),
  };
}

async function bench(numpy: NumpyBench, length: number): Promise<Map<string, number>> {
  const arrays = makeArrays(length);
  const ours = contenders(arrays, await openCeiling(arrays.legacy, arrays.noise, { atol: 0, ...policy }));
  const repeats = Math.max(4, Math.round(2e6 / length));
  const rounds = length >= 1e7 ? 7 : 15;
  const together = callsTogether(length);
  const times = new Map<string, number[]>();
  const note = (name: string, time: number) => times.set(name, [...(times.get(name) ?? []), time]);
  // Twice, so that whatever compiles while it runs has done so.
  for (const run of Object.values(ours)) for (let i = 0; i < 2; i++) timed(run, repeats, together);
  for (let round = 0; round < rounds; round++) {
    note(anchor, await numpy.time(length, 'noise', repeats));
    if (8 * length < largestOnHeap) note(returned, await numpy.time(length, 'noise', repeats, 'returned'));
    note('numpy assert_allclose, drift', await numpy.time(length, 'drift', repeats));
    for (const [name, run] of Object.entries(ours)) note(name, timed(run, repeats, together));
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]));
}

/** So many calls on short arrays are timed together: a look at the clock takes a good part of the shortest call. */
const callsTogether = (length: number): number => (length < 1e5 ? 16 : 1);

/** The fastest of repeated runs in nanoseconds a call. */
function timed(run: () => void, repeats: number, together: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeats; i += together) {
    const started = process.hrtime.bigint();
    for (let call = 0; call < together; call++) run();
    best = Math.min(best, Number(process.hrtime.bigint() - started) / together);
  }
  return best;
}

function median(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)]!;
}

function print(length: number, medians: ReadonlyMap<string, number>): void {
  const rate = (name: string): number => (16 * length) / medians.get(name)!;
  console.log(`\n${`${length.toLocaleString('en')} float64 pairs`.padEnd(37)}    GB/s  x assert_allclose  of memcmp`);
  for (const name of medians.keys()) {
    const [speedup, share] = [anchor, memcmp].map((base) => (rate(name) / rate(base)).toFixed(2));
    console.log(
      `  ${name.padEnd(35)}${rate(name).toFixed(2).padStart(8)}${speedup!.padStart(19)}${share!.padStart(11)}`,
    );
  }
  const wanted = wantedOf(length);
  const asked = [anchor, returned].filter((name) => medians.has(name)).map((name) => (wanted * rate(name)).toFixed(0));
  const reached = [inPlace, passOrFail, reading].map((name) => `${name} ${rate(name).toFixed(0)}`).join(', ');
  console.log(
    `  ${wanted} x assert_allclose is ${asked.join(' GB/s, with its memory returned ')} GB/s; reached: ${reached}`,
  );
}

const numpy = await NumpyBench.start();
for (const length of sizes) print(length, await bench(numpy, length));
numpy.stop();
