import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NumericArray, numericArray } from '../value/ndarray.ts';
import type { NdArrayValue } from '../value/value.ts';
import type { Difference } from './difference.ts';
import { Evidence } from './evidence.ts';
import { ruleStates } from './path-rules.ts';
import type { Policy } from './policy.ts';
import { isResolved, resolvePolicy } from './tolerance.ts';
import { TopIndices } from './top-indices.ts';
import { Walk } from './walk.ts';

const special = fc.constantFrom(
  Number.NaN,
  0,
  -0,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  5e-324,
  Number.MAX_VALUE,
  -1,
);
const factor = fc.constantFrom(1, 1, 1 + 2 ** -52, 1 + 1e-12, 1 - 1e-7, -1, 1.5, 2);
const floats = fc
  .tuple(fc.oneof(fc.double(), special), fc.oneof(factor, fc.double()))
  .map(([x, f]) => [x, x * f] as const);
const integers = fc.tuple(
  fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: -9n, max: 9n })),
  fc.nat(3),
);

type Maker = (pairs: readonly (readonly [number, number])[]) => [NumericArray, NumericArray];
const makers: [string, Maker][] = [
  ['float64', (pairs) => [Float64Array.from(pairs, ([l]) => l), Float64Array.from(pairs, ([, m]) => m)]],
  ['float32', (pairs) => [Float32Array.from(pairs, ([l]) => l), Float32Array.from(pairs, ([, m]) => m)]],
  ['int32', (pairs) => [Int32Array.from(pairs, ([l]) => l), Int32Array.from(pairs, ([, m]) => m)]],
  ['uint8', (pairs) => [Uint8Array.from(pairs, ([l]) => l), Uint8Array.from(pairs, ([, m]) => m)]],
];
const policy: fc.Arbitrary<Policy> = fc.oneof(
  fc.record({
    rtol: fc.constantFrom(0, 1e-9, 1e-15, 0.5, 1e10),
    atol: fc.constantFrom(0, 1, 1e-12),
    equalNan: fc.boolean(),
    signedZero: fc.boolean(),
  }),
  fc.record({ mode: fc.constant('ulp' as const), ulp: fc.nat(8), equalNan: fc.boolean() }),
  fc.constant<Policy>({ mode: 'bitwise' }),
);

describe('the tight loop', () => {
  it.each(makers)('says of %s arrays what single elements say', (_, make) => {
    fc.assert(
      fc.property(fc.array(floats, { maxLength: 40 }), policy, (pairs, rules) => {
        const [legacy, modern] = make(pairs);
        expectSame(numericArray(legacy), numericArray(modern), rules);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, (values: bigint[]) => NumericArray]>([
    ['int64', (values) => BigInt64Array.from(values)],
    ['uint64', (values) => BigUint64Array.from(values)],
  ])('says of %s arrays what single elements say', (_, make) => {
    fc.assert(
      fc.property(fc.array(integers, { maxLength: 40 }), policy, (pairs, rules) => {
        const [legacy, modern] = [make(pairs.map(([l]) => l)), make(pairs.map(([l, d]) => l + BigInt(d)))];
        expectSame(numericArray(legacy), numericArray(modern), rules);
      }),
      { numRuns: 500 },
    );
  });

  it('says the same over the seams of its chunks', () => {
    const legacy = Float64Array.from({ length: 40_000 }, (_, i) => i + 1);
    const modern = legacy.map((x, i) => (i % 16_384 < 2 || i === 39_999 ? x * 1.5 : x));
    expectSame(numericArray(legacy), numericArray(modern), { rtol: 0.1 });
    expectSame(numericArray(Float32Array.from(legacy)), numericArray(Float32Array.from(modern)), { rtol: 0.1 });
  });

  it('reads unaligned and big-endian arrays', () => {
    const values = Float64Array.of(1, 2, 3);
    const bytes = new Uint8Array(25);
    bytes.set(new Uint8Array(values.buffer), 1);
    const unaligned: NdArrayValue = { ...numericArray(values), data: bytes.subarray(1) };
    const swapped = new Uint8Array(Float64Array.of(1, 2, 4).buffer.slice(0)).reverse();
    const big: NdArrayValue = { kind: 'ndarray', dtype: '>f8', shape: [3], order: 'C', data: swapped };
    expect(outcome(unaligned, big, {}, true)).toMatchObject({ beyond: 2, compared: 3 });
    expectSame(unaligned, big, { atol: 1 });
  });
});

describe('TopIndices', () => {
  it('keeps what sorting would put first', () => {
    const score = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.double({ min: 1e-3, noNaN: true }));
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (scores, limit) => {
        const top = new TopIndices(limit);
        for (const [index, value] of scores.entries()) if (value >= top.bar) top.add(value, index);
        const sorted = scores
          .map((value, index) => ({ value, index }))
          .sort((a, b) => b.value - a.value || a.index - b.index);
        expect(top.highest).toBe(sorted[0]?.value ?? 0);
        for (const count of [0, 1, limit - 1, limit]) {
          const best = sorted.slice(0, Math.min(count, limit)).map(({ index }) => index);
          expect([...top.best(count)].sort((a, b) => a - b)).toEqual(best.sort((a, b) => a - b));
        }
      }),
    );
  });
});

function expectSame(legacy: NdArrayValue, modern: NdArrayValue, rules: Policy): void {
  const [fast, plain] = [outcome(legacy, modern, rules, true), outcome(legacy, modern, rules, false)];
  expect(fast).toEqual(plain);
}

function outcome(legacy: NdArrayValue, modern: NdArrayValue, rules: Policy, scans: boolean) {
  const resolved = resolvePolicy(rules);
  if (!isResolved(resolved)) throw new Error(resolved.join());
  const evidence = new Evidence(10);
  new Walk(evidence, { scans }).run(legacy, modern, { place: null, state: ruleStates(resolved) });
  const { compared, beyond, within, above, below, maxAbs, maxRel, maxUlp, maxShare } = evidence;
  const differences = evidence
    .differences()
    .map((difference): Difference => ({ ...difference, share: rounded(difference.share) }));
  return { compared, beyond, within, above, below, maxAbs, maxRel, maxUlp, maxShare: rounded(maxShare), differences };
}

/** The loop divides where exact arithmetic rounds once: the last digit of an integer's share may differ. */
function rounded(share: number | null): number | null {
  return share === null ? null : Number(share.toPrecision(13));
}
