import type { Lie } from '../../implementations/lying.ts';
import { Lying } from '../../implementations/lying.ts';
import { runSubject } from '../../runner/run-subject.ts';
import type { SubjectJob, Work } from '../../runner/subject-job.ts';
import type { BenchSelftest } from './selftest-report.ts';

const lies: readonly Lie[] = ['stale-answer', 'raised-instead', 'mutated-argument'];

/**
 * Runs cases that agreed through the whole pipeline once more for each lie, with the real processes of a modern whose
 * answers are changed on their way. A lie that turns nothing red would pass in a run.
 */
export async function tellLies(
  job: SubjectJob,
  modern: string,
  works: readonly Work[],
): Promise<BenchSelftest['pipeline']> {
  const entry = job.moderns.find(({ side }) => side.name === modern);
  if (entry === undefined || entry.side.implementation === null || works.length < 2) return [];
  const told: BenchSelftest['pipeline'][number][] = [];
  for (const lie of lies) {
    // A golden outcome says nothing of arguments, nor does a policy that does not ask.
    const fits = lie === 'mutated-argument' ? works.filter(({ item }) => isMinded(job, entry.policy, item)) : works;
    if (fits.length === 0) continue;
    const side = { ...entry.side, implementation: new Lying(entry.side.implementation, lie) };
    const lying = { ...job, moderns: [{ ...entry, side }], bail: false };
    const { account } = await runSubject(lying, fits[Symbol.iterator](), [], { results: () => {}, done: () => true });
    const red = account.tallies.get(modern)?.of('drifted', 'violated', 'flaky') ?? 0;
    told.push({ fault: lie, cases: fits.length, red, killed: red > 0 });
  }
  return told;
}

function isMinded(job: SubjectJob, policy: { readonly mutation?: boolean }, item: Work['item']): boolean {
  return (policy.mutation ?? true) && !(job.byGolden && item.vector !== undefined);
}
