import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import type { Generator } from '../generators/generator.ts';
import { crashes, type Honest, identity, nondeterministic } from '../implementations/fakes.ts';
import type { Implementation } from '../implementations/implementation.ts';
import { Selection } from '../suite/select.ts';
import type { Waiver } from '../suite/waiver.ts';
import type { CallArguments } from '../value/outcome.ts';
import { explain } from './explain.ts';
import { makeJob } from './fixtures/job.ts';
import type { RunOptions } from './options.ts';
import { openStream } from './property.ts';
import { runSubject } from './run-subject.ts';
import { planWorks } from './works.ts';

const generator: Generator = {
  version: 1,
  arbitrary: fc.integer({ min: -1000, max: 1000 }).map(
    (n) => ({ args: [BigInt(n)], kwargs: {} }),
    (input) => Number((input as CallArguments).args[0]),
  ),
};
const n = (input: CallArguments) => Number(input.args[0]);
const honest: Honest = (input) => n(input) * 1.5;
/** Wrong where `when` holds: by a factor. */
const off = (...bugs: readonly [when: (x: number) => boolean, factor: number][]): Implementation =>
  identity((input) => bugs.reduce((y, [when, factor]) => (when(n(input)) ? y * factor : y), n(input) * 1.5));

interface Parts {
  readonly labels?: (input: CallArguments) => readonly string[];
  readonly legacy?: Honest;
  readonly cases?: number;
  readonly most?: number;
  readonly waivers?: readonly Waiver[];
  readonly options?: Partial<RunOptions>;
}

async function findingsOf(modern: Implementation, parts: Parts = {}) {
  const job = makeJob({
    legacy: identity(parts.legacy ?? honest),
    modern,
    ...(parts.waivers ? { waivers: parts.waivers } : {}),
  });
  const stream = openStream(1, 'sample', 'work', generator);
  const labelsOf = parts.labels ?? (() => []);
  const offered = [{ suite: 'sample', subject: 'work', vectors: [], generates: true }];
  const [selection] = new Selection([], []).selectSubjects(offered);
  const cases = parts.cases ?? 400;
  const plan = planWorks({ labelsOf, golden: null, stream, seed: 1, cases, selection: selection! });
  const { account } = await runSubject(job, plan.works(), [], { results() {}, done: () => true });
  const context = {
    options: parts.options as RunOptions,
    observer: { say() {}, progress() {} },
    clock: systemClock,
    signal: new AbortController().signal,
    time: null,
    evidenceFolder: 'evidence',
    past: () => [],
    recall: null,
    onCase() {},
  };
  const { suspects } = account;
  return explain({
    job,
    suspects,
    stream,
    golden: null,
    labelsOf,
    context: { ...context, options: parts.options ?? {} } as Parameters<typeof explain>[0]['context'],
    most: parts.most ?? 20,
  });
}

const inputs = ({ findings }: { findings: readonly { input: CallArguments }[] }) =>
  findings.map(({ input }) => n(input)).sort((a, b) => a - b);

describe('explain()', () => {
  it('makes one finding of one bug, at its smallest case, confirmed in fresh processes', async () => {
    const explained = await findingsOf(off([(x) => x >= 100, 2]));
    expect(inputs(explained)).toEqual([100]);
    const [finding] = explained.findings;
    expect(finding).toMatchObject({ status: 'drifted', confirmed: { runs: 3, cameBack: 3 } });
    expect(finding!.cases).toBeGreaterThan(100);
    expect(explained.leftOut).toBe(0);
  });

  it('makes two findings of two bugs that look alike from outside', async () => {
    // Both are drift of class value at the same place; only the cases and the size of the error tell them apart.
    const both = off([(x) => x >= 100, 2], [(x) => x <= -50, 1 + 1e-6]);
    expect(inputs(await findingsOf(both))).toEqual([-50, 100]);
    const labels = (input: CallArguments) => [n(input) < 0 ? 'negative' : 'positive', 'number'];
    expect(inputs(await findingsOf(both, { labels }))).toEqual([-50, 100]);
  });

  it('makes two findings of two bugs that meet in some cases, each alone in its case', async () => {
    const pair: Honest = (input) => ({
      kind: 'map',
      type: 'dict',
      entries: [
        ['a', n(input)],
        ['b', n(input)],
      ],
    });
    const both = identity((input) => {
      const [a, b] = [n(input) > 100 ? 1 : 0, n(input) % 2 === 0 ? 1 : 0];
      return {
        kind: 'map',
        type: 'dict',
        entries: [
          ['a', n(input) + a],
          ['b', n(input) + b],
        ],
      };
    });
    const { findings } = await findingsOf(both, { legacy: pair });
    // Each shows its own bug alone.
    const shown = findings.map(({ difference, input }) => [
      difference?.path.at(-1),
      n(input) > 100,
      n(input) % 2 === 0,
    ]);
    expect(shown.sort()).toEqual([
      ['a', true, false],
      ['b', false, true],
    ]);
    expect(findings.reduce((sum, { cases }) => sum + cases, 0)).toBeGreaterThan(200);
  });

  it('counts every failing case for one finding', async () => {
    const both = off([(x) => x >= 100, 2], [(x) => x <= -50, 1 + 1e-6]);
    const labels = (input: CallArguments) => [`ends:${Math.abs(n(input)) % 10}`, 'number'];
    const { findings } = await findingsOf(both, { labels });
    const one = await findingsOf(off([(x) => x >= 100 || x <= -50, 2]));
    const sum = (all: readonly { cases: number }[]) => all.reduce((total, { cases }) => total + cases, 0);
    expect(sum(findings)).toBe(sum(one.findings));
  });

  it('does not shrink a group whose labels a smallest case explains', async () => {
    // Labels as an expression's operators would be: the bug sits in one of them, most cases have others as well.
    const labels = (input: CallArguments) => {
      const x = Math.abs(n(input));
      return [...(x >= 100 ? ['big'] : []), ...[2, 3, 5, 7].filter((by) => x % by === 1).map((by) => `by:${by}`)];
    };
    const explained = await findingsOf(off([(x) => x >= 100, 2]), { labels });
    expect(inputs(explained)).toEqual([100]);
    expect(explained.findings[0]!.labels).toEqual(['big', 'by:3']);
  });

  it('puts cases of the same labels together that differ in numbers only, by errors of one size', async () => {
    const both = off([(x) => x >= 100 && x % 2 === 0, 2], [(x) => x >= 701 && x % 2 === 1, 2]);
    expect(inputs(await findingsOf(both, { labels: () => ['number'] }))).toHaveLength(1);
  });

  it('never takes a waived drift for a smaller case, and never slips to another signature', async () => {
    const waiver: Waiver = {
      id: 'small',
      subject: 'work',
      modern: 'modern',
      class: 'value',
      path: '/value',
      when: { label: 'small' },
      owner: 'team',
      reason: 'known',
      created: '2026-01-01',
      expires: '2027-01-01',
      maxShare: 1,
    };
    const labels = (input: CallArguments) => (Math.abs(n(input)) < 300 ? ['small'] : []);
    const waived = await findingsOf(off([(x) => x >= 100, 2]), { labels, waivers: [waiver] });
    expect(inputs(waived)).toEqual([300]);
    const raising: Honest = (input) => {
      const error = { class: n(input) >= 200 ? 'TypeError' : 'ValueError', bases: [], message: '', setup: false };
      return n(input) >= 100 ? { kind: 'raised', error, elapsedNs: 1, warnings: [] } : n(input) * 1.5;
    };
    expect(inputs(await findingsOf(identity(raising)))).toEqual([100, 200]);
  });

  it('calls a drift that does not come back flaky, with its rate and the side that is not steady', async () => {
    const { findings } = await findingsOf(nondeterministic(honest), { cases: 20, most: 1 });
    const [finding] = findings;
    expect(finding).toMatchObject({ status: 'flaky', side: 'modern', class: 'value' });
    const { runs, cameBack } = finding!.confirmed!;
    expect(runs).toBe(5);
    expect(cameBack).toBeLessThan(5);
    expect(finding!.summary).toContain(`it came back ${cameBack} of 5 times`);
  });

  it('shrinks crashes as well', async () => {
    const explained = await findingsOf(crashes(honest, { when: (input) => n(input) >= 100 }));
    expect(inputs(explained)).toEqual([100]);
    expect(explained.findings[0]).toMatchObject({ status: 'crashed', side: 'modern' });
  });

  it('makes no more findings than are wanted, and counts the others', async () => {
    const raising: Honest = (input) => {
      const error = { class: `Error${Math.abs(n(input)) % 8}`, bases: [], message: '', setup: false };
      return { kind: 'raised', error, elapsedNs: 1, warnings: [] };
    };
    expect((await findingsOf(identity(raising))).findings).toHaveLength(8);
    const explained = await findingsOf(identity(raising), { most: 3 });
    expect(explained.findings).toHaveLength(3);
    expect(explained.leftOut).toBe(5);
    expect(await findingsOf(off([() => true, 2]), { most: 0 })).toMatchObject({ findings: [], leftOut: 1 });
  });
});
