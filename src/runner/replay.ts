import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { GoldenVector } from '../golden/vector.ts';
import type { Case } from '../suite/case.ts';
import { caseLabels } from '../suite/case-labels.ts';
import { casePolicy } from '../suite/case-policy.ts';
import { loadVectors } from '../suite/load-suite.ts';
import { policyOf } from '../suite/policy-of.ts';
import { encodeArguments } from '../value/outcome-text.ts';
import { type Bench, judgeLegacy, judgeModern } from './judge.ts';
import type { RunObserver, RunOptions } from './options.ts';
import { type Evidence, readEvidence } from './read-evidence.ts';
import { changesSince } from './replay-changes.ts';
import { type Replayable, type ReplaySource, replayableSuite } from './replayable-suite.ts';
import { greenStatuses, type JudgedResult } from './result.ts';
import { subjectJob } from './run-suite.ts';
import { openSides } from './sides.ts';
import { type SubjectJob, tryCase } from './subject-job.ts';

/** What came of an evidence file: the same drift, another one, or none. */
export type ReplayVerdict = 'reproduced' | 'changed' | 'gone' | 'not-run';

export interface Replayed {
  readonly verdict: ReplayVerdict;
  readonly evidence: Evidence;
  /** Status and drift class, as the evidence says and as they are now. */
  readonly before: string;
  readonly now: string;
  /** What the evidence's outcomes come to by the policy of today. */
  readonly judgedBefore: JudgedResult;
  readonly judged: JudgedResult;
  /** What is not as it was: code, versions, machine, policy. In words. */
  readonly changes: readonly string[];
}

export interface ReplayRequest extends ReplaySource {
  readonly options: RunOptions;
  readonly observer: RunObserver;
  readonly signal: AbortSignal;
}

/** A side that disagrees with itself is asked this often. */
const flakyTries = 10;

/**
 * Runs the exact case of an evidence file again, in fresh processes. Implementations are those of the local suite; an
 * address inside the file is used only where there is no such suite, and the user trusts it.
 *
 * @throws SetupError for a file that is no evidence, or whose suite, subject, modern or vector is not there
 */
export async function replay(request: ReplayRequest): Promise<Replayed> {
  const evidence = readEvidence(request.file);
  const replayable = await replayableSuite(evidence, request);
  const { suite, definition } = replayable;
  const isLegacy = evidence.modern === 'legacy';
  const { vector, note } = referenceOf(evidence, replayable, request.file);
  const options = { ...request.options, ...replayable.options, moderns: isLegacy ? [] : [evidence.modern] };
  const sides = await openSides(suite, options, request.observer, request.signal, { moderns: !isLegacy });
  try {
    const { subject, modern, input, seed, first: ref } = evidence;
    const waivers = replayable.waivers.among(sides.reports);
    const ready = { suite, waivers, golden: new Map(), found: new Map(), selections: [] };
    const job = { ...subjectJob(ready, sides, subject, definition, options), seed };
    const labels = caseLabels(definition, input, `${suite.name}/${subject}`);
    const item = { ref, input, labels, ...(vector === null ? {} : { vector }) };
    const judged = await tried(evidence.status === 'flaky' ? flakyTries : 1, job, item, modern);
    const policy = policyOf(definition, modern, vector !== null);
    const own = casePolicy(policy, definition, item, `${suite.name}/${subject}`);
    const before = { suite: suite.name, subject, modern, policy: own };
    const judgedBefore = judgeRecorded(
      evidence,
      { ...before, waivers: replayable.waivers.among(evidence.implementations) },
      item,
    );
    const changes = [...changesSince(evidence, suite, sides.reports, policy), ...note];
    return { ...verdictOf(evidence, judged), evidence, judgedBefore, judged, changes };
  } finally {
    await sides.close();
  }
}

/** Asks all sides, again and again until the result is red. */
async function tried(tries: number, job: SubjectJob, item: Case, modern: string): Promise<JudgedResult> {
  for (let left = tries; ; left -= 1) {
    const judged = (await tryCase(job, item, 'callAlone')).find(({ result }) => result.modern === modern);
    // Evidence that speaks of legacy by itself, in a suite that asks nothing of it any more.
    if (judged === undefined)
      throw new SetupError(
        `Suite "${job.suite}" holds ${modern} of ${job.subject} to nothing that this case could break`,
      );
    if (left <= 1 || !greenStatuses.includes(judged.result.status)) return judged;
  }
}

/** What the outcomes of the evidence come to by the policy of today. */
function judgeRecorded({ modern, legacyOutcome, modernOutcome }: Evidence, bench: Bench, item: Case): JudgedResult {
  const expected = item.vector?.outcome ?? null;
  return modern === 'legacy' && expected !== null
    ? judgeLegacy(bench, item, expected, legacyOutcome)
    : judgeModern(bench, item, expected, legacyOutcome, modernOutcome);
}

/** The golden vector that the case is held against, if it was, and a note where that is not what it was. */
function referenceOf(
  { suite, subject, first, shrinks, input, expected: kept }: Evidence,
  { suite: local, isLocal }: Replayable,
  file: string,
): { vector: GoldenVector | null; note: string[] } {
  // A vector's finding may have been shrunk: the smaller case has no golden outcome and is held against legacy.
  if (first.kind !== 'vector' || shrinks > 0 || kept === null) return { vector: null, note: [] };
  const vectors = isLocal ? (loadVectors(local, new Set([subject])).get(subject)?.vectors ?? []) : [];
  const vector = vectors.find(({ id }) => id === first.id);
  const text = (of: Evidence['input']) => JSON.stringify(encodeArguments(of));
  if (vector !== undefined && text(vector.input) === text(input)) return { vector, note: [] };
  if (kept !== undefined) {
    const gone = vector === undefined ? 'is not here' : 'has another input here';
    const recorded = { id: first.id, comment: '', flags: [], origin: 'accepted', input, outcome: kept } as const;
    return {
      vector: recorded,
      note: [`the golden vector "${first.id}" ${gone}: the outcome in the evidence was taken`],
    };
  }
  throw new SetupError(
    `The golden vector "${first.id}" of ${shownPath(file)} is gone from golden/${suite}/${subject}.json, or has another input`,
  );
}

function verdictOf(evidence: Evidence, judged: JudgedResult): Pick<Replayed, 'verdict' | 'before' | 'now'> {
  const { status, drifts } = judged.result;
  const before = `${evidence.status}${evidence.class === null ? '' : ` (${evidence.class})`}`;
  const classes = drifts.map((drift) => drift.class);
  const now = `${status}${classes.length === 0 ? '' : ` (${[...new Set(classes)].join(', ')})`}`;
  if (status === 'not-run') return { verdict: 'not-run', before, now };
  if (greenStatuses.includes(status)) return { verdict: 'gone', before, now };
  // Flaky it was over many runs; of one run it can only be said that the drift is back.
  const sameStatus = status === evidence.status || (evidence.status === 'flaky' && status === 'drifted');
  const same = sameStatus && (evidence.class === null || classes.includes(evidence.class));
  return { verdict: same ? 'reproduced' : 'changed', before, now };
}
