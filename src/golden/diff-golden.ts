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

/** Whether outcomes or inputs that were accepted would change, or vectors would go. */
export function changesAccepted({ changed, removed }: GoldenDiff): boolean {
  return removed.length > 0 || changed.some(({ parts }) => parts.includes('outcome') || parts.includes('input'));
}

/**
 * In CI nothing is recorded: a regression must not write itself into the record.
 *
 * @throws SetupError when there would be something to record
 */
export function refuseInCi({ same, added, changed, removed }: GoldenDiff, shown: string): void {
  if (same) return;
  const what = `${added.length} added, ${changed.length} changed, ${removed.length} removed`;
  throw new SetupError(
    `${shown} is out of date (${what}). Nothing is recorded in CI: record on your machine and commit the file`,
  );
}
