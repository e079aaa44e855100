import { join } from 'node:path';
import type { Policy } from '../compare/policy.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { encodeArguments, encodeOutcome } from '../value/outcome-text.ts';
import type { Finding, ImplementationReport } from './report.ts';

/** What an evidence file says beyond its finding. */
export interface EvidenceContext {
  readonly runId: string;
  readonly policy: Policy;
  readonly suiteDigest: string;
  /** Legacy and the modern of the finding, with versions and digests. */
  readonly implementations: readonly ImplementationReport[];
  readonly vernier: string;
}

/** Writes `reports/<run-id>/evidence/<finding>.json`: the exact values, so that the finding can be run again as it was. */
export function writeEvidence(root: string, finding: Finding, context: EvidenceContext): void {
  const text = JSON.stringify(
    {
      schema: 'vernier/evidence/1',
      id: finding.id,
      suite: finding.suite,
      subject: finding.subject,
      modern: finding.modern,
      status: finding.status,
      side: finding.side,
      class: finding.class,
      path: finding.path,
      summary: finding.summary,
      ...(finding.violation === undefined ? {} : { violation: finding.violation }),
      mechanism: finding.mechanism,
      seed: finding.seed,
      first: finding.first,
      shrinks: finding.shrinks,
      confirmed: finding.confirmed,
      input: encodeArguments(finding.input),
      legacyOutcome: finding.legacyOutcome && encodeOutcome(finding.legacyOutcome),
      modernOutcome: finding.modernOutcome && encodeOutcome(finding.modernOutcome),
      policy: context.policy,
      suiteDigest: context.suiteDigest,
      implementations: context.implementations,
      run: context.runId,
      vernier: context.vernier,
    },
    null,
    2,
  );
  writeFileAtomic(join(root, finding.evidence), `${text}\n`);
}
