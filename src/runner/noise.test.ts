import { describe, expect, it } from 'vitest';
import { type Honest, identity } from '../implementations/fakes.ts';
import type { Call, Implementation } from '../implementations/implementation.ts';
import type { NoiseFloor } from '../suite/suite.ts';
import { generatedWork, type JobParts, makeJob, runAll, vectorWork } from './fixtures/job.ts';
import type { SubjectJob } from './subject-job.ts';

const cube: Honest = ({ args: [x = null] }) => (x as number) ** 3;
const works = Array.from({ length: 40 }, (_, index) => generatedWork(index + 1.5, index));

/** Every answer a little larger than the one before, by `step` of it. */
function drifting(step: number): Implementation {
  let calls = 0;
  return identity((input) => (cube(input, '', 0) as number) * (1 + step * calls++));
}

/** The same answer always within a process, another one in the next. */
function otherProcess(alone: Honest): Implementation {
  const [warm, fresh] = [identity(cube), identity(alone)];
  const asks = { callAlone: (call: Call) => fresh.call(call) };
  return new Proxy(warm, {
    get: (target, key) =>
      Reflect.get(key === 'callAlone' ? asks : target, key).bind?.(target) ?? Reflect.get(target, key),
  });
}

const wrong = identity((input) => (cube(input, '', 0) as number) * 1.5);
const floor = (rel: number, maxShare = 1): NoiseFloor => ({
  path: '/value',
  rel,
  measuredAt: '2026-11-20',
  n: 1000,
  maxShare,
});

async function run(parts: JobParts, over: Partial<SubjectJob> = {}, of = works) {
  const { results, account } = await runAll({ ...makeJob(parts), planned: of.length, ...over }, of);
  const seen = results.map(({ status, side, excuse }) =>
    [status, side, excuse].filter((word) => word !== null).join(' '),
  );
  return {
    counts: Object.fromEntries([...new Set(seen)].map((one) => [one, seen.filter((other) => other === one).length])),
    account,
  };
}

describe('A/A runs of suspects', () => {
  it('leave the drift of two steady sides as it is', async () => {
    expect((await run({ legacy: identity(cube), modern: wrong })).counts).toEqual({ drifted: 40 });
  });

  it('name the side that disagrees with itself, legacy before modern', async () => {
    const { counts } = await run({ legacy: drifting(1e-9), modern: identity(cube) });
    expect(counts).toEqual({ agreed: 1, 'flaky legacy': 39 });
    expect((await run({ legacy: drifting(1e-9), modern: drifting(1e-8) })).counts['flaky modern']).toBeUndefined();
  });

  it('take a failure of set-up that comes each time for the same', async () => {
    const error = { class: 'vernier.BadArguments', bases: [], message: 'No word uses the argument 0', setup: true };
    const unfit = new Proxy(identity(cube), {
      get: (target, key) =>
        key === 'call' || key === 'callAlone'
          ? async () => ({ kind: 'raised', error, elapsedNs: 1, warnings: [] })
          : Reflect.get(target, key),
    });
    expect((await run({ legacy: identity(cube), modern: unfit })).counts).toEqual({ drifted: 40 });
  });

  it('do not mind noise that the policy allows', async () => {
    const policy = { rtol: 1e-6 };
    expect((await run({ legacy: drifting(1e-12), modern: wrong, policy })).counts).toEqual({ drifted: 40 });
  });

  it('stop asking when the first suspects are steady', async () => {
    let calls = 0;
    const counted = identity((input) => {
      calls += 1;
      return (cube(input, '', 0) as number) * 2;
    });
    const many = Array.from({ length: 500 }, (_, index) => generatedWork(index + 1.5, index));
    expect((await run({ legacy: identity(cube), modern: counted }, {}, many)).counts).toEqual({ drifted: 500 });
    expect(calls).toBeLessThan(500 + 3 * 80);
  });

  it('find what differs between processes only', async () => {
    const modern = otherProcess((input) => (cube(input, '', 0) as number) + 1);
    const legacy = identity((input) => (cube(input, '', 0) as number) + 2);
    expect((await run({ legacy, modern })).counts).toEqual({ 'flaky modern': 40 });
  });

  it('hold fresh processes against each other where a subject keeps state', async () => {
    const modern = otherProcess((input) => (cube(input, '', 0) as number) + 1);
    const legacy = identity((input) => (cube(input, '', 0) as number) + 2);
    expect((await run({ legacy, modern }, { inFlight: 1 })).counts).toEqual({ drifted: 40 });
  });

  it('do not ask legacy about a vector that modern fails', async () => {
    const outcome = { returned: 27 };
    const { counts } = await run({ legacy: drifting(1e-9), modern: wrong }, {}, [vectorWork(3, outcome)]);
    expect(counts.drifted).toBe(1);
  });
});

describe('a declared noise floor', () => {
  const noisy = () => ({ legacy: drifting(1e-12), modern: identity(cube) });

  it('excuses what it covers, apart from the rest', async () => {
    expect((await run(noisy(), { noise: [floor(1e-9)] })).counts).toEqual({ agreed: 1, 'excused noise-floor': 39 });
  });

  it('excuses no more than its share, and then calls the side flaky', async () => {
    const { counts } = await run(noisy(), { noise: [floor(1e-9, 0.25)] });
    expect(counts).toEqual({ agreed: 1, 'excused noise-floor': 10, 'flaky legacy': 29 });
  });

  it('covers neither another place, nor more than was measured, nor another kind of drift', async () => {
    const elsewhere = { ...floor(1e-9), path: '/value/x' };
    expect((await run(noisy(), { noise: [elsewhere] })).counts['excused noise-floor']).toBeUndefined();
    const legacy = drifting(1e-12);
    // Modern is off by far more than legacy is from itself: that is drift.
    expect((await run({ legacy, modern: wrong }, { noise: [floor(1e-9)] })).counts).toEqual({ drifted: 40 });
    const nan = identity(() => Number.NaN);
    expect((await run({ legacy: drifting(1e-12), modern: nan }, { noise: [floor(1)] })).counts).toEqual({
      drifted: 40,
    });
  });

  it('covers legacy against its golden outcome', async () => {
    const of = [vectorWork(3, { returned: 27 * (1 + 1e-13) })];
    const legacy = identity(cube);
    const { counts } = await run({ legacy, modern: identity(cube) }, { noise: [floor(1e-12)] }, of);
    expect(counts).toEqual({ 'excused noise-floor': 2 });
  });

  it('covers arrays with more differences than are listed', async () => {
    const long =
      (by: number): Honest =>
      () => ({
        kind: 'map',
        type: 'dict',
        entries: Array.from({ length: 600 }, (_, i) => [`k${i}`, (i + 1) * by] as const),
      });
    const parts = { legacy: identity(long(1)), modern: identity(long(1 + 1e-12)) };
    const at = (rel: number) => ({ noise: [{ ...floor(rel), path: '/value/*' }] });
    expect((await run(parts, at(1e-9), works.slice(0, 3))).counts).toEqual({ 'excused noise-floor': 3 });
    expect((await run(parts, at(1e-13), works.slice(0, 3))).counts).toEqual({ drifted: 3 });
  });
});
