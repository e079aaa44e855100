import { inputText, outcomeText } from './golden-digest.ts';
import type { GoldenFile, GoldenVector } from './vector.ts';

/**
 * What a recording would do to a vector: give it another outcome or input, add it, let it go, or describe it otherwise
 * (comment, flags, origin).
 */
export type ChangeKind = 'outcome' | 'input' | 'added' | 'removed' | 'described';

/** One vector that a recording would change. */
export interface PendingChange {
  readonly id: string;
  readonly kind: ChangeKind;
  /** Null when it is added. */
  readonly was: GoldenVector | null;
  /** Null when it goes. */
  readonly now: GoldenVector | null;
}

/** What waits: vectors in the order of the recording, then those that go. */
export function pendingChanges(before: GoldenFile, proposed: GoldenFile): PendingChange[] {
  const old = new Map(before.vectors.map((vector) => [vector.id, vector]));
  const ids = new Set(proposed.vectors.map(({ id }) => id));
  const changes = proposed.vectors.flatMap((now): PendingChange[] => {
    const was = old.get(now.id) ?? null;
    const kind = was === null ? 'added' : kindOf(was, now);
    return kind === null ? [] : [{ id: now.id, kind, was, now }];
  });
  const gone = before.vectors.filter(({ id }) => !ids.has(id));
  return [...changes, ...gone.map((was): PendingChange => ({ id: was.id, kind: 'removed', was, now: null }))];
}

function kindOf(was: GoldenVector, now: GoldenVector): ChangeKind | null {
  if (inputText(was.input) !== inputText(now.input)) return 'input';
  if (outcomeText(was.outcome) !== outcomeText(now.outcome)) return 'outcome';
  const described = ({ comment, flags, origin }: GoldenVector) => JSON.stringify([comment, flags, origin]);
  return described(was) === described(now) ? null : 'described';
}
