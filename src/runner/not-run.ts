import type { RunReport } from './report.ts';
import type { Result } from './result.ts';
import type { SubjectJob } from './subject-job.ts';

type Row = RunReport['notRun'][number];

/** Counts cases that were not run, by reason. */
export class NotRun {
  readonly #job: SubjectJob;
  readonly #rows = new Map<string, { row: Omit<Row, 'count'>; count: number }>();

  constructor(job: SubjectJob) {
    this.#job = job;
  }

  add(result: Result): void {
    if (result.status !== 'not-run') return;
    const side = result.side ?? 'modern';
    const tried = (side === 'legacy' ? result.legacyKind : result.modernKind) !== null;
    const reason = tried
      ? 'it died so often that it is no longer tried'
      : (this.#failureOf(side, result.modern) ?? 'it was not asked');
    const { suite, subject, modern } = result;
    const key = [modern, side, reason].join('\n');
    const known = this.#rows.get(key);
    if (known !== undefined) known.count += 1;
    else this.#rows.set(key, { row: { suite, subject, modern, side, reason }, count: 1 });
  }

  report(): Row[] {
    return [...this.#rows.values()].map(({ row, count }) => ({ ...row, count }));
  }

  #failureOf(side: 'legacy' | 'modern', name: string): string | null {
    if (side === 'legacy') return this.#job.legacy.failure;
    return this.#job.moderns.find((one) => one.side.name === name)?.side.failure ?? null;
  }
}
