import type { StatisticalRule } from '../compare/policy.ts';
import { Sampler } from '../compare/sampler.ts';
import { judgeStatistics, type StatisticalVerdict } from '../compare/statistical-verdict.ts';
import { isResolved, resolvePolicy } from '../compare/tolerance.ts';
import type { Result } from './result.ts';
import type { SubjectJob } from './subject-job.ts';

/** What one bound of a policy says of all cases of a subject. */
export interface StatisticsReport extends StatisticalVerdict {
  /** The pattern of the rule that sets the bound; empty for the policy itself. */
  readonly path: string;
}

/** The numbers of all cases of one subject against one modern, by the bounds they are held to. */
export class StatisticsBook {
  readonly #job: SubjectJob;
  readonly #modern: string;
  readonly #books = new Map<readonly StatisticalRule[], { readonly path: string; readonly sampler: Sampler }>();

  constructor(job: SubjectJob, modern: string) {
    this.#job = job;
    this.#modern = modern;
    // A bound that never met a number must be told of, too.
    this.#groups(job.byGolden && !job.askLegacy);
  }

  /** @param isVector whether the case has an outcome to be held to where the run goes by golden vectors. */
  add({ status, statistical }: Result, isVector: boolean): void {
    // A side that disagrees with itself says nothing of the other.
    if (statistical === undefined || status === 'flaky') return;
    for (const [index, book] of this.#groups(isVector && this.#job.byGolden).entries()) {
      const sample = statistical[index];
      if (sample !== null && sample !== undefined) book.sampler.addSample(sample);
    }
  }

  /** What all bounds say, in the order in which the policy sets them; of a place with two lists, only those that met a number. */
  report(): StatisticsReport[] {
    const books = [...this.#books].map(([rules, { path, sampler }]) => ({ rules, path, sample: sampler.sample() }));
    const met = new Set(books.flatMap(({ path, sample }) => (sample.count > 0 ? [path] : [])));
    return books.flatMap(({ rules, path, sample }) => {
      if (sample.count === 0 && met.has(path)) return [];
      return rules.map((rule, index) => ({ path, ...judgeStatistics(sample, index, rule) }));
    });
  }

  #groups(byGolden: boolean) {
    const modern = this.#job.moderns.find(({ side }) => side.name === this.#modern);
    const policy = modern === undefined ? this.#job.legacyPolicy : byGolden ? modern.goldenPolicy : modern.policy;
    const resolved = resolvePolicy(policy);
    if (!isResolved(resolved)) return [];
    return resolved.statistical.map(({ path, rules }) => {
      // A golden policy is a policy of its own, but for the bounds it takes over the very same ones.
      const known = [...this.#books].find(([other, book]) => book.path === path && sameRules(other, rules));
      const book = known?.[1] ?? { path, sampler: new Sampler(rules) };
      if (known === undefined) this.#books.set(rules, book);
      return book;
    });
  }
}

function sameRules(a: readonly StatisticalRule[], b: readonly StatisticalRule[]): boolean {
  return a.length === b.length && a.every((rule, index) => rule === b[index]);
}
