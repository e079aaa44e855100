import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { compareWithExpected } from '../compare/compare-outcomes.ts';
import type { Difference } from '../compare/difference.ts';
import { inputText } from '../golden/golden-digest.ts';
import { type LintProblem, lintGolden } from '../golden/lint-golden.ts';
import { pendingPath } from '../golden/pending.ts';
import { readGolden } from '../golden/read-golden.ts';
import type { GoldenFile, VectorSources } from '../golden/vector.ts';
import { casePolicy } from '../suite/case-policy.ts';
import type { Project } from '../suite/config.ts';
import { isRetired } from '../suite/is-retired.ts';
import { type LoadedSuite, loadSuite } from '../suite/load-suite.ts';
import { policyOf } from '../suite/policy-of.ts';
import type { Outcome } from '../value/outcome.ts';
import { type AskedLegacy, type AskRequest, askLegacy } from './ask-legacy.ts';
import { loadVectorSources, vectorSourceFile } from './vector-sources.ts';

export interface CheckGoldenRequest extends AskRequest {
  readonly project: Project;
  readonly suite: string;
  /** Ask legacy for every outcome again. */
  readonly recompute: boolean;
}

/** A vector whose outcome legacy no longer gives. */
export interface MovedVector {
  readonly id: string;
  /** The largest difference; null when legacy gave nothing to compare. */
  readonly worst: Difference | null;
  /** What legacy did instead of answering: `timed-out`, `crashed`, `protocol-error`; null when it answered. */
  readonly fault: Exclude<Outcome['kind'], 'returned' | 'raised'> | null;
}

/** What became of the golden file of one subject. */
export interface CheckedGolden {
  readonly subject: string;
  /** Project-relative. */
  readonly file: string;
  readonly vectors: number;
  /** Why it could not be read: schema, digest, ids. The rest is empty then. */
  readonly broken: string | null;
  readonly problems: readonly LintProblem[];
  /** How the vectors lie beside `vectors.ts`, in sentences; empty where they are the same, or there is no such file. */
  readonly outdated: readonly string[];
  /** A recording waits for a review. */
  readonly pending: boolean;
  /** How many vectors legacy was asked for. */
  readonly recomputed: number;
  readonly moved: readonly MovedVector[];
}

export interface GoldenCheck {
  readonly suite: string;
  readonly files: readonly CheckedGolden[];
  /** Subjects without golden vectors. */
  readonly bare: readonly string[];
  /** Why legacy was not asked; null when it was. */
  readonly notAsked: string | null;
  /** Nobody is left to be asked, on purpose: the vectors are final. */
  readonly retired: boolean;
}

/**
 * Looks at every golden file of a suite: whether it reads (schema, ids, digest), what a reviewer would object to, whether
 * it has the vectors that `vectors.ts` names, and whether legacy still gives its outcomes within the policy for golden ones.
 *
 * @throws SetupError when the suite does not load
 */
export async function checkGolden(request: CheckGoldenRequest): Promise<GoldenCheck> {
  const suite = await loadSuite(request.project, request.suite);
  const { definition, goldenFiles } = suite;
  const bare = Object.keys(definition.subjects).filter((subject) => !goldenFiles.has(subject));
  const sources = vectorSourceFile(suite) === null ? null : (await loadVectorSources(suite)).sources;
  const asked = await openLegacy(suite, request);
  try {
    const files: CheckedGolden[] = [];
    for (const [subject, path] of goldenFiles) {
      request.observer.say(`checking ${suite.name}/${subject}`);
      files.push(await checkFile(suite, subject, path, sources, asked.legacy));
    }
    return { suite: suite.name, files, bare, notAsked: asked.notAsked, retired: isRetired(definition) };
  } finally {
    await asked.legacy?.close();
  }
}

async function openLegacy(
  suite: LoadedSuite,
  request: CheckGoldenRequest,
): Promise<{ legacy: AskedLegacy | null; notAsked: string | null }> {
  if (!request.recompute) return { legacy: null, notAsked: 'it was not to be asked (--no-recompute)' };
  if (isRetired(suite.definition)) return { legacy: null, notAsked: 'it is retired' };
  if (suite.goldenFiles.size === 0) return { legacy: null, notAsked: 'there is no golden vector' };
  try {
    return { legacy: await askLegacy(suite, request), notAsked: null };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { legacy: null, notAsked: error.message };
  }
}

async function checkFile(
  suite: LoadedSuite,
  subject: string,
  path: string,
  sources: VectorSources | null,
  legacy: AskedLegacy | null,
): Promise<CheckedGolden> {
  const pending = existsSync(pendingPath(join(path, '..'), subject));
  const head = { subject, file: relative(suite.root, path), pending };
  let golden: GoldenFile;
  try {
    golden = readGolden(path, { suite: suite.name, subject });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { ...head, vectors: 0, broken: error.message, problems: [], outdated: [], recomputed: 0, moved: [] };
  }
  const outcomes = (await legacy?.outcomes(subject, golden.vectors)) ?? new Map<string, Outcome>();
  return {
    ...head,
    vectors: golden.vectors.length,
    broken: null,
    problems: lintGolden(golden),
    outdated: sources === null ? [] : besideSources(golden, sources[subject]),
    recomputed: outcomes.size,
    moved: movedVectors(suite, golden, outcomes),
  };
}

function besideSources(golden: GoldenFile, source: VectorSources[string] | undefined): string[] {
  const wanted = new Map((source?.vectors ?? []).map((vector) => [vector.id, vector]));
  const found = new Map(golden.vectors.map((vector) => [vector.id, vector]));
  const missing = [...wanted.keys()].filter((id) => !found.has(id));
  const extra = [...found.keys()].filter((id) => !wanted.has(id));
  const other = [...found].filter(([id, { input }]) => {
    const named = wanted.get(id);
    return named !== undefined && inputText(named.input) !== inputText(input);
  });
  const sentences: [readonly string[], string][] = [
    [missing, 'not recorded yet'],
    [extra, 'no longer named by the code that makes the cases'],
    [other.map(([id]) => id), 'recorded with another input than is named now'],
  ];
  return sentences
    .filter(([ids]) => ids.length > 0)
    .map(([ids, what]) => {
      const shown = `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}`;
      return `${ids.length} ${ids.length === 1 ? 'vector is' : 'vectors are'} ${what}: ${shown}`;
    });
}

/** Under the same policy as a run, which calls this `legacy-moved`. */
function movedVectors(suite: LoadedSuite, golden: GoldenFile, outcomes: ReadonlyMap<string, Outcome>): MovedVector[] {
  const definition = suite.definition.subjects[golden.subject]!;
  const general = policyOf(definition, 'legacy', true);
  return golden.vectors.flatMap(({ id, input, outcome }): MovedVector[] => {
    const now = outcomes.get(id);
    if (now === undefined) return [];
    if (now.kind !== 'returned' && now.kind !== 'raised') return [{ id, worst: null, fault: now.kind }];
    const item = { input, ref: { kind: 'vector', id } } as const;
    const policy = casePolicy(general, definition, item, `${suite.name}/${golden.subject}`);
    const { verdict, differences } = compareWithExpected(outcome, now, policy, 'legacy');
    return verdict === 'agree' ? [] : [{ id, worst: differences[0] ?? null, fault: null }];
  });
}

/** Whether everything that was looked at is as it should be. */
export function isSound({ files }: GoldenCheck): boolean {
  return files.every(
    ({ broken, problems, outdated, pending, moved }) =>
      broken === null && problems.length === 0 && outdated.length === 0 && !pending && moved.length === 0,
  );
}
