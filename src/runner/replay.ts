import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { readJsonFile } from '../disk/read-json.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { Case } from '../suite/case.ts';
import { caseLabels } from '../suite/case-labels.ts';
import type { Project } from '../suite/config.ts';
import { suiteDefaults } from '../suite/defaults.ts';
import { loadSuite, loadVectors } from '../suite/load-suite.ts';
import { loadWaivers } from '../suite/load-waivers.ts';
import { utcDate, WaiverBook } from '../suite/match-waiver.ts';
import { policyOf } from '../suite/policy-of.ts';
import type { SubjectDefinition } from '../suite/suite.ts';
import type { JsonObject, JsonTree } from '../value/json.ts';
import { ValueSyntaxError } from '../value/json.ts';
import type { CallArguments } from '../value/outcome.ts';
import { decodeArguments, encodeArguments } from '../value/outcome-text.ts';
import { judgeLegacy, judgeModern } from './judge.ts';
import type { RunObserver, RunOptions } from './options.ts';
import { greenStatuses, type JudgedResult } from './result.ts';
import { openSides } from './sides.ts';

/** What came of an evidence file: the same drift, another one, or none. */
export type ReplayVerdict = 'reproduced' | 'changed' | 'gone' | 'not-run';

export interface Replayed {
  readonly verdict: ReplayVerdict;
  /** What the evidence said: status and drift class. */
  readonly before: string;
  readonly now: string;
  readonly judged: JudgedResult;
  readonly input: CallArguments;
}

export interface ReplayRequest {
  readonly project: Project;
  /** Path of the evidence file. */
  readonly file: string;
  readonly options: RunOptions;
  readonly observer: RunObserver;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const maxEvidenceBytes = 256 * 1024 * 1024;

/**
 * Runs the exact case of an evidence file again, in fresh processes. Implementations are those of the local suite; an
 * address inside the file is never used.
 *
 * @throws SetupError for a file that is no evidence, or whose suite, subject, modern or vector is not there
 */
export async function replay(request: ReplayRequest): Promise<Replayed> {
  const evidence = readEvidence(request.file);
  const suite = await loadSuite(request.project, evidence.suite);
  const definition = suite.definition.subjects[evidence.subject];
  if (definition === undefined)
    throw new SetupError(
      `Suite "${suite.name}" has no subject "${evidence.subject}", which ${shownPath(request.file)} is about`,
    );
  const isLegacy = evidence.modern === 'legacy';
  if (!isLegacy && !Object.hasOwn(suite.definition.moderns, evidence.modern)) {
    throw new SetupError(
      `Suite "${suite.name}" has no modern "${evidence.modern}", which ${shownPath(request.file)} is about`,
    );
  }
  const item = caseOf(evidence, definition, loadVectors(suite).get(evidence.subject)?.vectors ?? []);
  const options = { ...request.options, moderns: isLegacy ? [] : [evidence.modern] };
  const sides = await openSides(suite, options, request.observer, request.signal, { moderns: !isLegacy });
  try {
    const waivers = new WaiverBook(
      loadWaivers(suite.folder, suite.definition),
      suite.name,
      utcDate(request.clock.now()),
    );
    const policy = policyOf(definition, evidence.modern, item.vector !== undefined);
    const bench = { suite: suite.name, subject: evidence.subject, modern: evidence.modern, policy, waivers };
    const deadlineMs = definition.deadlineMs ?? suiteDefaults.deadlineMs;
    const call = { subject: evidence.subject, input: item.input, seed: evidence.seed, deadlineMs };
    const legacy = (await sides.legacy.implementation?.callAlone(call)) ?? null;
    const modern = (await sides.moderns[0]?.implementation?.callAlone(call)) ?? null;
    const expected = item.vector?.outcome ?? null;
    const judged =
      isLegacy && expected !== null
        ? judgeLegacy(bench, item, expected, legacy)
        : judgeModern(bench, item, expected, legacy, modern);
    return { ...verdictOf(evidence, judged), judged, input: item.input };
  } finally {
    await sides.close();
  }
}

function caseOf(
  evidence: Evidence,
  definition: SubjectDefinition,
  vectors: readonly NonNullable<Case['vector']>[],
): Case {
  const { vectorId, input } = evidence;
  const common = { input, labels: caseLabels(definition, input, `${evidence.suite}/${evidence.subject}`) };
  if (vectorId === null)
    return { ref: { kind: 'generated', seed: evidence.seed, index: evidence.index ?? 0 }, ...common };
  const vector = vectors.find(({ id }) => id === vectorId);
  // A vector's finding may have been shrunk: the smaller case has no golden outcome and is held against legacy.
  if (vector !== undefined && !sameInput(vector.input, input))
    return { ref: { kind: 'vector', id: vectorId }, ...common };
  if (vector === undefined)
    throw new SetupError(
      `The golden vector "${vectorId}" of the evidence is gone from golden/${evidence.suite}/${evidence.subject}.json`,
    );
  return { ref: { kind: 'vector', id: vectorId }, ...common, vector };
}

const sameInput = (a: CallArguments, b: CallArguments) =>
  JSON.stringify(encodeArguments(a)) === JSON.stringify(encodeArguments(b));

function verdictOf(evidence: Evidence, judged: JudgedResult): Pick<Replayed, 'verdict' | 'before' | 'now'> {
  const { status, drifts } = judged.result;
  const before = `${evidence.status}${evidence.class === null ? '' : ` (${evidence.class})`}`;
  const classes = drifts.map((drift) => drift.class);
  const now = `${status}${classes.length === 0 ? '' : ` (${classes.join(', ')})`}`;
  if (status === 'not-run') return { verdict: 'not-run', before, now };
  if (greenStatuses.includes(status)) return { verdict: 'gone', before, now };
  const same = status === evidence.status && (evidence.class === null || classes.some((one) => one === evidence.class));
  return { verdict: same ? 'reproduced' : 'changed', before, now };
}

interface Evidence {
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
  readonly status: string;
  readonly class: string | null;
  readonly seed: number;
  readonly vectorId: string | null;
  readonly index: number | null;
  readonly input: CallArguments;
}

function readEvidence(file: string): Evidence {
  const shown = shownPath(file);
  const tree = readJsonFile(file, { what: 'evidence file', maxBytes: maxEvidenceBytes });
  if (!(tree instanceof Map) || tree.get('schema') !== 'vernier/evidence/1') {
    throw new SetupError(
      `${shown} is no evidence file: its "schema" is not "vernier/evidence/1". Wanted is a file of reports/<run-id>/evidence/`,
    );
  }
  const text = (key: string) => textAt(tree, key, shown);
  const first = tree.get('first');
  const vectorId =
    first instanceof Map && first.get('kind') === 'vector' ? textAt(first, 'id', `${shown} at /first`) : null;
  const index = first instanceof Map ? numberOf(first.get('index')) : null;
  const driftClass = tree.get('class');
  return {
    suite: text('suite'),
    subject: text('subject'),
    modern: text('modern'),
    status: text('status'),
    class: typeof driftClass === 'string' ? driftClass : null,
    seed: numberOf(tree.get('seed')) ?? 0,
    vectorId,
    index,
    input: inputOf(tree, shown),
  };
}

function textAt(tree: JsonObject, key: string, shown: string): string {
  const value = tree.get(key);
  if (typeof value !== 'string') throw new SetupError(`${shown} at /${key}: a text was wanted`);
  return value;
}

const numberOf = (value: JsonTree | undefined) => (typeof value === 'bigint' ? Number(value) : null);

function inputOf(tree: JsonObject, shown: string): CallArguments {
  try {
    return decodeArguments(tree.get('input'));
  } catch (error) {
    if (error instanceof ValueSyntaxError) throw new SetupError(`${shown} at /input: ${error.message}`);
    throw error;
  }
}
