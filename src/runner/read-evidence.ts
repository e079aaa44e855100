import { SetupError } from '../base/errors.ts';
import type { Policy } from '../compare/policy.ts';
import { checkArtefact } from '../disk/artefact-schema.ts';
import { readJsonFile } from '../disk/read-json.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { ExpectedOutcome } from '../golden/vector.ts';
import type { CaseRef } from '../suite/case.ts';
import { decodeTree } from '../value/decode.ts';
import { type JsonObject, type JsonTree, ValueSyntaxError } from '../value/json.ts';
import type { CallArguments, Outcome } from '../value/outcome.ts';
import { decodeArguments, decodeOutcome } from '../value/outcome-text.ts';
import { plainJson } from '../value/plain-json.ts';
import type { EvidenceScript } from './evidence.ts';
import type { Finding, ImplementationReport, RunReport } from './report.ts';
import type { Side, Status } from './result.ts';

/** An evidence file, read. It comes from anywhere: nothing in it is called unless the user says so. */
export interface Evidence {
  readonly id: string;
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
  readonly status: Status;
  readonly side: Side | null;
  readonly class: Finding['class'];
  readonly path: string;
  readonly seed: number;
  readonly first: CaseRef;
  readonly shrinks: number;
  readonly input: CallArguments;
  readonly legacyOutcome: Outcome | null;
  readonly modernOutcome: Outcome | null;
  /** The golden outcome that it was held against; null for none, absent in evidence of earlier versions. */
  readonly expected?: ExpectedOutcome | null;
  readonly policy: Policy;
  readonly suiteDigest: string;
  readonly implementations: readonly ImplementationReport[];
  readonly machine?: RunReport['machine'];
  readonly scripts?: readonly EvidenceScript[];
  readonly vernier: string;
}

/** Evidence whose values were left out on purpose: it tells what happened, and cannot make it happen again. */
export class HiddenValuesError extends SetupError {
  constructor(shown: string, { suite, subject, first, seed }: Pick<Evidence, 'suite' | 'subject' | 'first' | 'seed'>) {
    const mark = first.kind === 'generated' ? `#${first.index}` : `@${first.id}`;
    super(
      `The values of ${shown} were left out (--values, or "redact" of the suite), so it cannot be replayed. Run its case where its values may be seen: vernier run ${suite} --only "${subject}${mark}" --seed ${seed} --values full`,
    );
  }
}

const maxEvidenceBytes = 256 * 1024 * 1024;
const values = ['input', 'legacyOutcome', 'modernOutcome', 'expected'] as const;

/**
 * Reads an evidence file: strict JSON, its schema, every value.
 *
 * @throws SetupError naming file and place for a file that is none
 */
export function readEvidence(file: string): Evidence {
  const shown = shownPath(file);
  const tree = readJsonFile(file, { what: 'evidence file', maxBytes: maxEvidenceBytes });
  if (!(tree instanceof Map) || tree.get('schema') !== 'vernier/evidence/1') {
    throw new SetupError(
      `${shown} is no evidence file: its "schema" is not "vernier/evidence/1". Wanted is a file of reports/<run-id>/evidence/`,
    );
  }
  const plain = plainJson(tree);
  checkArtefact('evidence-1', plain, shown);
  if (tree.has('hidden'))
    throw new HiddenValuesError(shown, plain as Pick<Evidence, 'suite' | 'subject' | 'first' | 'seed'>);
  const at = <T>(key: (typeof values)[number], read: (tree: JsonTree) => T) => valueAt(tree, key, shown, read);
  const expected = tree.has('expected') ? { expected: at('expected', expectedOf) } : {};
  return {
    ...(plain as unknown as Evidence),
    input: at('input', decodeArguments)!,
    legacyOutcome: at('legacyOutcome', decodeOutcome),
    modernOutcome: at('modernOutcome', decodeOutcome),
    ...expected,
  };
}

function valueAt<T>(tree: JsonObject, key: string, shown: string, read: (tree: JsonTree) => T): T | null {
  const member = tree.get(key) ?? null;
  if (member === null) return null;
  try {
    return read(member);
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    const steps = error.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    throw new SetupError(`${shown} at /${key}${steps}: ${error.message}`, { cause: error });
  }
}

function expectedOf(tree: JsonTree): ExpectedOutcome {
  const members = tree as JsonObject;
  return members.has('returned')
    ? { returned: decodeTree(members.get('returned')!) }
    : (plainJson(members) as unknown as ExpectedOutcome);
}
