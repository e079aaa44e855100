import type { RunReport } from './report.ts';
import type { JudgedResult } from './result.ts';
import type { Sides } from './sides.ts';

type Row = RunReport['notRun'][number];

/** Counts cases that were not run, by reason. */
export class NotRun {
  readonly #sides: Sides;
  readonly #rows = new Map<string, { row: Omit<Row, 'count'>; count: number }>();

  constructor(sides: Sides) {
    this.#sides = sides;
  }

  add({ result, legacy, modern }: JudgedResult): void {
    if (result.status !== 'not-run') return;
    const side = result.side ?? 'modern';
    const outcome = side === 'legacy' ? legacy : modern;
    const reason =
      this.#failureOf(side, result.modern) ??
      (outcome === null ? 'it was not asked' : 'it crashed so often that it is no longer tried');
    const { suite, subject, modern: name } = result;
    const key = [subject, name, side, reason].join('\n');
    const known = this.#rows.get(key);
    if (known !== undefined) known.count += 1;
    else this.#rows.set(key, { row: { suite, subject, modern: name, side, reason }, count: 1 });
  }

  report(): Row[] {
    return [...this.#rows.values()].map(({ row, count }) => ({ ...row, count }));
  }

  #failureOf(side: 'legacy' | 'modern', name: string): string | null {
    if (side === 'legacy') return this.#sides.legacy.failure;
    return this.#sides.moderns.find((one) => one.name === name)?.failure ?? null;
  }
}
