import type { Case } from '../suite/case.ts';
import { identical } from '../value/identical.ts';
import type { Outcome } from '../value/outcome.ts';
import type { JudgedResult, Side } from './result.ts';
import { signatureOf } from './signature.ts';
import { type SubjectJob, tryCase } from './subject-job.ts';

/** How often a drift came back when its case was run again, each time with every side in a fresh process. */
export interface Confirmation {
  readonly runs: number;
  readonly cameBack: number;
  /** The side that was not steady; null when the drift came back every time. */
  readonly unsteady: Side | null;
}

/** So many runs settle it when the drift comes back in all of them; else there are more, for a rate worth telling. */
const fewRuns = 3;
const moreRuns = 5;

/**
 * Runs a finding's case again in fresh processes: a drift that does not come back every time is no fault that could be
 * worked on as it is told, but a side that is not steady.
 *
 * @param judged What the case came to in the run.
 * @param job With the modern of the finding alone.
 * @returns Null when no process could be started.
 */
export async function confirm(
  job: SubjectJob,
  item: Case,
  judged: JudgedResult,
  signature: string,
): Promise<Confirmation | null> {
  const isBack = ({ result }: JudgedResult) => signatureOf(result) === signature;
  const again = async (runs: number) => {
    const all = await Promise.all(Array.from({ length: runs }, () => tryCase(job, item, 'callAlone')));
    return all.flat().filter(({ result }) => result.modern === judged.result.modern && result.status !== 'not-run');
  };
  // A timeout costs its whole deadline, and was seen in a fresh process already.
  const few = judged.result.status === 'timed-out' ? 1 : fewRuns;
  const first = await again(few);
  const alone = first.every(isBack) ? first : [...first, ...(await again(moreRuns - few))];
  if (alone.length === 0) return null;
  const cameBack = alone.filter(isBack).length;
  return { runs: alone.length, cameBack, unsteady: cameBack === alone.length ? null : unsteadySide(judged, alone) };
}

/** Modern, unless only legacy changed its answer. */
function unsteadySide(judged: JudgedResult, alone: readonly JudgedResult[]): Side {
  const changed = (side: Side, from: JudgedResult) => alone.some((one) => !sameOutcome(one[side], from[side]));
  for (const from of [alone[0]!, judged]) {
    if (changed('modern', from)) return 'modern';
    if (changed('legacy', from)) return 'legacy';
  }
  return 'modern';
}

function sameOutcome(a: Outcome | null, b: Outcome | null): boolean {
  if (a?.kind === 'returned' && b?.kind === 'returned') return identical(a.value, b.value);
  if (a?.kind === 'raised' && b?.kind === 'raised') return a.error.class === b.error.class;
  return a?.kind === b?.kind;
}
