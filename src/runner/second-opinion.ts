import { conditioningOf, neighbourhood } from './conditioning.ts';
import { answersOf, fitCosts, fitWord } from './fit-word.ts';
import { floatDifference, refereeBits, refereeWord } from './referee-word.ts';
import type { Finding } from './report.ts';
import type { Smallest } from './smallest.ts';
import type { SubjectJob } from './subject-job.ts';

/**
 * What the referee says of a finding's worst difference, and how much its input amplifies. Both only where that is a
 * difference between floats, and modern's.
 */
export async function secondOpinion(
  job: SubjectJob,
  { input, judged }: Pick<Smallest, 'input' | 'judged'>,
): Promise<Pick<Finding, 'referee' | 'conditioning'>> {
  const worst = judged.comparison?.differences.find((difference) => difference.beyond) ?? null;
  const drift = worst === null || judged.result.side !== null ? null : floatDifference(worst, judged);
  if (drift === null) {
    const answers = worst === null || judged.result.side !== null ? null : answersOf(judged);
    const isAsked = job.referee !== undefined && answers !== null;
    const word = isAsked ? fitWord(job.referee, input, answers, fitCosts.finding, `${job.suite}/${job.subject}`) : null;
    return { referee: word, conditioning: null };
  }
  const around = await neighbourhood(job, input);
  return {
    referee:
      job.referee === undefined
        ? null
        : refereeWord(job.referee, input, drift, refereeBits.finding, `${job.suite}/${job.subject}`),
    conditioning: around && conditioningOf(around.amplificationAt(drift.difference.path.slice(1))),
  };
}
