import type { HistoryRow } from '../row.ts';
import type { CreepLimits } from './limits.ts';
import type { Series } from './series.ts';

/** Something that is new in a run and is no matter of chance. */
export interface Fact {
  readonly kind: 'share' | 'mechanism' | 'vectors-lost';
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
  readonly scope: HistoryRow['scope'];
  readonly path: string;
  readonly case: string | null;
  readonly series: Series | null;
  readonly before: number | null;
  readonly now: number | null;
  /** The mechanism, or the vector. */
  readonly name: string;
  readonly runs: number;
}

/** Errors that take more of their tolerance than the limit, and did in no run of the baseline. */
export function pastShare(all: readonly Series[], limits: CreepLimits): Fact[] {
  return all.flatMap((series) => {
    const shares = series.points.map((point) => point?.share ?? null).filter((share) => share !== null);
    const now = series.points.at(-1)?.share ?? null;
    const before = shares.slice(0, -1);
    const highest = Math.max(...before);
    if (series.scope === 'accepted' || now === null || before.length === 0) return [];
    if (now < limits.share || now > 1 || highest >= limits.share) return [];
    const { suite, subject, modern, scope, path } = series;
    const of = { suite, subject, modern, scope, path, case: series.case, series };
    return [{ ...of, kind: 'share' as const, before: highest, now, name: '', runs: shares.length }];
  });
}

/**
 * Mechanisms that fit differences of this run and of none of the baseline.
 *
 * @param runs Oldest first; the last is the one that is looked at.
 */
export function newMechanisms(rows: readonly HistoryRow[], runs: readonly string[]): Fact[] {
  const now = runs.at(-1);
  const earlier = new Set(runs.slice(0, -1));
  const keyOf = (row: HistoryRow) => JSON.stringify([row.suite, row.subject, row.modern, row.mechanism]);
  const subjectOf = (row: HistoryRow) => JSON.stringify([row.suite, row.subject, row.modern]);
  const known = new Set<string>();
  const ranBefore = new Map<string, Set<string>>();
  const hadVectors = new Set<string>();
  for (const row of rows) {
    if (!earlier.has(row.run_id)) continue;
    // A drift that was understood before is no news when it comes to lie within policy.
    if (row.mechanism !== null) known.add(keyOf(row));
    if (row.kind === 'vector') hadVectors.add(subjectOf(row));
    if (row.kind === 'subject') {
      ranBefore.set(subjectOf(row), (ranBefore.get(subjectOf(row)) ?? new Set()).add(row.run_id));
    }
  }
  return (
    rows
      .filter((row) => row.kind === 'mechanism' && row.run_id === now && !known.has(keyOf(row)))
      .filter((row) => ranBefore.has(subjectOf(row)))
      // What the first recording of vectors shows was there before: nobody had looked.
      .filter((row) => row.scope !== 'vectors' || hadVectors.has(subjectOf(row)))
      .map((row) => ({
        ...ofRow(row),
        ...{ kind: 'mechanism', name: row.mechanism ?? '', runs: (ranBefore.get(subjectOf(row))?.size ?? 0) + 1 },
      }))
  );
}

/** Vectors that the last run of the baseline compared and this one does not, though it ran their subject as a whole. */
export function lostVectors(rows: readonly HistoryRow[], runs: readonly string[]): Fact[] {
  const now = runs.at(-1);
  const subjectOf = (row: HistoryRow) => JSON.stringify([row.suite, row.subject, row.modern]);
  const wholeIn = (run: string | undefined) =>
    new Set(rows.filter((row) => row.kind === 'subject' && row.run_id === run && row.series === whole).map(subjectOf));
  const wanted = wholeIn(now);
  const compared = (row: HistoryRow) => row.kind === 'vector' && row.status !== 'not-run';
  const here = new Set(rows.filter((row) => compared(row) && row.run_id === now).map(vectorKey));
  // The last run of each subject: the one before may have been of another suite.
  const last = new Map<string, HistoryRow[]>();
  for (const run of runs.slice(0, -1)) {
    const ran = wholeIn(run);
    for (const key of ran) last.set(key, []);
    for (const row of rows) if (row.run_id === run && compared(row)) last.get(subjectOf(row))?.push(row);
  }
  return [...last]
    .filter(([subject]) => wanted.has(subject))
    .flatMap(([, vectors]) => vectors.filter((row) => !here.has(vectorKey(row))))
    .map((row) => ({ ...ofRow(row), kind: 'vectors-lost', name: row.case_id ?? '', runs: runs.length }));
}

/** What `series` of a subject's row says when none of its cases were left out on purpose. */
export const whole = 'whole';

const vectorKey = (row: HistoryRow) => JSON.stringify([row.suite, row.subject, row.modern, row.case_id]);

function ofRow(row: HistoryRow) {
  const { suite, subject, modern, scope, path } = row;
  const names = { suite: suite ?? '', subject: subject ?? '', modern: modern ?? '' };
  return { ...names, scope, path: path ?? '', case: row.case_id, series: null, before: null, now: null };
}
