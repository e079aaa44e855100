import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../policy.ts';
import { type ScanRequest, scanInKernel, scanPlainly } from '../scan-arrays.ts';
import { isResolved, resolvePolicy } from '../tolerance.ts';
import { feedMachine } from './feed.ts';

const machine = feedMachine()!;
type Floats = Float64Array | Float32Array;

/** What both scans say, and the pairs they hand on; the pair that needs the largest tolerance may be another of several. */
function expectSame(legacy: Floats, modern: Floats, policy: Policy, limit: number): void {
  const resolved = resolvePolicy(policy);
  if (!isResolved(resolved)) throw new Error(resolved.join());
  const [fast, plain] = [scanInKernel.bind(null, machine), scanPlainly].map((scan) => {
    const odd: number[] = [];
    const request: ScanRequest = { rules: resolved.rules, limit, onlyVerdict: false, odd: (index) => odd.push(index) };
    const { passPair: _, ...result } = scan(legacy, modern, request);
    return { ...result, odd };
  });
  expect(fast).toEqual(plain);
}

/** Numbers from 0 to 1, by a linear congruential generator. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
/** What may stand among numbers that are near: pairs of one number, of none, and of two that are not near at all. */
const strangers: readonly (readonly [number, number])[] = [
  ...([
    [0, 0],
    [-0, -0],
    [7, 7],
    [infinity, infinity],
    [-infinity, -infinity],
    [nan, nan],
  ] as const),
  ...([
    [0, -0],
    [nan, 1],
    [1, infinity],
    [1, -1],
    [1, 2],
    [1, 1 + 2 ** -20],
  ] as const),
  ...([
    [0, 5e-324],
    [5e-324, -5e-324],
    [5e-324, 1e-323],
    [2 ** -1022, 2 ** -1023],
  ] as const),
];

const cases = fc.record({
  Class: fc.constantFrom(Float64Array, Float32Array),
  seed: fc.nat(),
  length: fc.integer({ min: 1, max: 10_000 }),
  error: fc.constantFrom(1e-16, 1e-15, 1e-13, 1e-10, 1e-8, 1e-6, 1e-4),
  growth: fc.constantFrom(0, 0, 1, -1),
  strange: fc.subarray([...strangers], { maxLength: 4 }),
  oneIn: fc.constantFrom(2, 10, 300, 5000),
  rtol: fc.constantFrom(1e-15, 1e-12, 1e-9, 2 ** -23, 1e-6, 0.25, 0.25),
  limit: fc.constantFrom(0, 1, 10, 100),
});

describe('the scan of pairs that are near', () => {
  it('says what the plain loop says, whatever stands among them', () => {
    fc.assert(
      fc.property(cases, ({ Class, seed, length, error, growth, strange, oneIn, rtol, limit }) => {
        const next = uniform(seed);
        const [legacy, modern] = [new Class(length), new Class(length)];
        for (let i = 0; i < length; i++) {
          const size = growth === 0 ? 1 : growth > 0 ? i / length : 1 - i / length;
          legacy[i] = 200 * next() - 100;
          modern[i] = legacy[i]! * (1 + error * size * (2 * next() - 1));
          if (strange.length > 0 && next() * oneIn < 1) {
            [legacy[i], modern[i]] = strange[Math.floor(next() * strange.length)] as [number, number];
          }
        }
        expectSame(legacy, modern, { rtol }, limit);
      }),
      { numRuns: 200 },
    );
  });

  it('finds the worst where a sample of the pairs misleads', () => {
    const length = 5000;
    const legacy = new Float64Array(length).fill(1);
    const modern = legacy.map((_, i) => 1 + 1e-14 * (1 + (i % 50)));
    const step = Math.round(((Math.sqrt(5) - 1) / 2) * length);
    for (let i = 0; i < 60; i++) modern[(i * step) % length] = 1 + 1e-10 * (1 + i);
    for (const rtol of [1e-9, 1e-12]) for (const limit of [10, 100, 400]) expectSame(legacy, modern, { rtol }, limit);
  });
});
