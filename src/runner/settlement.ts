import type { Case } from '../suite/case.ts';
import { refereeBits, refereeWord, worstFloatDifference } from './referee-word.ts';
import type { Excuse, JudgedResult, Result } from './result.ts';
import type { SubjectJob } from './subject-job.ts';

/**
 * Cases whose last-digit differences the referee is asked about, for each modern: the first ones of a run. By number
 * and not by time, so that the same seed gives the same scoreboard.
 */
export const scoreboardCases = 500;

/**
 * What is decided about results in the order of the cases, so that it does not depend on which ended first: which are
 * still excused under the cap of their rule, and which the referee is asked about.
 */
export class Settlement {
  readonly #job: SubjectJob;
  readonly #asked = new Map<string, number>();
  readonly #excused = new Map<string, number>();

  constructor(job: SubjectJob) {
    this.#job = job;
  }

  /** Counts a result out of a journal, which was settled then. */
  add({ modern, nearer, excuse }: Result): void {
    if (nearer !== undefined) this.#count(this.#asked, modern);
    if (excuse !== null) this.#count(this.#excused, `${modern} ${excuse}`);
  }

  settle(item: Case, judged: JudgedResult, excuse: Excuse | null): JudgedResult {
    const nearer = this.#nearer(item, judged);
    const excused = excuse !== null && this.#hasRoom(judged.result.modern, excuse);
    const result: Result = {
      ...judged.result,
      ...(nearer === undefined ? {} : { nearer }),
      ...(excused ? { status: 'excused', excuse } : {}),
    };
    this.add(result);
    return { ...judged, result };
  }

  #nearer(item: Case, judged: JudgedResult): Result['nearer'] {
    const { referee, suite, subject } = this.#job;
    const { result, comparison } = judged;
    if (referee === undefined || comparison === null || result.modern === 'legacy') return undefined;
    if ((this.#asked.get(result.modern) ?? 0) >= scoreboardCases) return undefined;
    const worst = worstFloatDifference(comparison, judged);
    if (worst === null) return undefined;
    return refereeWord(referee, item.input, worst, refereeBits.scoreboard, `${suite}/${subject}`).nearer;
  }

  #hasRoom(modern: string, excuse: Excuse): boolean {
    const { excuse: rules, planned = 0 } = this.#job;
    const maxShare = excuse === 'nearer' ? rules?.nearer?.maxShare : rules?.illConditioned?.maxShare;
    return (this.#excused.get(`${modern} ${excuse}`) ?? 0) + 1 <= (maxShare ?? 0) * planned;
  }

  #count(counts: Map<string, number>, key: string): void {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}
