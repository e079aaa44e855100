import { compareOutcomes } from '../compare/compare-outcomes.ts';
import type { Policy } from '../compare/policy.ts';
import type { Call, Implementation } from '../implementations/implementation.ts';
import type { Case } from '../suite/case.ts';
import { casePolicy } from '../suite/case-policy.ts';
import type { NoiseFloor } from '../suite/suite.ts';
import type { Outcome } from '../value/outcome.ts';
import { isBelowFloor } from './excuses.ts';
import { isAllNoise } from './noise-floor.ts';
import type { JudgedResult, Side } from './result.ts';
import type { SubjectJob } from './subject-job.ts';

/** Drifted cases whose sides are asked again; when none of them disagrees with itself, the rest is not asked. */
const casesAsked = 64;
/** The first of them are asked in a process of their own too: noise may be between processes only. */
const casesAskedAlone = 2;
/** Cases that are asked in processes of their own once noise was found there alone: each costs a process. */
const mostAskedAlone = 200;
const timesAsked = 2;

/**
 * Asks the sides of drifted cases again before modern is blamed: a small A/A run of each side with the same input and
 * seed. A side that disagrees with itself, beyond policy and beyond the noise declared for the place, says nothing of
 * the other.
 *
 * A subject with one case in flight may keep state between calls, so that its answers in the run are not repeatable:
 * its sides are asked in fresh processes, and those answers are held against each other.
 */
export class NoiseWatch {
  readonly #job: SubjectJob;
  #asked = 0;
  #askedAlone = 0;
  #unsteady = 0;
  /** What the first cases showed decides how the others are asked. */
  readonly #first: Promise<unknown>[] = [];
  #onlyAlone = false;

  constructor(job: SubjectJob) {
    this.#job = job;
  }

  /** For each result the side that disagreed with itself; null where none did, or none was asked. */
  async unsteadySides(item: Case, judged: readonly JudgedResult[]): Promise<readonly (Side | null)[]> {
    const none = judged.map(() => null);
    if (!judged.some(isAskable)) return none;
    const isFirst = this.#first.length < casesAskedAlone;
    if (!isFirst) await Promise.all(this.#first);
    if (this.#asked >= casesAsked && this.#unsteady === 0) return none;
    this.#asked += 1;
    const ask = this.#asker(item, isFirst);
    const found = Promise.all(judged.map((one) => (isAskable(one) ? this.#sideOf(item, one, ask) : null)));
    if (isFirst) this.#first.push(found);
    const sides = await found;
    if (sides.some((side) => side !== null)) this.#unsteady += 1;
    return sides;
  }

  /** Legacy first: where both are unsteady, modern had nothing to be held against. */
  async #sideOf(item: Case, judged: JudgedResult, ask: Ask): Promise<Side | null> {
    const { legacy, modern, result } = judged;
    const { byGolden, noise = [] } = this.#job;
    const of = this.#job.moderns.find(({ side }) => side.name === result.modern);
    const { suite, subject } = this.#job;
    const policy = casePolicy(of?.policy ?? this.#job.legacyPolicy, this.#job, item, `${suite}/${subject}`);
    // What the noise alone explains is noise, also where its share is used up.
    const floors = isBelowFloor(this.#job, item, judged) ? [] : noise;
    // On a vector the golden outcome stands for legacy.
    const wantsLegacy = legacy !== null && !(byGolden && item.vector !== undefined && of !== undefined);
    const [legacies, moderns] = await Promise.all([
      wantsLegacy ? ask(this.#job.legacy.implementation, legacy, policy) : [],
      of === undefined || modern === null ? [] : ask(of.side.implementation, modern, policy),
    ]);
    if (disagree(legacies, policy, floors)) return 'legacy';
    return disagree(moderns, policy, floors) ? 'modern' : null;
  }

  /** Asks a side again, once however many moderns there are, and gives all its answers that ought to be the same. */
  #asker(item: Case, isFirst: boolean): Ask {
    const { subject, seed, deadlineMs, inFlight } = this.#job;
    const call: Call = { subject, input: item.input, seed, deadlineMs };
    const keepsState = inFlight === 1;
    const alone = (keepsState || this.#onlyAlone || isFirst) && this.#askedAlone < mostAskedAlone;
    if (alone) this.#askedAlone += 1;
    const answers = async (side: Implementation, first: Outcome, policy: Policy): Promise<readonly Outcome[]> => {
      const times = Array.from({ length: timesAsked });
      if (keepsState) return alone ? Promise.all(times.map(() => side.callAlone(call))) : [];
      const warm = [first, ...(await Promise.all(times.map(() => side.call(call))))];
      if (!alone) return warm;
      const fresh = await side.callAlone(call);
      if (!disagree(warm, policy, []) && disagree([first, fresh], policy, [])) this.#onlyAlone = true;
      return [...warm, fresh];
    };
    const known = new Map<Implementation, Promise<readonly Outcome[]>>();
    return async (side, first, policy) => {
      if (side === null) return [];
      const asked = known.get(side) ?? answers(side, first, policy);
      known.set(side, asked);
      return asked;
    };
  }
}

type Ask = (side: Implementation | null, first: Outcome, policy: Policy) => Promise<readonly Outcome[]>;

const isAskable = ({ result }: JudgedResult) => result.status === 'drifted';

function disagree(answers: readonly Outcome[], policy: Policy, floors: readonly NoiseFloor[]): boolean {
  const [first, ...others] = answers;
  return first !== undefined && others.some((other) => !isSame(first, other, policy, floors));
}

/** Two answers of one side to one case: of one kind, and within policy or the noise that is known. */
function isSame(a: Outcome, b: Outcome, policy: Policy, floors: readonly NoiseFloor[]): boolean {
  if ((a.kind !== 'returned' && a.kind !== 'raised') || (b.kind !== 'returned' && b.kind !== 'raised'))
    return a.kind === b.kind;
  // Failures of set-up prove nothing between two sides; of one side they are the same failure twice.
  if (a.kind === 'raised' && b.kind === 'raised' && a.error.setup && b.error.setup)
    return a.error.class === b.error.class;
  const compare = (maxDifferences?: number) =>
    compareOutcomes(a, b, policy, maxDifferences === undefined ? {} : { maxDifferences });
  const comparison = compare();
  return comparison.verdict === 'agree' || isAllNoise(floors, comparison, compare);
}
