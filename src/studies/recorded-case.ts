import { SetupError } from '../base/errors.ts';
import { checkArtefact } from '../disk/artefact-schema.ts';
import { readJsonFile } from '../disk/read-json.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { GoldenVector } from '../golden/vector.ts';
import type { Side, Status } from '../runner/result.ts';
import type { Case, CaseRef } from '../suite/case.ts';
import { caseLabels } from '../suite/case-labels.ts';
import { type LoadedSuite, loadVectors } from '../suite/load-suite.ts';
import { type JsonObject, ValueSyntaxError } from '../value/json.ts';
import type { CallArguments, Outcome } from '../value/outcome.ts';
import { decodeArguments, decodeOutcome, encodeArguments } from '../value/outcome-text.ts';
import { plainJson } from '../value/plain-json.ts';

/** A finding as its evidence file holds it: the case and what both sides did. */
export interface RecordedCase {
  readonly id: string;
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
  readonly status: Status;
  readonly side: Side | null;
  readonly class: string | null;
  readonly first: CaseRef;
  readonly shrinks: number;
  readonly input: CallArguments;
  readonly legacy: Outcome | null;
  readonly other: Outcome | null;
}

const maxEvidenceBytes = 256 * 1024 * 1024;

/** Reads an evidence file; nothing in it is called. @throws SetupError for a file that is none */
export function readRecordedCase(file: string): RecordedCase {
  const shown = shownPath(file);
  const tree = readJsonFile(file, { what: 'evidence file', maxBytes: maxEvidenceBytes });
  const plain = plainJson(tree) as { schema?: unknown } | null;
  if (plain === null || typeof plain !== 'object' || plain.schema !== 'vernier/evidence/1')
    throw new SetupError(
      `${shown} is no evidence file: its "schema" is not "vernier/evidence/1". Wanted is a file of reports/<run-id>/evidence/`,
    );
  checkArtefact('evidence-1', plain, shown);
  const {
    id,
    suite,
    subject,
    modern,
    status,
    side,
    class: driftClass,
    first,
    shrinks,
  } = plain as never as RecordedCase;
  const at = (key: string) => (tree as JsonObject).get(key) ?? null;
  const outcome = (key: string) => (at(key) === null ? null : decodeOutcome(at(key)));
  try {
    const ends = { legacy: outcome('legacyOutcome'), other: outcome('modernOutcome') };
    const input = decodeArguments(at('input'));
    return { id, suite, subject, modern, status, side, class: driftClass, first, shrinks, input, ...ends };
  } catch (error) {
    if (error instanceof ValueSyntaxError) throw new SetupError(`${shown}: ${error.message}`, { cause: error });
    throw error;
  }
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
