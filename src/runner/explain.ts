import type { GoldenFile } from '../golden/vector.ts';
import type { CallArguments } from '../value/outcome.ts';
import { checkInput } from './check-input.ts';
import { makeFinding } from './finding.ts';
import type { Stream } from './property.ts';
import type { Finding } from './report.ts';
import type { RunContext } from './run-context.ts';
import { secondOpinion } from './second-opinion.ts';
import { smallestOf } from './smallest.ts';
import type { SubjectJob } from './subject-job.ts';
import type { Suspects } from './suspects.ts';

/** What a subject's suspects came to. */
export interface Explained {
  readonly findings: readonly Finding[];
  /** Signature of a suspect -> id of its finding. */
  readonly bySignature: ReadonlyMap<string, string>;
  /** Suspects that were only counted. */
  readonly leftOut: number;
}

/** What a subject's suspects are explained with. */
export interface ExplainRequest {
  readonly job: SubjectJob;
  readonly suspects: Suspects;
  readonly stream: Stream | null;
  readonly golden: GoldenFile | null;
  readonly labelsOf: (input: CallArguments) => readonly string[];
  readonly context: RunContext;
  /** Findings that are wanted at the most. */
  readonly most: number;
}

/** Turns suspects into findings: each shrunk to its smallest case. Suspects that shrink to the same case are one finding. */
export async function explain(request: ExplainRequest): Promise<Explained> {
  const { job, suspects, stream, golden, labelsOf, context, most } = request;
  const findings = new Map<string, Finding>();
  const bySignature = new Map<string, string>();
  const all = suspects.all;
  for (const suspect of all.slice(0, Math.max(0, most))) {
    if (context.signal.aborted) break;
    const { modern } = suspect.result;
    context.observer.say(`shrinking a drift of ${job.suite}/${job.subject}, ${modern} (${suspect.cases} cases)`);
    const smallest = await smallestOf(suspect, job, stream, labelsOf, context.clock);
    checkInput(smallest.input, `a finding of ${job.suite}/${job.subject}`);
    const made = makeFinding(suspect, smallest, {
      seed: job.seed,
      legacyAddress: job.legacy.address,
      modernAddress: (job.moderns.find(({ side }) => side.name === modern)?.side ?? job.legacy).address,
      byGolden: job.byGolden,
      notes: golden?.notes ?? {},
      evidenceFolder: context.evidenceFolder,
    });
    const finding = { ...made, ...(await secondOpinion(job, smallest)) };
    bySignature.set(suspect.signature, finding.id);
    findings.set(finding.id, finding);
  }
  const leftOut = all.length - bySignature.size + suspects.leftOut;
  return { findings: [...findings.values()].sort(byFirstCase), bySignature, leftOut };
}

const kinds: readonly Finding['first']['kind'][] = ['found', 'vector', 'generated'];

/** The order in which findings are told: that of the cases. */
function byFirstCase(a: Finding, b: Finding): number {
  if (a.first.kind !== b.first.kind) return kinds.indexOf(a.first.kind) - kinds.indexOf(b.first.kind);
  if (a.first.kind === 'generated' && b.first.kind === 'generated') return a.first.index - b.first.index;
  return 0;
}
