import { goldenDigest } from './golden-digest.ts';
import { pendingChanges } from './pending-changes.ts';
import type { Acceptance, GoldenFile, GoldenVector } from './vector.ts';

/** A golden file and the recording that waits beside it. */
export interface Reviewed {
  readonly golden: GoldenFile;
  /** Null when nothing waits any more. */
  readonly proposed: GoldenFile | null;
}

/** Who accepts and why; the rest of an `Acceptance` is known from the recording. */
export type Signature = Pick<Acceptance, 'by' | 'at' | 'reason'>;

/**
 * Takes changes of these ids over into the golden file. Each vector whose outcome or input changes, or that is new, gets
 * the origin `accepted` and the signature; a certified one stays certified. Pure.
 */
export function acceptChanges(
  golden: GoldenFile,
  proposed: GoldenFile,
  ids: ReadonlySet<string>,
  signature: Signature,
): Reviewed {
  const { recordedAt, recordedFrom } = proposed.provenance;
  const accepted: Acceptance = { ...signature, recordedAt, recordedFrom };
  let { vectors } = golden;
  for (const { id, kind, now } of pendingChanges(golden, proposed)) {
    if (!ids.has(id)) continue;
    if (now === null) vectors = vectors.filter((vector) => vector.id !== id);
    else vectors = placed(vectors, kind === 'described' ? now : signed(now, accepted), proposed.vectors);
  }
  const after = withVectors(golden, vectors, golden, proposed);
  // The recording is brought in line, so that only what is still open differs.
  const taken = proposed.vectors.map(
    (vector) => after.vectors.find((one) => ids.has(one.id) && one.id === vector.id) ?? vector,
  );
  return remaining(after, withVectors(proposed, taken, golden, proposed));
}

/** Lets changes of these ids go: the recording gets what the golden file has. Pure. */
export function rejectChanges(golden: GoldenFile, proposed: GoldenFile, ids: ReadonlySet<string>): Reviewed {
  let { vectors } = proposed;
  for (const { id, was } of pendingChanges(golden, proposed)) {
    if (!ids.has(id)) continue;
    vectors = was === null ? vectors.filter((vector) => vector.id !== id) : placed(vectors, was, golden.vectors);
  }
  return remaining(golden, withVectors(proposed, vectors, golden, proposed));
}

function remaining(golden: GoldenFile, proposed: GoldenFile): Reviewed {
  return { golden, proposed: pendingChanges(golden, proposed).length === 0 ? null : proposed };
}

function signed(vector: GoldenVector, accepted: Acceptance): GoldenVector {
  return vector.origin === 'certified' ? vector : { ...vector, origin: 'accepted', accepted };
}

/** The vector in its place: its own when it was there, else behind its nearest neighbour in `order`. */
function placed(
  vectors: readonly GoldenVector[],
  vector: GoldenVector,
  order: readonly GoldenVector[],
): GoldenVector[] {
  const at = vectors.findIndex(({ id }) => id === vector.id);
  if (at >= 0) return vectors.map((one, index) => (index === at ? vector : one));
  const before = order
    .slice(
      0,
      order.findIndex(({ id }) => id === vector.id),
    )
    .map(({ id }) => id);
  const behind = vectors.findLastIndex(({ id }) => before.includes(id));
  return [...vectors.slice(0, behind + 1), vector, ...vectors.slice(behind + 1)];
}

/** The file with other vectors and the notes that their flags need, the recording's first. */
function withVectors(
  file: GoldenFile,
  vectors: readonly GoldenVector[],
  golden: GoldenFile,
  proposed: GoldenFile,
): GoldenFile {
  const used = new Set(vectors.flatMap(({ flags }) => flags));
  const all = Object.entries({ ...golden.notes, ...proposed.notes });
  const notes = Object.fromEntries(all.filter(([flag]) => used.has(flag)));
  return { ...file, vectors, notes, digest: goldenDigest({ notes, vectors }) };
}
