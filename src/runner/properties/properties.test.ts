import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crashes, type Honest, identity } from '../../implementations/fakes.ts';
import type { Implementation } from '../../implementations/implementation.ts';
import type { SubjectProperties } from '../../suite/properties.ts';
import type { SubjectDefinition } from '../../suite/suite.ts';
import { float64Array } from '../../value/ndarray.ts';
import type { CallArguments } from '../../value/outcome.ts';
import type { Value } from '../../value/value.ts';
import { generatedWork, makeJob, runAll } from '../fixtures/job.ts';
import type { SubjectJob, Work } from '../subject-job.ts';
import { subjectReport } from '../subject-report.ts';

const work = (input: CallArguments, index: number): Work => {
  const { item } = generatedWork(null, index);
  return { item: { ...item, input }, generated: null };
};
const calls = (...inputs: readonly Value[][]) => inputs.map((args, index) => work({ args, kwargs: {} }, index));

/** A subject that is compared with nothing. */
function alone(
  properties: SubjectProperties,
  modern: Implementation,
  legacy: Implementation | null = null,
): SubjectJob {
  const asks = properties.legacy === true;
  return { ...makeJob({ modern, legacy, askLegacy: asks }), compares: false, properties };
}

async function outcomeOf(properties: SubjectProperties, honest: Honest, works: readonly Work[]) {
  const job = alone(properties, identity(honest));
  const { account, results } = await runAll(job, works);
  const definition: SubjectDefinition = { compare: false, properties };
  const [bench] = subjectReport(job, definition, works.length, account).moderns;
  return { results, bench: bench!, statuses: results.map(({ status }) => status) };
}

const numeric =
  (change: (...numbers: number[]) => number): Honest =>
  ({ args }) =>
    change(...args.map(Number));
const numbers = calls([2.5], [-3.5], [0], [7], [1e10]);

describe('properties of a side alone', () => {
  it('hold of what has them, and count as compared', async () => {
    const all: [SubjectProperties, Honest, Work[]][] = [
      [{ idempotent: {} }, numeric(Math.round), numbers],
      [{ symmetric: {} }, numeric(Math.hypot), calls([3, 4], [-1, 2], [1e300, 1])],
      [{ monotone: { argument: 0 } }, numeric(Math.atan), numbers],
      [{ monotone: { argument: 0, direction: 'decreasing' } }, numeric((x) => -x), numbers],
      [
        { roundTrip: { inverse: 'back' } },
        ({ args: [x] }, subject) => Number(x) * (subject === 'back' ? 0.5 : 2),
        numbers,
      ],
      [{ custom: { positive: (answer) => (Number(answer) >= 0 ? null : 'below zero') } }, numeric(Math.abs), numbers],
    ];
    for (const [properties, honest, works] of all) {
      const { bench, statuses } = await outcomeOf(properties, honest, works);
      expect(new Set(statuses)).toEqual(new Set(['agreed']));
      expect(bench).toMatchObject({ decision: 'pass', statistics: { cases: works.length, counted: works.length } });
      expect(bench.properties).toMatchObject([{ held: works.length, violated: 0 }]);
    }
  });

  const liars: [name: string, SubjectProperties, Honest, Work[], RegExp][] = [
    ['idempotent', { idempotent: {} }, numeric((x) => x / 2), numbers, /f\(f\(x\)\) is 0\.625, wanted 1\.25/],
    [
      'symmetric',
      { symmetric: {} },
      numeric((a, b) => a! - b!),
      calls([5, 3], [1, 2]),
      /f\(b, a\) is -2\.0, wanted 2\.0/,
    ],
    ['monotone', { monotone: { argument: 0 } }, numeric(Math.cos), numbers, /it must be increasing/],
    ['strictly monotone', { monotone: { argument: 0, strict: true } }, numeric(Math.floor), numbers, /strictly/],
    [
      'round trip',
      { roundTrip: { inverse: 'back' } },
      ({ args: [x] }, subject) => Number(x) * (subject === 'back' ? 0.3 : 3),
      calls([1.7]),
      /back\(f\(x\)\) is 1\.5\d*, wanted 1\.7/,
    ],
    [
      'custom',
      { custom: { small: (y) => (Number(y) > 1 ? `${y} is large` : null) } },
      numeric((x) => x),
      calls([9]),
      /small: 9 is large/,
    ],
    [
      'a further call that raises',
      { idempotent: {} },
      ({ args: [x] }) => {
        if (Number(x) > 10) throw new RangeError('too large');
        return Number(x) * 10;
      },
      calls([2]),
      /f\(f\(x\)\) raised RangeError/,
    ],
  ];
  it.each(liars)('are seen to be broken: %s', async (_, properties, honest, works, words) => {
    const { results, bench } = await outcomeOf(properties, honest, works);
    const broken = results.filter(({ status }) => status === 'violated');
    expect(broken.length).toBeGreaterThan(0);
    expect(broken[0]!.violation).toMatch(words);
    expect(bench.decision).toBe('fail');
    expect(bench.reasons[0]).toContain('violated a property');
    expect(bench.properties[0]!.violated).toBe(broken.length);
  });

  it('allow what their policy allows, and are claimed only where they are claimed', async () => {
    const near: Honest = ({ args: [x] }, subject) => Number(x) * (subject === 'back' ? 1 / 3 : 3);
    const roundTrip = { inverse: 'back', policy: { rtol: 1e-12 } };
    expect(new Set((await outcomeOf({ roundTrip }, near, numbers)).statuses)).toEqual(new Set(['agreed']));
    const square: Honest = ({ args: [x] }, subject) => (subject === 'back' ? Math.sqrt(Number(x)) : Number(x) ** 2);
    const when = ({ args: [x] }: CallArguments) => Number(x) >= 0;
    const { statuses, bench } = await outcomeOf({ roundTrip: { inverse: 'back', when } }, square, numbers);
    expect(new Set(statuses)).toEqual(new Set(['agreed']));
    expect(bench.properties).toEqual([{ name: 'roundTrip', held: 4, violated: 0, skipped: 1 }]);
    expect((await outcomeOf({ roundTrip: { inverse: 'back' } }, square, numbers)).statuses[1]).toBe('violated');
  });

  it('hold an array in the order of its argument', async () => {
    const array =
      (change: (x: number) => number): Honest =>
      ({ args: [x] }) =>
        (x as number[]).map(change);
    const works = calls([[3, 1, 2, Number.NaN]], [[]]);
    const rules = { monotone: { argument: 0 } };
    expect((await outcomeOf(rules, array(Math.exp), works)).bench.properties[0]).toMatchObject({ held: 1, skipped: 1 });
    const { results } = await outcomeOf(
      rules,
      array((x) => (x === 2 ? 99 : x)),
      works,
    );
    expect(results[0]!.violation).toBe('monotone: f(2) is 99, f(3) is 3: it must be increasing');
    const typed: Honest = () => float64Array([1, 2, 0]);
    expect((await outcomeOf(rules, typed, calls([float64Array([1, 2, 3])]))).statuses).toEqual(['violated']);
  });

  it('show nothing where they were never checked, and that is not green', async () => {
    const raising: Honest = () => {
      throw new TypeError('never');
    };
    const none = await outcomeOf({ idempotent: {} }, raising, numbers);
    expect(none.bench).toMatchObject({ decision: 'inconclusive', statistics: { counted: 0 } });
    expect(none.bench.reasons).toContain('the property "idempotent" was checked in no case');
    const same = await outcomeOf({ symmetric: {} }, numeric(Math.min), calls([1, 1], [2, 2]));
    expect(same.bench.decision).toBe('inconclusive');
  });

  it('refuse a function of the suite that throws, or says neither words nor null', async () => {
    const thrown = outcomeOf({ custom: { odd: () => JSON.parse('{') } }, numeric(Math.abs), numbers);
    await expect(thrown).rejects.toThrow('The property "odd" of sample/work threw SyntaxError');
    const wrong = outcomeOf({ custom: { odd: () => true as never } }, numeric(Math.abs), numbers);
    await expect(wrong).rejects.toThrow('gave boolean; wanted is what is wrong in words, or null');
  });
});

describe('properties beside a comparison', () => {
  const job = (properties: SubjectProperties, honest: Honest, modern = honest): SubjectJob => ({
    ...makeJob({ legacy: identity(honest), modern: identity(modern) }),
    properties,
  });

  it('break what agrees with a legacy that is wrong in the same way', async () => {
    const { results } = await runAll(
      job(
        { idempotent: {} },
        numeric((x) => x / 2),
      ),
      numbers.slice(0, 2),
    );
    expect(results.map(({ status, side }) => [status, side])).toEqual([
      ['violated', null],
      ['violated', null],
    ]);
  });

  it('are asked of legacy, too, where that is wanted', async () => {
    const legacy = numeric((x) => x / 2);
    const works = numbers.slice(0, 2);
    const { results } = await runAll(
      alone({ idempotent: {}, legacy: true }, identity(numeric(Math.round)), identity(legacy)),
      works,
    );
    expect(results.map(({ modern, status, side }) => [modern, status, side])).toEqual([
      ['modern', 'agreed', null],
      ['legacy', 'violated', 'legacy'],
      ['modern', 'agreed', null],
      ['legacy', 'violated', 'legacy'],
    ]);
  });

  it('leave drift the drift it is', async () => {
    const { results } = await runAll(
      job(
        { idempotent: {} },
        numeric(Math.round),
        numeric((x) => x / 2),
      ),
      calls([4]),
    );
    expect(results[0]).toMatchObject({ status: 'drifted', violation: expect.stringContaining('idempotent') });
  });

  it('say nothing of a side that dies', async () => {
    const modern = crashes(numeric((x) => x));
    const { results } = await runAll({ ...alone({ idempotent: {} }, modern) }, calls([4]));
    expect(results[0]).toMatchObject({ status: 'crashed', side: 'modern', counted: false });
  });
});

describe('the next larger argument', () => {
  it('is larger, whatever the number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.double({ noNaN: true }), fc.bigInt()), async (x) => {
        const seen: (number | bigint)[] = [];
        const spy: Honest = ({ args: [given] }) => {
          seen.push(given as number);
          return given as number;
        };
        await runAll(alone({ monotone: { argument: 0 } }, identity(spy)), calls([x]));
        expect(seen.slice(1).every((one) => one > x)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
