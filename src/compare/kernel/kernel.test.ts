import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleKernel, kernelSource, kernelText } from '../../../scripts/build-kernel.ts';
import type { NumericArray } from '../../value/ndarray.ts';
import type { Policy } from '../policy.ts';
import { type ScanRequest, scanInKernel, scanPlainly, scanTyped } from '../scan-arrays.ts';
import { isResolved, type ResolvedRules, resolvePolicy } from '../tolerance.ts';
import { nextAbove } from '../ulp.ts';
import { feed, feedMachine, partLength } from './feed.ts';
import { Gauge, type GaugeRules, scanResident } from './gauge.ts';
import { layout } from './layout.ts';
import { compile, openMachine } from './machine.ts';
import { noBars } from './worst-pairs.ts';

const machine = feedMachine()!;

describe('the bytes of the kernel', () => {
  it('are what its source is assembled to', async () => {
    const committed = readFileSync(new URL('bytes.ts', import.meta.url), 'utf8');
    expect(committed).toBe(kernelSource(await assembleKernel()));
  });

  it('use no instruction whose rounding is left to the machine', () => {
    expect(kernelText.match(/relaxed\w*/g)).toBeNull();
  });

  it('are run only where they validate', () => {
    const { WebAssembly } = globalThis as unknown as { WebAssembly: NonNullable<Parameters<typeof compile>[0]> };
    expect(compile(undefined)).toBeNull();
    expect(compile({ ...without(WebAssembly), validate: () => false })).toBeNull();
    expect(compile(WebAssembly)).not.toBeNull();
  });
});

/** A host without SIMD refuses the bytes; it must not be asked to compile them. */
function without(host: NonNullable<Parameters<typeof compile>[0]>) {
  const refuse = class {
    constructor() {
      throw new Error('compiled what does not validate');
    }
  };
  return { ...host, Module: refuse };
}

const special = fc.constantFrom(
  ...[Number.NaN, 0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -1e-310, 2 ** -1022],
  ...[Number.MAX_VALUE, -Number.MAX_VALUE, 1e300, 1, -1, 2 ** 53, 3.4e38, 1e-45, 1e-40],
);
const factor = fc.constantFrom(1, 1, 1, 1 + 2 ** -52, 1 - 2 ** -53, 1 + 2 ** -23, 1 + 1e-12, 1 - 1e-7, -1, 1.5, 2);
const pairs = fc.tuple(fc.oneof(fc.double(), special, fc.integer({ min: -9, max: 9 })), fc.oneof(factor, fc.double()));
const tolerance = fc.constantFrom(0, 1e-300, 5e-324, 1e-15, 1e-9, 0.5, 1, 3, 1e10, 1e300);
const policies: fc.Arbitrary<Policy> = fc.oneof(
  fc.record({ rtol: tolerance, atol: tolerance, equalNan: fc.boolean(), signedZero: fc.boolean() }),
  fc.record({ rtol: fc.constantFrom(1e-15, 1e-9, 0.5), atol: fc.constantFrom(0, 1e-12) }),
  fc.record({ mode: fc.constant('ulp' as const), ulp: fc.constantFrom(0, 1, 4, 2 ** 30), equalNan: fc.boolean() }),
  fc.constant<Policy>({ mode: 'bitwise' }),
);

/** Long arrays by repetition of few pairs, in blocks that are moved apart, with single pairs put in at random places. */
const shapes = fc.record({
  base: fc.array(pairs, { minLength: 1, maxLength: 8 }),
  extra: fc.array(fc.tuple(fc.nat(), pairs), { maxLength: 12 }),
  length: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: partLength - 70, max: 3 * partLength + 70 })),
  drift: fc.constantFrom(0, 1e-15, 1e-12, -1e-12, 1e-3),
});

type Shape = typeof shapes extends fc.Arbitrary<infer S> ? S : never;

function fill({ base, extra, length, drift }: Shape): [number[], number[]] {
  const legacy: number[] = [];
  const modern: number[] = [];
  for (let i = 0; i < length; i++) {
    const [x, by] = base[(i * i) % base.length]!;
    legacy.push(x * (1 + (i % 977)));
    modern.push(x * by * (1 + (i % 977)) * (1 + drift * (drift < 0 ? length - i : i)));
  }
  for (const [at, [x, by]] of extra) {
    legacy[at % length] = x;
    modern[at % length] = x * by;
  }
  return [legacy, modern];
}

const makers: [string, (values: number[]) => NumericArray][] = [
  ['float64', (values) => Float64Array.from(values)],
  ['float32', (values) => Float32Array.from(values)],
  ['int8', (values) => Int8Array.from(values)],
  ['uint8', (values) => Uint8Array.from(values)],
  ['int16', (values) => Int16Array.from(values)],
  ['uint16', (values) => Uint16Array.from(values)],
  ['int32', (values) => Int32Array.from(values)],
  ['uint32', (values) => Uint32Array.from(values)],
  ['int64', (values) => BigInt64Array.from(values, integer)],
  ['uint64', (values) => BigUint64Array.from(values, integer)],
];

function integer(x: number): bigint {
  return Number.isFinite(x) ? BigInt(Math.trunc(x)) : 7n;
}

function resolved(policy: Policy): ResolvedRules {
  const answer = resolvePolicy(policy);
  if (!isResolved(answer)) throw new Error(answer.join());
  return answer.rules;
}

const unit = 5e-324;
const max = Number.MAX_VALUE;
const max32 = 2 ** 128 - 2 ** 104;
const safe = Number.MAX_SAFE_INTEGER;

/** Pairs in the order they come, among many that are the same. */
const traps: [string, Policy, [number, number][]][] = [
  [
    'products rounded up among subnormals',
    { rtol: 1 },
    [
      [5, 8],
      [1, 2],
      [3, 4],
      [7, 11],
    ].map(units),
  ],
  [
    'sums rounded up among subnormals',
    { rtol: 0.3, atol: 3 * unit },
    [
      [5, 7],
      [1, 3],
      [3, 6],
      [9, 14],
    ].map(units),
  ],
  [
    'subnormal tolerances',
    { rtol: unit, atol: 3 * unit },
    [
      [0, 2],
      [7, 9],
      [1, 4],
      [8, 12],
    ].map(units),
  ],
  [
    'scores rounded to zero',
    { atol: 1e10 },
    [
      [0, unit],
      [3 * unit, unit],
    ],
  ],
  [
    'a bound that overflows',
    { rtol: 1e10 },
    [
      [1, 1e9],
      [1e297, 1e306],
      [1e300, 1.1e300],
      [max, 1],
    ],
  ],
  [
    'a sum that overflows',
    { rtol: 1, atol: 1e300 },
    [
      [1, 1e299],
      [max, 1],
      [max / 2, 1],
    ],
  ],
  [
    'a distance that overflows',
    { rtol: 3 },
    [
      [1, 1e300],
      [max, -max],
      [max, -1],
    ],
  ],
  [
    'huge numbers of different sign, near by their bits',
    { mode: 'ulp', ulp: safe },
    [
      [1, -max],
      [0, max],
      [max, -0],
      [-max, unit],
    ],
  ],
  [
    'the same in float32',
    { mode: 'ulp', ulp: 2 ** 30 },
    [
      [1, -max32],
      [0, max32],
      [-max32, 1e-45],
    ],
  ],
  [
    'zeros of different sign',
    { rtol: 0.5 },
    [
      [1, 1.2],
      [0, -0],
      [-0, 0],
    ],
  ],
  [
    'a zero beside a number',
    { rtol: 0.5, atol: 1 },
    [
      [0, 1e-9],
      [1, 1.2],
      [0, 1e-8],
      [2, 2.9],
    ],
  ],
  [
    'NaN on both sides, whose bits differ by little',
    { mode: 'ulp', ulp: 8, equalNan: false },
    [
      [1, 1 + 2 ** -50],
      [Number.NaN, Number.NaN],
    ],
  ],
  [
    'infinities that are the same',
    { rtol: 0.5 },
    [
      [1, 1.1],
      [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
      [1, 1.2],
    ],
  ],
  [
    'records by a hair',
    { rtol: 1 },
    [[1.9e6, 1.9e6 * 1.0009], ...Array.from({ length: 40 }, (_, i): [number, number] => [1, 1.001 + i * 1e-14])],
  ],
  [
    'records by a hair of steps',
    { mode: 'ulp', ulp: 50 },
    Array.from({ length: 40 }, (_, i): [number, number] => [1 + i, (1 + i) * (1 + i * 2 ** -52)]),
  ],
  [
    'shares by a hair of the bound',
    { rtol: 1e-3, atol: 1e-3 },
    Array.from({ length: 40 }, (_, i): [number, number] => [i, i + (1 + i) * (1e-3 + (i - 20) * 1e-18)]),
  ],
  [
    'integers beside their bound',
    { rtol: 0.1 },
    Array.from({ length: 40 }, (_, i): [number, number] => [10 * i, 11 * i]),
  ],
];

function units([l, m]: number[]): [number, number] {
  return [l! * unit, m! * unit];
}

type Scan = (request: ScanRequest) => ReturnType<typeof scanPlainly>;

/** What a scan says that the comparator uses. */
function outcome(rules: ResolvedRules, limit: number, scan: Scan) {
  const odd: number[] = [];
  const result = scan({ rules, limit, onlyVerdict: false, odd: (index) => odd.push(index) });
  const { passPair, ...rest } = result;
  // Which of several is told may differ, but it needs that tolerance.
  const rel = passPair.abs / passPair.size;
  if (result.passRel > 0) expect([rel, nextAbove(rel)]).toContain(result.passRel);
  return { ...rest, odd };
}

describe('the kernel', () => {
  it.each(makers)('says of %s arrays what the plain loop says', (_, make) => {
    fc.assert(
      fc.property(shapes, policies, fc.constantFrom(0, 1, 3, 20), (shape, policy, limit) => {
        const [legacy, modern] = fill(shape).map(make) as [NumericArray, NumericArray];
        const rules = resolved(policy);
        const fast = outcome(rules, limit, (request) => scanInKernel(machine, legacy, modern, request));
        expect(fast).toEqual(outcome(rules, limit, (request) => scanPlainly(legacy, modern, request)));
      }),
      { numRuns: 150 },
    );
  });

  it.each(traps)('is not misled by %s', (_, policy, list) => {
    const rules = resolved(policy);
    for (const make of [Float64Array, Float32Array, Int32Array]) {
      for (const apart of [1, 20, 97]) {
        const [legacy, modern] = [new make(6000).fill(1), new make(6000).fill(1)];
        for (const [i, [l, m]] of list.entries()) {
          legacy[i * apart] = l;
          modern[i * apart] = m;
        }
        for (const limit of [0, 3]) {
          const fast = outcome(rules, limit, (request) => scanInKernel(machine, legacy, modern, request));
          expect(fast).toEqual(outcome(rules, limit, (request) => scanPlainly(legacy, modern, request)));
        }
      }
    }
  });

  it('says the same under a tolerance that is met exactly', () => {
    const pair = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(2));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 40 }), tolerance, tolerance, (list, rtol, atol) => {
        const repeated = Array.from({ length: 5000 }, (_, i) => list[i % list.length]!);
        const legacy = Float64Array.from(repeated, ([x]) => x);
        const modern = Float64Array.from(repeated, ([x, steps]) => stepped(x + (atol + rtol * Math.abs(x)), steps - 1));
        const rules = resolved({ rtol, atol });
        const fast = outcome(rules, 5, (request) => scanInKernel(machine, legacy, modern, request));
        expect(fast).toEqual(outcome(rules, 5, (request) => scanPlainly(legacy, modern, request)));
      }),
      { numRuns: 150 },
    );
  });

  it.each<[string, (x: number, i: number) => number]>([
    ['grow', (x, i) => x * (1 + 1e-7 * (1 + i / 150_000))],
    ['grow within policy', (x, i) => x * (1 + 1e-12 * (1 + i))],
    ['shrink', (x, i) => x * (1 + 1e-7 * (2 - i / 150_000))],
    ['are all alike', (x) => x * 1.5],
    ['are a constant', (x) => x + 1],
    ['begin late', (x, i) => (i < 100_000 ? x : x * (1 + 1e-9 * (i % 777)))],
    ['are rare', (x, i) => (i % 40_000 === 17 ? x + 3 : x)],
  ])('finds the worst of long arrays whose errors %s', (_, move) => {
    const values = Array.from({ length: 150_001 }, (_, i) => 1e6 + ((i * 7919) % 10_007));
    const moved = values.map(move);
    for (const [, make] of makers.filter(([name]) => ['float64', 'float32', 'int32', 'int64'].includes(name))) {
      const [legacy, modern] = [make(values), make(moved)];
      for (const policy of [{}, { rtol: 1e-6 }, { rtol: 1e-9, atol: 1e-3 }, { mode: 'ulp' as const, ulp: 3 }]) {
        const rules = resolved(policy);
        const fast = outcome(rules, 5, (request) => scanInKernel(machine, legacy, modern, request));
        expect(fast).toEqual(outcome(rules, 5, (request) => scanPlainly(legacy, modern, request)));
      }
    }
  });

  it('ends at the first drift when only the verdict is asked', () => {
    const legacy = new Float64Array(20 * partLength).fill(1);
    const modern = legacy.slice();
    modern[5] = 2;
    modern[19 * partLength] = 2;
    const request = { rules: resolved({}), limit: 0, odd: () => {} };
    expect(scanTyped(legacy, modern, { ...request, onlyVerdict: true }).beyond).toBe(1);
    expect(scanTyped(legacy, modern, { ...request, onlyVerdict: false }).beyond).toBe(2);
  });

  it('judges arrays that lie in its memory already, whatever their length', () => {
    const resident = openMachine(8)!;
    const at = { scratch: layout.free, legacy: layout.free + 4096, modern: layout.free + 150_000 };
    for (const length of [1, 63, 64, 65, 17_000]) {
      const legacy = new Float64Array(resident.bytes.buffer, at.legacy, length).fill(1);
      const modern = new Float64Array(resident.bytes.buffer, at.modern, length).fill(1);
      modern[length - 1] = 1.5;
      const rules = { rtol: 0.1, atol: 0, ulp: 0, nanAgrees: true, integers: false };
      const gauge = new Gauge(resident, rules, { odd() {}, worst() {}, bars: () => noBars });
      scanResident(resident, gauge, 'f8', at, length);
      expect(gauge.statistics()).toMatchObject({ differing: 1, beyond: 1, maxAbs: 0.5, firstBeyond: length - 1 });
      expect(legacy[0]).toBe(1);
    }
  });

  it('hands on what no tolerance decides, and measures the rest', () => {
    const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
    const legacy = Float64Array.of(1, nan, nan, 1, infinity, infinity, -infinity, 0, 2, max, 3, 5);
    const modern = Float64Array.of(1, nan, 1, nan, infinity, 1, infinity, -0, 2, -max, 4, 4);
    const rules = { rtol: 0.3, atol: 0, ulp: 0, nanAgrees: true, integers: false };
    const pairs = { differing: 2, beyond: 1, above: 1, firstBeyond: 10, maxAbs: 1, maxRel: 1 / 3, maxUlp: 2n ** 51n };
    expect(measured(legacy, modern, rules)).toMatchObject({ ...pairs, nanPairs: 1, handed: [2, 3, 5, 6, 7, 9] });
    const strict = { ...rules, nanAgrees: false };
    expect(measured(legacy, modern, strict)).toMatchObject({ nanPairs: 0, handed: [1, 2, 3, 5, 6, 7, 9] });
    expect(
      measured(BigInt64Array.of(10n, 2n ** 60n), BigInt64Array.of(13n, 1n), { ...rules, integers: true }),
    ).toMatchObject({ handed: [0, 1], differing: 0 });
  });
});

function measured(legacy: NumericArray, modern: NumericArray, rules: GaugeRules) {
  const handed: number[] = [];
  const gauge = new Gauge(machine, rules, { odd: (index) => handed.push(index), worst() {}, bars: () => noBars });
  feed(machine, gauge, legacy, modern, () => false);
  return { ...gauge.statistics(), handed };
}

const cell = new DataView(new ArrayBuffer(8));

/** The number `by` representable values further from 0. */
function stepped(x: number, by: number): number {
  cell.setFloat64(0, x);
  cell.setBigInt64(0, cell.getBigInt64(0) + BigInt(by));
  return cell.getFloat64(0);
}
