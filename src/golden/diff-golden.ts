import { SetupError } from '../base/errors.ts';
import { inputText, outcomeText } from './golden-digest.ts';
import type { GoldenFile, GoldenVector } from './vector.ts';

/** What of a vector changed. */
export type VectorPart = 'comment' | 'flags' | 'origin' | 'input' | 'outcome';

/** What lies between two states of a golden file; ids in the order of their file. */
export interface GoldenDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly id: string; readonly parts: readonly VectorPart[] }[];
  readonly notesChanged: boolean;
  /** The same notes and vectors in the same order: recording would only renew the provenance. */
  readonly same: boolean;
}

/** @param before Null when there was no file yet: everything is added. */
export function diffGolden(before: GoldenFile | null, after: GoldenFile): GoldenDiff {
  const old = new Map((before?.vectors ?? []).map((vector) => [vector.id, vector]));
  const ids = new Set(after.vectors.map(({ id }) => id));
  const changed: GoldenDiff['changed'][number][] = [];
  for (const vector of after.vectors) {
    const was = old.get(vector.id);
    const parts = was === undefined ? [] : changedParts(was, vector);
    if (parts.length > 0) changed.push({ id: vector.id, parts });
  }
  return {
    added: [...ids].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !ids.has(id)),
    changed,
    notesChanged: JSON.stringify(sortedNotes(before)) !== JSON.stringify(sortedNotes(after)),
    same: before !== null && before.digest === after.digest,
  };
}

function changedParts(was: GoldenVector, is: GoldenVector): VectorPart[] {
  const parts: VectorPart[] = [];
  if (was.comment !== is.comment) parts.push('comment');
  if (was.flags.join() !== is.flags.join()) parts.push('flags');
  if (was.origin !== is.origin) parts.push('origin');
  if (inputText(was.input) !== inputText(is.input)) parts.push('input');
  if (outcomeText(was.outcome) !== outcomeText(is.outcome)) parts.push('outcome');
  return parts;
}

function sortedNotes(file: GoldenFile | null): unknown {
  return Object.entries(file?.notes ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([flag, { bugType, description, effect }]) => [flag, bugType, description, effect]);
}

/**
 * Guards what was accepted. In CI nothing is recorded: a regression must not write itself into the record. Elsewhere
 * new vectors, comments and flags are taken, but an outcome that changes, or a vector that goes, only with `overwrite`.
 *
 * @throws SetupError that names the vectors
 */
export function checkRecording(
  diff: GoldenDiff,
  shown: string,
  options: { readonly overwrite: boolean; readonly ci: boolean },
): void {
  if (diff.same) return;
  const moved = diff.changed.filter(({ parts }) => parts.includes('outcome') || parts.includes('input'));
  if (options.ci) {
    const what = `${diff.added.length} added, ${diff.changed.length} changed, ${diff.removed.length} removed`;
    throw new SetupError(
      `${shown} is out of date (${what}). Nothing is recorded in CI: record on your machine and commit the file`,
    );
  }
  const lost = [...moved.map(({ id }) => id), ...diff.removed];
  if (lost.length === 0 || options.overwrite) return;
  const named = `${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ` and ${lost.length - 5} more` : ''}`;
  throw new SetupError(
    `Recording would change what ${shown} accepted: ${moved.length} outcomes or inputs would change, ${diff.removed.length} vectors would go (${named}). If that is meant, run again with --overwrite; else find out why legacy answers differently`,
  );
}
