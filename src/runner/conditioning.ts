import type { Step } from '../compare/difference.ts';
import { ulpDistance } from '../compare/ulp.ts';
import type { Implementation } from '../implementations/implementation.ts';
import type { CallArguments, Outcome } from '../value/outcome.ts';
import { movedInputs } from './moved-inputs.ts';
import { numberAt } from './number-at.ts';
import type { Conditioning } from './report.ts';
import type { SubjectJob } from './subject-job.ts';

/** Above this a drift block says so: three digits of an answer hang on the last digit of an input. */
export const illConditionedFrom = 1000;

/** What legacy did with the input and with its neighbours. */
export interface Neighbourhood {
  /** How many units the number at a place of the returned value moves for one of the input, at most; null if unknown. */
  amplificationAt(path: readonly Step[]): number | null;
}

/**
 * Runs legacy on an input and on inputs one unit in the last place beside it (a few dozen calls at most).
 *
 * @returns Null when legacy cannot be asked, does not return, or there is nothing to move.
 */
export async function neighbourhood(job: SubjectJob, input: CallArguments): Promise<Neighbourhood | null> {
  const { implementation } = job.legacy;
  if (implementation === null || !job.askLegacy) return null;
  const moved = movedInputs(input);
  if (moved.length === 0) return null;
  const call = (one: CallArguments) => ask(implementation, job, one);
  const [here, ...around] = await Promise.all([input, ...moved].map(call));
  if (here?.kind !== 'returned') return null;
  return { amplificationAt: (path) => amplification(here.value, around, path) };
}

function ask(implementation: Implementation, job: SubjectJob, input: CallArguments): Promise<Outcome> {
  return implementation.call({ subject: job.subject, input, seed: job.seed, deadlineMs: job.deadlineMs });
}

type Returned = Extract<Outcome, { kind: 'returned' }>;

function amplification(here: Returned['value'], around: readonly Outcome[], path: readonly Step[]): number | null {
  const base = numberAt(here, path);
  if (base === null || !Number.isFinite(base.value)) return null;
  let most = 0;
  for (const outcome of around) {
    // An input beside it that raises, or leaves the finite numbers, is as far as an answer can move.
    const there = outcome.kind === 'returned' ? numberAt(outcome.value, path) : null;
    const distance = there === null ? null : ulpDistance(base.value, there.value, base.format);
    most = Math.max(most, distance === null ? Number.POSITIVE_INFINITY : Number(distance));
  }
  return most;
}

/** The amplification in words. */
export function conditioningOf(amplification: number | null): Conditioning {
  if (amplification === null) return { amplification, words: 'no floating input could be moved' };
  if (amplification === Number.POSITIVE_INFINITY) {
    return { amplification, words: 'ill-conditioned input: one input ulp takes the answer out of the finite numbers' };
  }
  const units = `${amplification < 1e6 ? amplification : amplification.toExponential(1).replace('e+', 'e')} ulp`;
  return amplification > illConditionedFrom
    ? { amplification, words: `ill-conditioned input: one input ulp moves the answer ${units}` }
    : { amplification, words: `well-conditioned input: one input ulp moves the answer ${units} at most` };
}
