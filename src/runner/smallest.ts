import type { Clock } from '../base/clock.ts';
import type { Case } from '../suite/case.ts';
import type { CallArguments } from '../value/outcome.ts';
import { excusesFor } from './excuses.ts';
import { type GeneratedInput, type Stream, shrinkInput } from './property.ts';
import type { JudgedResult } from './result.ts';
import { type ShrinkBudget, type Shrunk, shrink } from './shrink.ts';
import { signatureOf } from './signature.ts';
import { type SubjectJob, tryCase } from './subject-job.ts';
import type { Suspect } from './suspects.ts';

/** The smallest case that still shows a suspect's drift. */
export interface Smallest {
  /** As it is run. One that was shrunk has no golden outcome. */
  readonly item: Case;
  readonly input: CallArguments;
  readonly labels: readonly string[];
  readonly judged: JudgedResult;
  readonly steps: number;
  /** What the case as it was found came to, where it was shrunk. */
  readonly asFound?: JudgedResult;
  /** Which budget ended the shrinking, so that there may be a smaller one; null when none did. */
  readonly cut: ShrunkBy['cut'];
}

type ShrunkBy = Pick<Shrunk<unknown, unknown>, 'cut'>;

/** A process that dies or hangs costs a new one for every candidate that still fails: fewer are tried. */
const budgets: { readonly quick: ShrinkBudget; readonly dear: ShrinkBudget } = {
  quick: { tries: 3000, ms: 20_000, width: 16 },
  dear: { tries: 60, ms: 30_000, width: 1 },
};

/**
 * Shrinks a suspect's case. A candidate counts only when it fails with the same signature: a waived drift, or a drift
 * of another kind, is not this finding.
 *
 * @param msLeft Milliseconds that are left for shrinking in all.
 */
export async function smallestOf(
  suspect: Suspect,
  job: SubjectJob,
  stream: Stream | null,
  labelsOf: (input: CallArguments) => readonly string[],
  clock: Clock,
  msLeft: number,
): Promise<Smallest> {
  const { item, generated, result } = suspect;
  const only = { ...job, moderns: job.moderns.filter(({ side }) => side.name === result.modern) };
  const judged = suspect.judged ?? (await again(only, suspect));
  const asItWas = { item, input: item.input, labels: item.labels, judged, steps: 0, cut: null };
  if (stream === null || signatureOf(judged.result) !== suspect.signature) return asItWas;
  const fails = async (candidate: GeneratedInput): Promise<JudgedResult | null> => {
    const smaller = { ref: item.ref, input: candidate.input, labels: labelsOf(candidate.input) };
    const verdicts = await tryCase(only, smaller);
    const same = verdicts.find((one) => signatureOf(one.result) === suspect.signature);
    // What would be excused is no smaller form of what was not.
    return same === undefined || (await excusesFor(only, smaller, [same]))[0] ? null : same;
  };
  const start = generated ?? { input: item.input, generated: null };
  // A smaller case than a vector has no golden outcome: it is shrunk only if it fails against legacy in the same way.
  if (generated === null && (await fails(start)) === null) return asItWas;
  const dear = ['crashed', 'timed-out', 'protocol-error'].includes(result.status);
  const budget = dear ? budgets.dear : budgets.quick;
  const found = await shrink(
    start,
    judged,
    (from) => shrinkInput(stream, from),
    fails,
    { ...budget, ms: Math.min(budget.ms, msLeft) },
    () => clock.ms(),
  );
  const { steps, cut } = found;
  if (steps === 0) return { ...asItWas, cut };
  const { input } = found.candidate;
  const labels = labelsOf(input);
  return { item: { ref: item.ref, input, labels }, input, labels, judged: found.verdict, steps, asFound: judged, cut };
}

/** Runs the case of a result out of a journal, whose values are not kept. One that does not fail again is flaky. */
async function again(job: SubjectJob, { item, result, signature }: Suspect): Promise<JudgedResult> {
  const verdicts = await tryCase(job, item);
  const verdict = verdicts.find((one) => one.result.modern === result.modern)!;
  if (signatureOf(verdict.result) === signature) return verdict;
  return { ...verdict, result: { ...verdict.result, status: 'flaky', side: verdict.result.side ?? 'modern' } };
}
