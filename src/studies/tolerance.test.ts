import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../compare/compare.ts';
import { compareOutcomes } from '../compare/compare-outcomes.ts';
import { PlaceLog } from '../compare/place-log.ts';
import type { Policy } from '../compare/policy.ts';
import { CasePlaces } from '../runner/case-places.ts';
import type { BenchTolerances, ToleranceFile } from '../suite/tolerances.ts';
import { float64Array } from '../value/ndarray.ts';
import type { Returned } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import type { ObservedBench } from './observe-tolerance.ts';
import { loosenessOf, tighten } from './ratchet-tolerance.ts';
import { suggestTolerance } from './suggest-tolerance.ts';

type Pair = readonly [legacy: Value, modern: Value];

const returned = (value: Value): Returned => ({ kind: 'returned', value, elapsedNs: 1, warnings: [] });

/** What a study sees of cases whose values were these. Cases that drift do not count. */
function observed(pairs: readonly Pair[], policy: Policy = {}, all = true): ObservedBench {
  const found = new CasePlaces(all ? ['agreed', 'drifted'] : ['agreed']);
  for (const [legacy, modern] of pairs) {
    const places = new PlaceLog();
    const { verdict } = compareOutcomes(returned(legacy), returned(modern), policy, { places });
    found.add({ status: verdict === 'agree' ? 'agreed' : 'drifted', compared: true }, places);
  }
  return { subject: 'work', modern: 'new', policy, found, notCompared: 0 };
}

const dict = (entries: Record<string, Value>): Value => ({
  kind: 'map',
  type: 'dict',
  entries: Object.entries(entries),
});
const off = (n: number, rel: number) =>
  [
    float64Array(Float64Array.from({ length: n }, (_, i) => 1 + i / n)),
    float64Array(Float64Array.from({ length: n }, (_, i) => (1 + i / n) * (1 + rel))),
  ] as const;

describe('suggestTolerance()', () => {
  it('proposes the largest difference times the factor, rounded up to one digit', () => {
    const { policy, numbers, places } = suggestTolerance(observed([off(100, 3e-13)]), 4);
    expect({ policy, numbers }).toEqual({ policy: { rtol: 2e-12 }, numbers: 100 });
    expect(places[0]!.summary.path).toBe('$.value[*]');
  });

  it('proposes ulp where the policy judges by it, and nothing where nothing would do', () => {
    expect(suggestTolerance(observed([[1, 1 + 3 * 2 ** -52]], { mode: 'ulp' }), 4).policy).toEqual({ ulp: 20 });
    const [place] = suggestTolerance(observed([[1, Number.NaN]]), 4).places;
    expect(place).toMatchObject({ tolerances: null, note: expect.stringContaining('under no tolerance') });
    expect(suggestTolerance(observed([[1, 1.5]], { mode: 'bitwise' }), 4).places[0]!.tolerances).toBe(null);
  });

  it('adds an absolute part only for numbers beside a legacy of 0, and warns of cancellation', () => {
    expect(
      suggestTolerance(
        observed([
          [0, 1e-13],
          [1, 1 + 1e-13],
        ]),
        4,
      ).policy,
    ).toEqual({ rtol: 4e-13, atol: 4e-13 });
    const [place] = suggestTolerance(observed([[1e-17, 2e-17]]), 4).places;
    expect(place!.note).toContain('atol 4e-17 alone');
  });

  it('gives a place a rule of its own where it needs far less, or more than the rule above it', () => {
    const [coarse, fine] = [off(2000, 1e-6), off(2000, 1e-14)];
    const pair: Pair = [dict({ a: coarse[0], b: fine[0], c: 1 }), dict({ a: coarse[1], b: fine[1], c: 1 + 1e-9 })];
    expect(suggestTolerance(observed([pair]), 4).policy).toEqual({
      rtol: 5e-6,
      paths: [{ path: '/b/*', rtol: 5e-14 }],
    });
  });

  it('says where the policy itself may have kept larger differences out', () => {
    const note = (rtol: number) => suggestTolerance(observed([off(10, 9e-10)], { rtol }, false), 4).places[0]!.note;
    expect(note(1e-9)).toContain('kept larger ones out');
    expect(note(1e-8)).toBe('');
  });

  it('proposes one exact rule where nothing differs', () => {
    const [same] = off(2000, 0);
    expect(suggestTolerance(observed([[dict({ a: same, b: 1 }), dict({ a: same, b: 1 })]]), 4).policy).toEqual({
      rtol: 0,
    });
  });

  it('proposes what passes, whatever was seen', () => {
    const number = fc.oneof(fc.constant(0), fc.double({ noNaN: true, min: -1e9, max: 1e9 }));
    const error = fc.double({ noNaN: true, min: -1e-6, max: 1e-6 });
    const place = fc.record({ x: fc.tuple(number, error), deep: fc.array(fc.tuple(number, error), { maxLength: 6 }) });
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(1, 4),
        fc.boolean(),
        (drawn, factor, many) => {
          const value = (pick: (pair: [number, number]) => number) =>
            drawn.map(({ x, deep }) => dict({ x: pick(x), deep: deep.map(pick), '0/~': [deep.map(pick)] }));
          const [legacy, modern] = [value(([l]) => l), value(([l, e]) => (l === 0 ? e : l * (1 + e)))];
          const pairs = legacy.map((l, i): Pair => [l, modern[i]!]);
          // Enough numbers for rules of their own.
          const bench = observed(many ? Array.from({ length: 200 }, () => pairs).flat() : pairs);
          const { policy } = suggestTolerance(bench, factor);
          for (const [l, m] of pairs) expect(compareValues(l, m, policy as Policy).verdict).toBe('agree');
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('loosenessOf()', () => {
  const verdicts = (pairs: readonly Pair[], policy: Policy, slack = 100) =>
    loosenessOf(observed(pairs, policy, false), slack).map(({ verdict }) => verdict);

  it('calls a policy loose when it allows more than the slack times what was needed', () => {
    expect(verdicts([off(2000, 1e-13)], { rtol: 1e-12 })).toEqual(['tight']);
    expect(verdicts([off(2000, 1e-13)], { rtol: 1e-10 })).toEqual(['loose']);
    expect(verdicts([off(2000, 1e-13)], { rtol: 1e-10 }, 1e4)).toEqual(['tight']);
    expect(verdicts([off(2000, 1e-13)], { atol: 1e-3 })).toEqual(['loose']);
    expect(verdicts([off(2000, 1e-15)], { mode: 'ulp', ulp: 20 })).toEqual(['tight']);
    expect(verdicts([off(2000, 1e-15)], { mode: 'ulp', ulp: 100_000 })).toEqual(['loose']);
  });

  it('judges each place by the rule that holds there', () => {
    const pair: Pair = [
      dict({ a: off(2000, 0)[0], b: off(2000, 0)[0] }),
      dict({ a: off(2000, 1e-9)[1], b: off(2000, 1e-13)[1] }),
    ];
    expect(verdicts([pair], { rtol: 1e-8, paths: [{ path: '/b', rtol: 1e-12 }] })).toEqual(['tight', 'tight']);
    expect(verdicts([pair], { rtol: 1e-8 })).toEqual(['tight', 'loose']);
  });

  it('calls what is not needed at all loose, but for a few units in the last place', () => {
    expect(verdicts([off(2000, 0)], { rtol: 1e-9 })).toEqual(['loose']);
    expect(verdicts([off(2000, 0)], { rtol: 1e-15 })).toEqual(['tight']);
    expect(verdicts([off(2000, 0)], {})).toEqual(['exact']);
  });

  it('says nothing of numbers that are judged together', () => {
    expect(verdicts([off(2000, 1e-13)], { mode: 'norm', rtol: 1e-3 })).toEqual(['judged together']);
  });

  it('says nothing from too few numbers', () => {
    expect(verdicts([off(999, 1e-13)], { rtol: 1 })).toEqual(['too few numbers']);
  });
});

describe('tighten()', () => {
  const file = (tolerances: BenchTolerances): ToleranceFile => ({
    schema: 'vernier/tolerances/1',
    subjects: { work: { new: tolerances } },
  });
  const afterwards = (tolerances: BenchTolerances, pairs: readonly Pair[], policy: Policy = tolerances as Policy) =>
    tighten(file(tolerances), [observed(pairs, policy, false)], 4);

  it('brings a tolerance down to what was needed times the factor', () => {
    const { file: tightened, changes } = afterwards({ rtol: 1e-9 }, [off(2000, 1e-13)]);
    expect(tightened.subjects.work!.new).toEqual({ rtol: 5e-13 });
    expect(changes).toEqual([{ subject: 'work', modern: 'new', path: null, field: 'rtol', from: 1e-9, to: 5e-13 }]);
  });

  it('never loosens, and leaves what it knows too little of', () => {
    expect(afterwards({ rtol: 1e-12 }, [off(2000, 9e-13)]).changes).toEqual([]);
    expect(afterwards({ rtol: 1 }, [off(10, 1e-13)]).changes).toEqual([]);
    expect(tighten(file({ rtol: 1 }), [], 4).file).toEqual(file({ rtol: 1 }));
    expect(
      afterwards({ rtol: 1e-9, paths: [{ path: '/other', rtol: 1 }] }, [off(2000, 1e-13)]).file.subjects.work!.new,
    ).toEqual({
      rtol: 5e-13,
      paths: [{ path: '/other', rtol: 1 }],
    });
  });

  it('takes every number that a rule may decide into account', () => {
    const pair: Pair = [
      [...[0, 1, 2].map(() => off(2000, 0)[0])],
      [off(2000, 1e-6)[1], off(2000, 1e-12)[1], off(2000, 1e-12)[1]],
    ];
    const tolerances = { rtol: 1e-5, paths: [{ path: '/0', rtol: 1e-4 }] };
    // Which index a number had is not known any more: both rules keep what the worst of them needs.
    const { rtol, paths } = afterwards(tolerances, [pair]).file.subjects.work!.new!;
    expect(rtol).toBeGreaterThanOrEqual(1e-6 / 10);
    expect(paths![0]!.rtol).toBeGreaterThanOrEqual(1e-6);
    expect(compareValues(pair[0], pair[1], { rtol: rtol!, paths: paths! as never }).verdict).toBe('agree');
  });

  it('leaves a policy under which everything seen still agrees', () => {
    const error = fc.double({ noNaN: true, min: -1e-7, max: 1e-7 });
    fc.assert(
      fc.property(
        fc.array(error, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(1e-6, 1e-3),
        fc.constantFrom(0, 1e-5),
        (errors, rtol, atol) => {
          const legacy = Float64Array.from({ length: 1200 }, (_, i) => (i % 7 === 0 ? 0 : i - 600.5));
          const modern = legacy.map((x, i) =>
            x === 0 ? (atol * errors[i % errors.length]!) / 1e-6 : x * (1 + errors[i % errors.length]!),
          );
          const policy: BenchTolerances = { rtol, atol };
          const pair: Pair = [float64Array(legacy), float64Array(modern)];
          const { file: tightened } = afterwards(policy, [pair]);
          const now = tightened.subjects.work!.new as Policy;
          expect(compareValues(pair[0], pair[1], now).verdict).toBe('agree');
          expect(now.rtol).toBeLessThanOrEqual(rtol);
          expect(now.atol).toBeLessThanOrEqual(atol);
        },
      ),
    );
  });
});
