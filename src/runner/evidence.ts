import { join } from 'node:path';
import type { Policy } from '../compare/policy.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import type { ExpectedOutcome } from '../golden/vector.ts';
import { encodeTree } from '../value/encode.ts';
import { encodeArguments, encodeOutcome } from '../value/outcome-text.ts';
import type { Finding, ImplementationReport, RunReport } from './report.ts';
import type { Side } from './result.ts';

/** The script that calls a side without Vernier, by its name beside the evidence, or why there is none. */
export interface EvidenceScript {
  readonly side: Side;
  readonly file?: string;
  readonly why?: string;
}

/** What an evidence file says beyond its finding. */
export interface EvidenceContext {
  readonly runId: string;
  readonly policy: Policy;
  /** The golden outcome that it was held against; null where it was held against legacy. */
  readonly expected: ExpectedOutcome | null;
  readonly suiteDigest: string;
  /** Legacy and the modern of the finding, with versions and digests. */
  readonly implementations: readonly ImplementationReport[];
  readonly machine: RunReport['machine'];
  readonly scripts: readonly EvidenceScript[];
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
      ...(finding.hidden === undefined ? {} : { hidden: finding.hidden }),
      input: encodeArguments(finding.input),
      legacyOutcome: finding.legacyOutcome && encodeOutcome(finding.legacyOutcome),
      modernOutcome: finding.modernOutcome && encodeOutcome(finding.modernOutcome),
      expected: expectedTree(context.expected),
      policy: context.policy,
      suiteDigest: context.suiteDigest,
      implementations: context.implementations,
      machine: context.machine,
      scripts: context.scripts,
      run: context.runId,
      vernier: context.vernier,
    },
    null,
    2,
  );
  writeFileAtomic(join(root, finding.evidence), `${text}\n`);
}

function expectedTree(expected: ExpectedOutcome | null): unknown {
  return expected !== null && 'returned' in expected ? { returned: encodeTree(expected.returned) } : expected;
}
