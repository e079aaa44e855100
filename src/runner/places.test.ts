import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../compare/compare.ts';
import { PlaceLog } from '../compare/place-log.ts';
import type { Policy } from '../compare/policy.ts';
import { identity, offByOneUlp } from '../implementations/fakes.ts';
import { float64Array } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { generatedWork, inputs, makeJob, runAll, truth } from './fixtures/job.ts';
import { Places } from './places.ts';
import { subjectReport } from './subject-report.ts';

function placesOf(pairs: readonly (readonly [Value, Value])[], policy: Policy = {}) {
  const places = new Places();
  for (const [legacy, modern] of pairs) {
    const log = new PlaceLog();
    compareValues(legacy, modern, policy, { places: log });
    places.add(log);
  }
  return places.tallies;
}

const floats = fc.oneof(
  fc.constantFrom(0, 5e-324, 2.3e-308, 1, 1e308),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ noNaN: true, min: 1, max: 2 }),
);
const near = fc
  .tuple(floats, fc.double({ noNaN: true, min: -1e-9, max: 1e-9 }))
  .map(([x, error]) => [x, x + x * error] as [number, number])
  .filter(([, m]) => Number.isFinite(m));

describe('Places', () => {
  it('gives tolerances under which every number passes, and no smaller ones but by rounding', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(near, fc.tuple(floats, floats)), { minLength: 1, maxLength: 30 }),
        fc.boolean(),
        (pairs, inArrays) => {
          const shown = pairs.map(([l, m]): [Value, Value] =>
            inArrays ? [float64Array([l, 1]), float64Array([m, 1])] : [l, m],
          );
          const pass = placesOf(shown)[0]!.wouldPass();
          const passes = (policy: Policy) => shown.every(([l, m]) => compareValues(l, m, policy).verdict === 'agree');
          for (const way of ['rtol', 'atol'] as const) {
            const tolerance = pass?.[way] ?? null;
            if (tolerance === null) continue;
            expect(passes({ [way]: tolerance })).toBe(true);
            // Among subnormals, which round by whole units, a smaller one may do.
            if (pairs.every(([l, m]) => l === m || Math.min(Math.abs(l) || 1, Math.abs(m - l)) > 1e-290))
              expect(tolerance > 0 && passes({ [way]: tolerance * 0.999999 })).toBe(false);
          }
          if (pass?.ulp != null) {
            expect(passes({ mode: 'ulp', ulp: pass.ulp })).toBe(true);
            if (pass.ulp > 0) expect(passes({ mode: 'ulp', ulp: pass.ulp - 1 })).toBe(false);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('adds up to the same in any order', () => {
    fc.assert(
      fc.property(fc.array(near, { minLength: 2, maxLength: 20 }), (pairs) => {
        const summaries = (of: typeof pairs) => placesOf(of).map((place) => place.summary());
        expect(summaries([...pairs].reverse())).toEqual(summaries(pairs));
      }),
    );
  });

  it('knows quantiles, the histogram of ulp and the side modern leans to', () => {
    const step = 2 ** -52;
    const pairs = Array.from({ length: 100 }, (_, i): [Value, Value] => [
      1,
      i < 60 ? 1 : i < 95 ? 1 + step : 1 + 5 * step,
    ]);
    const [place] = placesOf(pairs).map((tally) => tally.summary());
    expect(place).toMatchObject({
      path: '$',
      numbers: 100,
      ulp: { max: 5, p50: 0, p90: 1, p99: 5 },
      rel: { max: 5 * step, p50: 0 },
      ulpHistogram: [
        { upTo: 0, numbers: 60 },
        { upTo: 1, numbers: 35 },
        { upTo: 8, numbers: 5 },
      ],
      bias: { above: 40, below: 0 },
    });
    expect(place!.bias.p).toBeCloseTo(2 ** -39, 15);
    expect(place!.wouldPass!.ulp).toBe(5);
  });

  it('offers no rtol beside a legacy of 0, no ulp for integers, and nothing for NaN', () => {
    expect(placesOf([[0, 1e-9]])[0]!.wouldPass()).toMatchObject({ rtol: null, atol: 1e-9 });
    expect(placesOf([[0, 1e-9]])[0]!.absAtZero).toBe(1e-9);
    expect(placesOf([[10n, 11n]])[0]!.wouldPass()).toMatchObject({ atol: 1, ulp: null });
    expect(placesOf([[1, Number.NaN]])[0]!.wouldPass()).toBe(null);
    expect(placesOf([[1, 1]])[0]!.wouldPass()).toEqual({ rtol: 0, atol: 0, ulp: 0 });
  });

  it('counts what no distance tells apart: alike in the kernel, in the plain loop and number by number', () => {
    const pairs: [number, number][] = [
      [Number.NaN, 1],
      [1, Number.NaN],
      [Number.NaN, Number.NaN],
      [Number.POSITIVE_INFINITY, 1],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      [0, -0],
      [-0, 0],
      [-0, 0],
      [1, 1.5],
    ];
    const special = { nan: 2, infinity: 2, 'zero-sign': 3 };
    const padding = Array.from({ length: 1000 }, (_, i): [number, number] => [i, i]);
    for (const policy of [{}, { signedZero: true }, { rtol: 1 }] satisfies Policy[]) {
      for (const all of [pairs, [...pairs, ...padding]]) {
        const [legacy, modern] = [float64Array(all.map(([l]) => l)), float64Array(all.map(([, m]) => m))];
        expect(placesOf([[legacy, modern]], policy)[0]!.summary().special).toEqual(special);
      }
      expect(placesOf(pairs, policy)[0]!.summary().special).toEqual(special);
    }
  });

  it('has a size that does not grow with the number of places', () => {
    const dict = (i: number): Value => ({ kind: 'map', type: 'dict', entries: [[`k${i}`, i]] });
    const tallies = placesOf(Array.from({ length: 400 }, (_, i): [Value, Value] => [dict(i), dict(i)]));
    expect(tallies.length).toBe(257);
    expect(tallies.reduce((sum, { numbers }) => sum + numbers, 0)).toBe(400);
  });
});

describe('the report of a subject', () => {
  const works = inputs.map((input, index) => generatedWork(input, index));
  const reportOf = async (job: ReturnType<typeof makeJob>, past: Parameters<typeof runAll>[2] = []) => {
    const { account } = await runAll(job, works, past);
    return subjectReport(job, {}, works.length, account).moderns[0]!;
  };

  it('has a place for each name in the value', async () => {
    const { places, placeCases } = await reportOf(makeJob({ modern: offByOneUlp(truth), policy: { rtol: 1e-9 } }));
    expect(places.map(({ path, numbers }) => [path, numbers])).toEqual([
      ['$.value.n', 5],
      ['$.value.nan', 5],
      ['$.value.third', 5],
      ['$.value.x', 5],
      ['$.value.zero', 5],
    ]);
    expect(places.find(({ path }) => path === '$.value.third')!.ulp.max).toBe(1);
    expect(placeCases).toEqual({ counted: 5, leftOut: 0, resumed: 0 });
  });

  it('leaves waived cases out, and says so', async () => {
    const waiver = {
      id: 'known',
      subject: 'work',
      modern: 'modern',
      class: 'value',
      path: '/**',
      when: {},
      bound: { rel: 1 },
      maxShare: 0.9,
      owner: 'o',
      reason: 'r',
      created: '2026-01-01',
      expires: '2027-01-01',
    } as const;
    const row = await reportOf(makeJob({ modern: offByOneUlp(truth), waivers: [waiver] }));
    expect(row.placeCases.leftOut).toBeGreaterThan(0);
    expect(row.placeCases.counted + row.placeCases.leftOut).toBe(5);
    expect(Math.max(0, ...row.places.map(({ ulp }) => ulp.max ?? 0))).toBe(0);
  });

  it('says that it is partial after a resumption', async () => {
    const whole = await runAll(makeJob({ modern: identity(truth) }), works);
    const row = await reportOf(
      makeJob({ modern: identity(truth) }),
      whole.results.slice(0, 3).map((one) => [one]),
    );
    expect(row.placeCases).toEqual({ counted: 2, leftOut: 0, resumed: 3 });
    expect(row.places.find(({ path }) => path === '$.value.x')!.numbers).toBe(2);
  });
});
