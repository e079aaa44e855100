import type { Clock } from '../base/clock.ts';
import type { CallArguments } from '../value/outcome.ts';
import { type GeneratedInput, type Stream, shrinkInput } from './property.ts';
import type { JudgedResult } from './result.ts';
import { answer, judgeAll, type SubjectJob } from './run-subject.ts';
import { type ShrinkBudget, shrink } from './shrink.ts';
import { signatureOf } from './signature.ts';
import type { Suspect } from './suspects.ts';

/** The smallest case that still shows a suspect's drift. */
export interface Smallest {
  readonly input: CallArguments;
  readonly judged: JudgedResult;
  readonly steps: number;
}

/** A process that dies or hangs costs a new one for every candidate that still fails: fewer are tried. */
const budgets: { readonly quick: ShrinkBudget; readonly dear: ShrinkBudget } = {
  quick: { tries: 3000, ms: 20_000, width: 16 },
  dear: { tries: 60, ms: 30_000, width: 1 },
};

/**
 * Shrinks a suspect's case. A candidate counts only when it fails with the same signature: a waived drift, or a drift
 * of another kind, is not this finding.
 */
export async function smallestOf(
  suspect: Suspect,
  job: SubjectJob,
  stream: Stream | null,
  labelsOf: (input: CallArguments) => readonly string[],
  clock: Clock,
): Promise<Smallest> {
  const { item, judged, generated } = suspect;
  if (generated === null || stream === null) return { input: item.input, judged, steps: 0 };

  const fails = async (candidate: GeneratedInput): Promise<JudgedResult | null> => {
    const work = { item: { ...item, input: candidate.input, labels: labelsOf(candidate.input) }, generated: candidate };
    const only = { ...job, moderns: job.moderns.filter(({ side }) => side.name === judged.result.modern) };
    const answered = await answer(only, work);
    const verdicts = judgeAll(only, work.item, answered.legacy, answered.moderns);
    return verdicts.find((one) => signatureOf(one.result) === suspect.signature) ?? null;
  };
  const dear = ['crashed', 'timed-out', 'protocol-error'].includes(judged.result.status);
  const found = await shrink(
    generated,
    judged,
    (from) => shrinkInput(stream, from),
    fails,
    dear ? budgets.dear : budgets.quick,
    () => clock.ms(),
  );
  return { input: found.candidate.input, judged: found.verdict, steps: found.steps };
}
