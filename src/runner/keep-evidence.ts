import { basename, join } from 'node:path';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import type { ExpectedOutcome } from '../golden/vector.ts';
import { policyOf } from '../suite/policy-of.ts';
import type { ImplementationDefinition } from '../suite/suite.ts';
import { version } from '../version.ts';
import { type EvidenceScript, writeEvidence } from './evidence.ts';
import type { RunOptions } from './options.ts';
import { redactionOf } from './redaction/redaction.ts';
import type { Finding, ImplementationReport } from './report.ts';
import { reproductionOf } from './reproduction.ts';
import type { ReadySuite } from './run-suite.ts';
import { machine } from './surroundings.ts';

/** What evidence is written with. */
export interface KeepEvidenceRequest {
  readonly ready: ReadySuite;
  readonly reports: readonly ImplementationReport[];
  readonly options: RunOptions;
  readonly runId: string;
  /** The project's root. */
  readonly root: string;
}

/** Leaves the evidence of a finding, and beside it a script for each side that calls it without Vernier. */
export function keepEvidence(finding: Finding, { ready, reports, options, runId, root }: KeepEvidenceRequest): void {
  const { suite } = ready;
  const expected = options.reference === 'legacy' ? null : expectedOf(finding, ready);
  const implementations = reports.filter(({ name, side }) => side === 'legacy' || name === finding.modern);
  const { legacy, moderns } = ready.suite.definition;
  const modern = Object.hasOwn(moderns, finding.modern) ? moderns[finding.modern] : undefined;
  const redaction = redactionOf(options.values, suite.definition.subjects[finding.subject]?.redact);
  const scripts = (
    [
      ['legacy', legacy],
      ['modern', modern],
    ] as const
  ).flatMap(([side, definition]) =>
    definition === undefined
      ? []
      : redaction !== null
        ? [{ side, why: 'values were left out: there is nothing to call it with' }]
        : [writeScript(side, definition, finding, ready, implementations, root)],
  );
  writeEvidence(root, finding, {
    ...{
      runId,
      expected: redaction?.expected(expected) ?? expected,
      implementations,
      scripts,
      machine: machine(),
      suiteDigest: suite.digest,
      vernier: version,
    },
    policy: policyOf(suite.definition.subjects[finding.subject]!, finding.modern, expected !== null),
  });
}

/** A vector that was shrunk is held against legacy: the smaller case has no golden outcome. */
function expectedOf({ first, shrinks, subject }: Finding, { golden }: ReadySuite): ExpectedOutcome | null {
  if (first.kind !== 'vector' || shrinks > 0) return null;
  return golden.get(subject)?.vectors.find(({ id }) => id === first.id)?.outcome ?? null;
}

function writeScript(
  side: 'legacy' | 'modern',
  definition: ImplementationDefinition,
  { subject, modern, input, seed, evidence }: Finding,
  { suite }: ReadySuite,
  implementations: readonly ImplementationReport[],
  root: string,
): EvidenceScript {
  const name = side === 'legacy' ? 'legacy' : modern;
  const made = reproductionOf({
    ...{ definition, subject, input, seed, root },
    report: implementations.find((one) => one.name === name) ?? null,
    folder: suite.folder,
    path: join(root, `${evidence.replace(/\.json$/, '')}.${name}`),
  });
  if ('why' in made) return { side, why: made.why };
  writeFileAtomic(made.file, made.text);
  return { side, file: basename(made.file) };
}
