import type { GoldenVector } from '../golden/vector.ts';
import { type Evidence, readEvidence } from '../runner/read-evidence.ts';
import type { Case } from '../suite/case.ts';
import { caseLabels } from '../suite/case-labels.ts';
import { type LoadedSuite, loadVectors } from '../suite/load-suite.ts';
import type { CallArguments, Outcome } from '../value/outcome.ts';
import { encodeArguments } from '../value/outcome-text.ts';

/** A finding as its evidence file holds it: the case and what both sides did. */
export interface RecordedCase
  extends Pick<
    Evidence,
    | 'id'
    | 'suite'
    | 'subject'
    | 'modern'
    | 'status'
    | 'side'
    | 'class'
    | 'first'
    | 'shrinks'
    | 'input'
    | 'implementations'
  > {
  readonly legacy: Outcome | null;
  readonly other: Outcome | null;
}

/** Reads an evidence file; nothing in it is called. @throws SetupError for a file that is none */
export function readRecordedCase(file: string): RecordedCase {
  const evidence = readEvidence(file);
  return { ...evidence, legacy: evidence.legacyOutcome, other: evidence.modernOutcome };
}

/** The case of evidence in the local suite, with its golden vector where it is one as it was. */
export function recordedCase(recorded: RecordedCase, suite: LoadedSuite): Case {
  const { subject, first: ref, input, shrinks } = recorded;
  const labels = caseLabels(suite.definition.subjects[subject]!, input, `${suite.name}/${subject}`);
  const vector = ref.kind === 'vector' && shrinks === 0 ? vectorOf(recorded, suite, ref.id) : undefined;
  return { ref, input, labels, ...(vector === undefined ? {} : { vector }) };
}

function vectorOf({ subject, input }: RecordedCase, suite: LoadedSuite, id: string): GoldenVector | undefined {
  const vector = loadVectors(suite)
    .get(subject)
    ?.vectors.find((one) => one.id === id);
  const text = (of: CallArguments) => JSON.stringify(encodeArguments(of));
  return vector !== undefined && text(vector.input) === text(input) ? vector : undefined;
}
