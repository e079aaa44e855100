import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { type FoundCase, foundId, mostFound, writeFound } from '../golden/found.ts';
import { inputText } from '../golden/golden-digest.ts';
import { caseName } from '../suite/case.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import type { KeptCase } from './account.ts';
import type { Finding } from './report.ts';

/** What a run learned of a suite's failing cases. */
export interface KeepRequest {
  readonly suite: LoadedSuite;
  readonly findings: readonly Finding[];
  /** Kept cases that ran. */
  readonly kept: readonly KeptCase[];
  /** False for a run that was cut down or ended early: green means less then. */
  readonly whole: boolean;
  /** Runs in a row that must be green before a case is dropped; 0: it never is. */
  readonly pruneAfter: number;
  readonly now: Date;
  readonly say: (line: string) => void;
}

/** Larger inputs are left to their evidence: a repository is no place for them. */
const mostCharacters = 1_000_000;

/**
 * Keeps the smallest case of every finding by value, and drops cases that were green in so many runs. How often a case
 * was green stands in `.vernier/found/<suite>.json`, beside the repository, so that a green run changes no file in it.
 */
export function keepFound(request: KeepRequest): void {
  const folder = request.suite.foundFolder;
  if (folder === null) return;
  const known = request.kept.map(({ id }) => id);
  const added: string[] = [];
  for (const finding of request.findings.filter(isWorthKeeping)) {
    const id = foundId(finding.subject, finding.input);
    if (known.includes(id) || inputText(finding.input).length > mostCharacters) continue;
    if (known.length >= mostFound) break;
    known.push(id);
    added.push(id);
    writeFound(folder, foundCase(id, finding, request.now));
  }
  const dropped = prune(request, folder);
  const shown = relative(request.suite.root, folder);
  if (added.length > 0) request.say(`kept ${cases(added.length)} in ${shown}: the next run tries them first`);
  if (dropped > 0) request.say(`dropped ${cases(dropped)} of ${shown}, green in ${request.pruneAfter} runs in a row`);
}

/** A vector that was not shrunk is tried in every run anyhow; what does not come back cannot be kept. */
function isWorthKeeping({ hidden, first, shrinks, status, side, class: driftClass }: Finding): boolean {
  // A file of a case without its values is no case.
  if (hidden !== undefined) return false;
  if (status === 'flaky' || driftClass === 'legacy-moved') return false;
  if (side === 'legacy' && status === 'not-run') return false;
  return first.kind !== 'vector' || shrinks > 0;
}

function foundCase(id: string, { suite, subject, modern, summary, first, seed, input }: Finding, now: Date): FoundCase {
  const origin = first.kind === 'generated' ? `seed ${seed}, case ${caseName(first)}` : `${first.kind} ${first.id}`;
  const foundAt = now.toISOString();
  return { schema: 'vernier/found/1', id, suite, subject, modern, summary, origin, foundAt, input };
}

/** @returns how many cases were dropped */
function prune({ suite, kept, whole, pruneAfter }: KeepRequest, folder: string): number {
  const file = join(suite.root, '.vernier', 'found', `${suite.name}.json`);
  const before = readCounts(file);
  const after = new Map(before);
  for (const { id, green } of kept) {
    if (!green) after.delete(id);
    else if (whole) after.set(id, (before.get(id) ?? 0) + 1);
  }
  const ripe = [...after].filter(([, count]) => pruneAfter > 0 && count >= pruneAfter).map(([id]) => id);
  for (const id of ripe) {
    rmSync(join(folder, `${id}.json`), { force: true });
    after.delete(id);
  }
  const changed = after.size !== before.size || [...after].some(([id, count]) => before.get(id) !== count);
  if (changed) writeFileAtomic(file, `${JSON.stringify(Object.fromEntries([...after].sort()))}\n`);
  return ripe.length;
}

/** Counts of a file that is damaged or gone start anew: nothing worse follows than a case that is kept for longer. */
function readCounts(file: string): Map<string, number> {
  try {
    const entries = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
    return new Map(
      entries.filter(
        (entry): entry is [string, number] => /^[0-9a-f]{12}$/.test(entry[0]) && Number.isSafeInteger(entry[1]),
      ),
    );
  } catch {
    return new Map();
  }
}

const cases = (count: number) => `${count} failing case${count === 1 ? '' : 's'}`;
