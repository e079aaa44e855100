import type { CaseRef } from '../suite/case.ts';
import { confirm } from './confirm.ts';
import { mostAlike } from './diverse.ts';
import type { ExplainRequest } from './explain-request.ts';
import { makeFinding } from './finding.ts';
import type { Finding } from './report.ts';
import { secondOpinion } from './second-opinion.ts';
import { explains, shrinkSuspects, type Trial, type Trials } from './shrink-suspects.ts';
import { signatureOf } from './signature.ts';
import { skeletonOf } from './skeleton.ts';
import type { Smallest } from './smallest.ts';
import { callSeed } from './subject-job.ts';
import type { Suspect, Suspects } from './suspects.ts';

/** What a subject's suspects came to. */
export interface Explained {
  readonly findings: readonly Finding[];
  /** Suspect -> id of its finding. */
  readonly bySuspect: ReadonlyMap<Suspect, string>;
  /** Kinds of drift that were only counted. */
  readonly leftOut: number;
}

/**
 * Turns suspects into findings. Unlike suspects of each group are shrunk, and put together again by what they shrink to:
 * one fault with many faces is one finding, two faults that look alike from outside are two. Each finding is run again in
 * fresh processes.
 */
export async function explain(request: ExplainRequest): Promise<Explained> {
  const { suspects, context, most } = request;
  const { observer, signal } = context;
  const done = await shrinkSuspects(request);
  const keyOf = regroup(done.trials);
  const byKey = new Map<string, Trial>();
  for (const trial of done.trials.filter((one) => keyOf(one) === one.key)) {
    const known = byKey.get(trial.key);
    if (known === undefined || byCase(trial.suspect.item.ref, known.suspect.item.ref) < 0) byKey.set(trial.key, trial);
  }
  const attributed = attribute(suspects, done);
  const casesOf = (key: string) =>
    [...attributed].reduce((sum, [suspect, trial]) => sum + (keyOf(trial) === key ? suspect.cases : 0), 0);
  // Groups that are shrunk together may come to more than were wanted.
  const kept = [...byKey.values()].slice(0, Math.max(0, most));
  if (kept.length > 0)
    observer.say(`confirming ${kept.length === 1 ? 'it' : `${kept.length} findings`} in fresh processes`);
  const findings = new Map<string, Finding>();
  for (const trial of kept)
    findings.set(trial.key, await findingOf(trial, casesOf(trial.key), request, signal.aborted));
  const bySuspect = new Map<Suspect, string>();
  for (const [suspect, trial] of attributed) {
    const finding = findings.get(keyOf(trial));
    if (finding !== undefined) bySuspect.set(suspect, finding.id);
  }
  // How many kinds there are among the cases that were only counted is not known: at least one.
  const uncounted = suspects.leftOut > 0 ? 1 : 0;
  const leftOut = done.left.length + (byKey.size - kept.length) + uncounted;
  return { findings: [...findings.values()].sort((a, b) => byCase(a.first, b.first)), bySuspect, leftOut };
}

/**
 * The key of the finding that a trial belongs to. Trials that came to the same smallest case by the same error are one
 * finding. Where the suite gives labels, so are two that are alike but for their numbers, and one that stuck at a case
 * with all labels of another's and more, if their errors are of one size: what is wrong there is wrong here too.
 */
function regroup(trials: readonly Trial[]): (trial: Trial) => string {
  // Of several that are one, the case that is shortest to write stands for all.
  const size = ({ smallest, key }: Trial) => [smallest.labels.length, key.length] as const;
  const simplest = trials.toSorted((a, b) => size(a)[0] - size(b)[0] || size(a)[1] - size(b)[1]);
  const skeletons = new Map(trials.map((trial) => [trial, skeletonOf(trial.smallest.input)]));
  const isOne = (trial: Trial, other: Trial) => {
    const [labels, others] = [trial.smallest.labels, other.smallest.labels];
    if (trial.suspect.signature !== other.suspect.signature || trial.decade !== other.decade) return false;
    if (others.length === 0 || !explains(others, labels)) return trial.key === other.key;
    return labels.length > others.length || skeletons.get(trial) === skeletons.get(other);
  };
  const first = new Map<Trial, string>();
  for (const trial of simplest) first.set(trial, simplest.find((one) => isOne(trial, one))!.key);
  return (trial) => first.get(trial)!;
}

/** The trial that each suspect counts for: its own, that of the suspect in its group most like it, or what covers its group. */
function attribute({ groups }: Suspects, { trials, covered }: Trials): Map<Suspect, Trial> {
  const own = new Map(trials.map((trial) => [trial.suspect, trial]));
  const attributed = new Map<Suspect, Trial>();
  for (const group of groups) {
    const shrunk = group.suspects.filter((suspect) => own.has(suspect));
    for (const suspect of group.suspects) {
      const trial = shrunk.length > 0 ? own.get(mostAlike(suspect, shrunk)) : covered.get(group);
      if (trial !== undefined) attributed.set(suspect, trial);
    }
  }
  return attributed;
}

async function findingOf(
  { recalled: suspect, smallest }: Trial,
  cases: number,
  { job, golden, context }: ExplainRequest,
  hurry: boolean,
): Promise<Finding> {
  const { modern, status } = suspect.result;
  const only = { ...job, moderns: job.moderns.filter(({ side }) => side.name === modern) };
  // What died or fell silent only in company was run alone already.
  const signature = status === 'flaky' ? driftBehind(smallest.judged) : suspect.signature;
  const skips = hurry || signature === null;
  const confirmed = skips ? null : await confirm(only, smallest.item, smallest.judged, signature);
  // A side that was found to disagree with itself is named already; only the rate is wanted.
  const steady = confirmed === null || confirmed.unsteady === null || status === 'flaky';
  const settled: Smallest = steady ? smallest : { ...smallest, judged: unsteady(smallest, confirmed.unsteady) };
  const made = makeFinding(suspect, settled, {
    seed: callSeed(job, suspect.item.ref),
    legacyAddress: job.legacy.address,
    modernAddress: (only.moderns[0]?.side ?? job.legacy).address,
    byGolden: job.byGolden,
    notes: golden?.notes ?? {},
    evidenceFolder: context.evidenceFolder,
    cases,
    confirmed: confirmed && { runs: confirmed.runs, cameBack: confirmed.cameBack },
  });
  return { ...made, ...(await secondOpinion(job, settled)) };
}

/** The signature of the drift between sides that answered and then disagreed with themselves; null where they did not. */
function driftBehind({ result, legacy, modern }: Smallest['judged']): string | null {
  const inCompany = [legacy, modern].some((outcome) => outcome !== null && 'onlyInCompany' in outcome);
  if (inCompany || result.drifts.length === 0) return null;
  return signatureOf({ ...result, status: 'drifted', side: result.modern === 'legacy' ? 'legacy' : null });
}

function unsteady({ judged }: Smallest, side: 'legacy' | 'modern' | null): Smallest['judged'] {
  return { ...judged, result: { ...judged.result, status: 'flaky', side } };
}

const kinds: readonly CaseRef['kind'][] = ['vector', 'found', 'generated'];

/** The order in which cases are told: vectors first, then those kept from earlier runs, then generated ones by number. */
function byCase(a: CaseRef, b: CaseRef): number {
  if (a.kind === 'generated' && b.kind === 'generated') return a.index - b.index;
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind);
}
