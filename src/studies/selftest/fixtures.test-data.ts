import type { Policy } from '../../compare/policy.ts';
import type { Honest } from '../../implementations/fake.ts';
import { identity } from '../../implementations/fakes.ts';
import type { Implementation } from '../../implementations/implementation.ts';
import { generatedWork, makeJob } from '../../runner/fixtures/job.ts';
import type { SubjectJob, Work } from '../../runner/subject-job.ts';
import type { SubjectDefinition } from '../../suite/suite.ts';
import type { Waiver } from '../../suite/waiver.ts';
import { float64Array } from '../../value/ndarray.ts';
import type { Value } from '../../value/value.ts';
import type { Judge } from './bench-selftest.ts';
import type { BenchSelftest } from './selftest-report.ts';
import { testCases } from './selftest-subject.ts';

/** An answer with something of everything that faults are put into. */
export const rich: Honest = ({ args: [x = null] }) => {
  const n = Number(x);
  return {
    kind: 'map',
    type: 'dict',
    entries: [
      ['number', n / 3],
      ['whole', BigInt(n)],
      ['zero', 0],
      ['nan', Number.NaN],
      ['text', `case ${n}`],
      ['ready', n % 2 === 0],
      ['rows', [1.5 * n, 2.5 * n, -3.25 * n]],
      ['grid', float64Array([n, n + 0.1, n + 0.2, n + 0.3, n + 0.4, n + 0.5], [2, 3])],
      ['tags', { kind: 'set', items: ['a', 'b', `c${n}`] }],
      ['at', { kind: 'tuple', items: [n, 'end'] }],
      ['z', { kind: 'complex', re: n, im: -n }],
    ],
  };
};

export interface Trial {
  readonly policy?: Policy;
  readonly legacy?: Implementation;
  readonly modern?: Implementation;
  readonly waivers?: readonly Waiver[];
  readonly definition?: SubjectDefinition;
  readonly judge?: Judge;
  readonly minKill?: number;
  readonly works?: readonly Work[];
  readonly seed?: number;
  /** What else the subject says. */
  readonly job?: Partial<SubjectJob>;
}

export const numbered = (count: number, labels: readonly string[] = []): Work[] =>
  Array.from({ length: count }, (_, i) => generatedWork(i + 1, i, labels));

/** The self-test of a subject whose sides are in this process. */
export async function tried(trial: Trial = {}): Promise<BenchSelftest> {
  const { policy = {}, legacy = identity(rich), modern = identity(rich), waivers = [], works = numbered(20) } = trial;
  const job = {
    ...makeJob({ legacy, modern, policy, waivers }),
    planned: works.length,
    seed: trial.seed ?? 1,
    ...trial.job,
  };
  const [bench] = await testCases(
    {
      minKill: trial.minKill ?? null,
      observer: { say: () => {}, progress: () => {} },
      signal: new AbortController().signal,
      ...(trial.judge === undefined ? {} : { judge: trial.judge }),
    },
    job,
    trial.definition ?? { policy },
    works[Symbol.iterator](),
  );
  return bench!;
}

/** The faults that were judged, by the set they are in. */
export function faultsOf({ paths }: BenchSelftest, set: 'must-die' | 'must-live'): string[] {
  const found = paths.flatMap(({ faults }) => faults.filter((one) => one.set === set && one.mutants > 0));
  return [...new Set(found.map(({ fault }) => fault))].sort();
}

export const raises = (name: string): Value | never => {
  throw Object.assign(new Error('always'), { name });
};
