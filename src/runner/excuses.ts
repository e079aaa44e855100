import { compareOutcomes, compareWithExpected } from '../compare/compare-outcomes.ts';
import type { DriftClass } from '../compare/difference.ts';
import { standingOf } from '../compare/optimum/nearer-minimum.ts';
import { readAnswer } from '../compare/optimum/optimum-answer.ts';
import type { Policy } from '../compare/policy.ts';
import type { Case } from '../suite/case.ts';
import { casePolicy } from '../suite/case-policy.ts';
import type { Raised, Returned } from '../value/outcome.ts';
import { neighbourhood } from './conditioning.ts';
import { answersOf, fitCosts, fitWord } from './fit-word.ts';
import { isAllNoise } from './noise-floor.ts';
import { type FloatDifference, floatDifference, refereeBits, refereeWord } from './referee-word.ts';
import type { Excuse, JudgedResult } from './result.ts';
import type { SubjectJob } from './subject-job.ts';

/**
 * A difference may be as large as what so many units of input make of it: each of a handful of steps may be off by a
 * unit or two where the inputs are exact.
 */
const inputUnits = 16;

/** What each result of a case could be excused with, by the rules of its subject; null where with nothing. */
export async function excusesFor(
  job: SubjectJob,
  item: Case,
  judged: readonly JudgedResult[],
): Promise<readonly (Excuse | null)[]> {
  if (job.excuse === undefined && job.noise === undefined) return judged.map(() => null);
  return Promise.all(judged.map((one) => excuseFor(job, item, one)));
}

async function excuseFor(job: SubjectJob, item: Case, judged: JudgedResult): Promise<Excuse | null> {
  if (judged.result.status !== 'drifted') return null;
  if (isBelowFloor(job, item, judged)) return 'noise-floor';
  if (judged.result.side !== null) return null;
  if (job.excuse?.nearer !== undefined && isNearerMinimum(job, item, judged)) return 'nearer';
  const drifts = allFloats(judged);
  if (drifts === null) return null;
  if (job.excuse?.nearer !== undefined && isNearer(job, item, drifts)) return 'nearer';
  return (await isIllConditioned(job, item, drifts)) ? 'ill-conditioned' : null;
}

/** Every drift of a case is no more than the noise that is declared for its place. */
export function isBelowFloor({ noise, ...job }: SubjectJob, item: Case, judged: JudgedResult): boolean {
  const { comparison, legacy, modern, result } = judged;
  if (noise === undefined || comparison === null) return false;
  const bench = job.moderns.find(({ side }) => side.name === result.modern);
  const { vector } = item;
  const own = (policy: Policy) => casePolicy(policy, job, item, `${job.suite}/${job.subject}`);
  return isAllNoise(noise, comparison, (maxDifferences) => {
    const options = { maxDifferences };
    if (vector === undefined || !job.byGolden)
      return compareOutcomes(legacy as Ran, modern as Ran, own(bench?.policy ?? job.legacyPolicy), options);
    return bench === undefined
      ? compareWithExpected(vector.outcome, legacy as Ran, own(job.legacyPolicy), 'legacy', options)
      : compareWithExpected(vector.outcome, modern as Ran, own(bench.goldenPolicy), 'modern', options);
  });
}

/** Sides whose outcomes were compared have answered. */
type Ran = Returned | Raised;

/** Every drift of a case, when each is one between floats and all are known; else null. */
function allFloats(judged: JudgedResult): readonly FloatDifference[] | null {
  const { comparison } = judged;
  if (comparison === null || comparison.verdict !== 'differ') return null;
  const beyond = comparison.differences.filter((difference) => difference.beyond);
  if (beyond.length === 0 || beyond.length !== comparison.beyond) return null;
  const floats = beyond.map((difference) => floatDifference(difference, judged));
  return floats.every((one) => one !== null) ? floats : null;
}

function isNearer(job: SubjectJob, item: Case, drifts: readonly FloatDifference[]): boolean {
  const { referee } = job;
  if (referee === undefined) return false;
  const name = `${job.suite}/${job.subject}`;
  return drifts.every((one) => refereeWord(referee, item.input, one, refereeBits.finding, name).nearer === 'modern');
}

/** Classes of drift that a fit nearer the minimum explains. */
const explained: readonly DriftClass[] = ['value', 'stopped-early', 'different-minimum', 'not-converged'];

/**
 * By the model where the policy has it: only a modern that stands at a minimum by itself is excused, and by its sum of
 * squares where that tells; else by the minimum that the referee polishes.
 */
function isNearerMinimum(job: SubjectJob, item: Case, judged: JudgedResult): boolean {
  const { referee, suite, subject } = job;
  const { drifts } = judged.result;
  if (referee === undefined || !drifts.every((drift) => explained.includes(drift.class))) return false;
  // Nothing is nearer than what is certified.
  if (job.byGolden && item.vector?.origin === 'certified') return false;
  const standing = standingIn(job, item, judged);
  if (standing !== null && (!standing.modernStands || standing.legacyFallsShort)) return standing.modernStands;
  const answers = answersOf(judged);
  if (answers === null || drifts.some((drift) => drift.class === 'not-converged')) return false;
  return fitWord(referee, item.input, answers, fitCosts.finding, `${suite}/${subject}`)?.nearer === 'modern';
}

function standingIn(job: SubjectJob, item: Case, { modern, reference, result }: JudgedResult) {
  const bench = job.moderns.find(({ side }) => side.name === result.modern);
  if (bench === undefined || modern?.kind !== 'returned') return null;
  const general = job.byGolden && item.vector !== undefined ? bench.goldenPolicy : bench.policy;
  const { optimum } = casePolicy(general, job, item, `${job.suite}/${job.subject}`);
  const [left, right] = [reference === undefined ? null : readAnswer(reference), readAnswer(modern.value)];
  if (!optimum || typeof left === 'string' || typeof right === 'string') return null;
  return standingOf(optimum, left, right);
}

async function isIllConditioned(job: SubjectJob, item: Case, drifts: readonly FloatDifference[]): Promise<boolean> {
  const rule = job.excuse?.illConditioned;
  if (rule === undefined) return false;
  const around = await neighbourhood(job, item.input);
  if (around === null) return false;
  return drifts.every(({ difference }) => {
    const amplification = around.amplificationAt(difference.path.slice(1));
    if (amplification === null || amplification < rule.amplification) return false;
    return difference.ulp !== null && Number(difference.ulp) <= inputUnits * amplification;
  });
}
