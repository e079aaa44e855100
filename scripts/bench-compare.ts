/**
 * How fast two float64 arrays are compared, beside NumPy and the memory, in one run.
 *
 *     npm run bench:compare
 *
 * Gigabytes a second, the bytes of both arrays counted once: medians of rounds in which all take turns, so that a
 * disturbance hits all, and of each round the best of its repeats, so that losing the processor does not count. `noise` moves every number by about 1e-13 of itself, within rtol 1e-9. `drift` moves every
 * number beyond that, each by more than the one before, so that each is a new record.
 */

import { compareValues } from '../src/compare/compare.ts';
import { feedMachine } from '../src/compare/kernel/feed.ts';
import { Gauge, type GaugeRules, scanResident } from '../src/compare/kernel/gauge.ts';
import { groupLength, layout } from '../src/compare/kernel/layout.ts';
import { type Machine, openMachine, pageSize } from '../src/compare/kernel/machine.ts';
import { measureArrays } from '../src/compare/kernel/measure.ts';
import { gaugeRules, scanPlainly } from '../src/compare/scan-arrays.ts';
import { isResolved, resolvePolicy } from '../src/compare/tolerance.ts';
import { numericArray } from '../src/value/ndarray.ts';
import { NumpyBench } from './bench-numpy.ts';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1e4, 1e6, 1e7];
const policy = { rtol: 1e-9 };
const anchor = 'numpy assert_allclose, noise';

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
  const bytes = Math.ceil(legacy.length / groupLength) * groupLength * 8;
  const scratch = layout.free;
  const at = { scratch, legacy: scratch + 2048, modern: scratch + 3072 + bytes };
  const machine: Machine = openMachine(Math.ceil((at.modern + bytes) / pageSize))!;
  machine.floats.set(legacy, at.legacy / 8);
  machine.floats.set(modern, at.modern / 8);
  return () => {
    const gauge = new Gauge(machine, rules, { odd() {}, group() {} });
    scanResident(machine, gauge, 'f8', at, legacy.length);
    gauge.statistics();
  };
}

function contenders({ legacy, equal, noise, drift }: Arrays): Record<string, () => void> {
  const resolved = resolvePolicy(policy);
  if (!isResolved(resolved)) throw new Error(resolved.join());
  const { rules } = resolved;
  const request = { rules, limit: 0, onlyVerdict: false, odd: () => {} };
  const [left, same, near, far] = [legacy, equal, noise, drift].map((values) => numericArray(values));
  const kernelRules = gaugeRules(rules, false);
  return {
    'memcmp, equal': () => Buffer.compare(left!.data, same!.data),
    'compareValues, equal': () => compareValues(left!, same!, policy),
    'kernel on its own memory, noise': resident(legacy, noise, kernelRules),
    'kernel on its own memory, drift': resident(legacy, drift, kernelRules),
    'kernel from Buffers, noise': () => measureArrays(feedMachine()!, legacy, noise, kernelRules),
    'kernel from Buffers, drift': () => measureArrays(feedMachine()!, legacy, drift, kernelRules),
    'plain loop, noise': () => scanPlainly(legacy, noise, request),
    'compareValues, noise': () => compareValues(left!, near!, policy),
    'compareValues, drift': () => compareValues(left!, far!, policy),
  };
}

async function bench(numpy: NumpyBench, length: number): Promise<Map<string, number>> {
  const arrays = makeArrays(length);
  const ours = contenders(arrays);
  const repeats = Math.max(4, Math.round(2e6 / length));
  const rounds = length >= 1e7 ? 7 : 15;
  const times = new Map<string, number[]>();
  const note = (name: string, time: number) => times.set(name, [...(times.get(name) ?? []), time]);
  // Twice, so that whatever compiles while it runs has done so.
  for (const run of Object.values(ours)) for (let i = 0; i < 2; i++) timed(run, repeats);
  for (let round = 0; round < rounds; round++) {
    note(anchor, await numpy.time(length, 'noise', repeats));
    note('numpy assert_allclose, drift', await numpy.time(length, 'drift', repeats));
    for (const [name, run] of Object.entries(ours)) note(name, timed(run, repeats));
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]));
}

/** The fastest of repeated runs in nanoseconds. */
function timed(run: () => void, repeats: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeats; i++) {
    const started = process.hrtime.bigint();
    run();
    best = Math.min(best, Number(process.hrtime.bigint() - started));
  }
  return best;
}

function median(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)]!;
}

const numpy = await NumpyBench.start();
for (const length of sizes) {
  const medians = await bench(numpy, length);
  const baseline = medians.get(anchor)!;
  const memory = medians.get('memcmp, equal')!;
  console.log(`\n${length.toLocaleString('en')} float64 pairs${' '.repeat(18)}GB/s  x assert_allclose  of memcmp`);
  for (const [name, time] of medians) {
    const rate = ((16 * length) / time).toFixed(2).padStart(8);
    const columns = [(baseline / time).toFixed(2).padStart(15), (memory / time).toFixed(2).padStart(11)];
    console.log(`  ${name.padEnd(34)}${rate}${columns.join('')}`);
  }
}
numpy.stop();
