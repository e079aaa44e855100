import type { Case } from '../suite/case.ts';
import { answersOf, fitCosts, fitWord } from './fit-word.ts';
import { refereeBits, refereeWord, worstFloatDifference } from './referee-word.ts';
import type { Excuse, JudgedResult, Result, Side } from './result.ts';
import type { SubjectJob } from './subject-job.ts';

/**
 * Cases whose last-digit differences the referee is asked about, for each modern: the first ones of a run. By number
 * and not by time, so that the same seed gives the same scoreboard.
 */
export const scoreboardCases = 500;

/** The same for fits, of which each costs a hundred times as much. */
export const scoreboardFits = 100;

/**
 * What is decided about results in the order of the cases, so that it does not depend on which ended first: which are
 * still excused under the cap of their rule, and which the referee is asked about.
 */
export class Settlement {
  readonly #job: SubjectJob;
  readonly #asked = new Map<string, number>();
  readonly #excused = new Map<string, number>();
  readonly #seen = new Map<string, number>();

  constructor(job: SubjectJob) {
    this.#job = job;
  }

  /** Counts a result out of a journal, which was settled then. */
  add({ modern, nearer, excuse }: Result): void {
    this.#count(this.#seen, modern);
    if (nearer !== undefined) this.#count(this.#asked, modern);
    if (excuse !== null) this.#count(this.#excused, `${modern} ${excuse}`);
  }

  /** A result out of a shard, which asked the referee about its own first cases: more of them than a whole run asks about. */
  recall(result: Result): Result {
    const isAskedAbout = (this.#asked.get(result.modern) ?? 0) < scoreboardCases;
    const { nearer, ...rest } = result;
    const settled: Result = nearer === undefined || isAskedAbout ? result : rest;
    this.add(settled);
    return settled;
  }

  /** @param unsteady The side that disagreed with itself when it was asked again. */
  settle(item: Case, judged: JudgedResult, excuse: Excuse | null, unsteady: Side | null): JudgedResult {
    const nearer = this.#nearer(item, judged);
    // What breaks a property is not excused by how near the sides are.
    const excused =
      excuse !== null && judged.result.violation === undefined && this.#hasRoom(judged.result.modern, excuse);
    if (nearer === undefined && !excused && unsteady === null) {
      this.add(judged.result);
      return judged;
    }
    const result: Result = {
      ...judged.result,
      ...(nearer === undefined ? {} : { nearer }),
      ...(excused
        ? { status: 'excused', side: null, excuse }
        : unsteady === null
          ? {}
          : { status: 'flaky', side: unsteady }),
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
    if (worst === null) return this.#nearerMinimum(item, judged);
    return refereeWord(referee, item.input, worst, refereeBits.scoreboard, `${suite}/${subject}`).nearer;
  }

  /** Of fits that are not the same, whatever the policy says of them. */
  #nearerMinimum(item: Case, judged: JudgedResult): Result['nearer'] {
    const { referee, suite, subject } = this.#job;
    const answers = answersOf(judged);
    if (referee === undefined || answers === null || judged.comparison!.differences.length === 0) return undefined;
    if ((this.#asked.get(judged.result.modern) ?? 0) >= scoreboardFits) return undefined;
    return fitWord(referee, item.input, answers, fitCosts.scoreboard, `${suite}/${subject}`)?.nearer;
  }

  #hasRoom(modern: string, excuse: Excuse): boolean {
    const seen = (this.#seen.get(modern) ?? 0) + 1;
    return hasRoom(this.#job, excuse, this.#excused.get(`${modern} ${excuse}`) ?? 0, seen);
  }

  #count(counts: Map<string, number>, key: string): void {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}

function shareOf({ excuse: rules, noise = [] }: SubjectJob, excuse: Excuse): number {
  switch (excuse) {
    case 'nearer':
      return rules?.nearer?.maxShare ?? 0;
    case 'ill-conditioned':
      return rules?.illConditioned?.maxShare ?? 0;
    case 'noise-floor':
      return noise.length === 0 ? 0 : Math.min(...noise.map(({ maxShare }) => maxShare));
  }
}

/** @param seen Cases so far: where time decides how many there are, they may be more than were planned. */
function hasRoom(job: SubjectJob, excuse: Excuse, excused: number, seen: number): boolean {
  return excused + 1 <= shareOf(job, excuse) * Math.max(job.planned ?? 0, seen);
}

/** Excuses that could cover no more cases, in sentences: what was excused before may be red after. */
export function usedUpExcuses(job: SubjectJob, excused: Readonly<Record<Excuse, number>>, seen = 0): string[] {
  return (['nearer', 'ill-conditioned', 'noise-floor'] as const)
    .filter((excuse) => shareOf(job, excuse) > 0 && !hasRoom(job, excuse, excused[excuse], seen))
    .map((excuse) => {
      const share = Number((shareOf(job, excuse) * 100).toFixed(1));
      return `the excuse "${excuse}" covered ${excused[excuse]} of ${Math.max(job.planned ?? 0, seen)} cases and ends there: ${share} % is allowed`;
    });
}
