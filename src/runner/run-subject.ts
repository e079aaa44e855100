import { SetupError } from '../base/errors.ts';
import { type CaseRef, caseName } from '../suite/case.ts';
import { Account } from './account.ts';
import { excusesFor } from './excuses.ts';
import { NoiseWatch } from './noise.ts';
import { pipeline } from './pipeline.ts';
import type { Recall } from './recall.ts';
import type { JudgedResult, Result } from './result.ts';
import { Settlement } from './settlement.ts';
import { asInShard, isCalm } from './shard.ts';
import { howToAsk, type SubjectJob, tryCase, type Work } from './subject-job.ts';

export interface SubjectEvents {
  /** The results of a case that ran just now. */
  results(results: readonly Result[]): void;
  /** After every case. `false` stops the subject. */
  done(cases: number, red: number): boolean;
}

/**
 * Drives all sides with the same cases at once and judges what comes back, in the order of the cases.
 *
 * @param recall What shards did of these cases: those of them that are calm are not run again.
 * @param past Results of the first cases, out of the journal of an interrupted run: they are counted, not run again.
 * @returns The account, and whether the subject was stopped at a red result.
 * @throws SetupError when the past is not of these cases
 */
export async function runSubject(
  job: SubjectJob,
  works: Iterator<Work>,
  past: Iterable<readonly Result[]>,
  events: SubjectEvents,
  recall: Recall | null = null,
): Promise<{ readonly account: Account; readonly bailed: boolean }> {
  const account = new Account(job, recall);
  const settlement = new Settlement(job);
  const noise = new NoiseWatch(job);
  for (const results of past) {
    const { value: work, done } = works.next();
    if (done || results.some((result) => !sameCase(result.case, work.item.ref))) {
      throw new SetupError(
        `The journal goes on with case ${caseName(results[0]!.case)} of ${job.suite}/${job.subject}, the run with ${done ? 'none' : caseName(work.item.ref)}: they are not of the same run. Start the run anew`,
      );
    }
    for (const result of results) settlement.add(result);
    account.add(work, results, null);
  }
  const bails = () => job.bail && account.red > 0;
  if (!events.done(account.cases, account.red) || bails()) return { account, bailed: bails() };
  await pipeline(
    works,
    job.inFlight,
    async (work) => {
      const shard = recall?.take(work.item.ref) ?? null;
      if (shard !== null && isCalm(shard)) return { work, shard, judged: null, excuses: none, unsteady: none };
      const judged = await tryCase(job, work.item, howToAsk(job, work.item));
      if (!judged.some(isDrifted)) return { work, shard, judged, excuses: none, unsteady: none };
      const [excuses, unsteady] = await Promise.all([
        excusesFor(job, work.item, judged),
        noise.unsteadySides(work.item, judged),
      ]);
      return { work, shard, judged, excuses, unsteady };
    },
    ({ work, shard, judged: asTried, excuses, unsteady }) => {
      const judged =
        asTried?.map((one, index) => {
          const tried = { ...one, result: asInShard(one.result, shard?.[index]) };
          return settlement.settle(work.item, tried, excuses[index] ?? null, unsteady[index] ?? null);
        }) ?? null;
      const results = judged?.map(({ result }) => result) ?? shard!.map((result) => settlement.recall(result));
      events.results(results);
      account.add(work, results, judged);
      return events.done(account.cases, account.red) && !bails();
    },
  );
  return { account, bailed: bails() };
}

const none: readonly null[] = [];
const isDrifted = ({ result }: JudgedResult) => result.status === 'drifted';

function sameCase(a: CaseRef, b: CaseRef): boolean {
  return a.kind === b.kind && caseName(a) === caseName(b);
}
