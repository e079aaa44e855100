import type { Policy } from '../compare/policy.ts';
import type { Call, Implementation } from '../implementations/implementation.ts';
import type { Case } from '../suite/case.ts';
import type { WaiverBook } from '../suite/match-waiver.ts';
import type { Outcome } from '../value/outcome.ts';
import { Coverage } from './coverage.ts';
import { type Bench, judgeLegacy, judgeModern } from './judge.ts';
import { pipeline } from './pipeline.ts';
import type { GeneratedInput } from './property.ts';
import { greenStatuses, type JudgedResult } from './result.ts';
import { Suspects } from './suspects.ts';
import { Tally } from './tally.ts';

/** A case on its way, with what is needed to shrink it. */
export interface Work {
  readonly item: Case;
  readonly generated: GeneratedInput | null;
}

/** One side as a subject sees it. `null`: it could not be started, or is not wanted. */
export interface Side {
  readonly name: string;
  readonly address: string;
  /** Why it could not be started. */
  readonly failure: string | null;
  readonly implementation: Implementation | null;
}

export interface SubjectJob {
  readonly suite: string;
  readonly subject: string;
  readonly legacy: Side;
  /** False when the run goes by golden vectors alone. */
  readonly askLegacy: boolean;
  /** False when vectors are judged by legacy instead of their golden outcome. */
  readonly byGolden: boolean;
  readonly moderns: readonly { readonly side: Side; readonly policy: Policy; readonly goldenPolicy: Policy }[];
  /** The policy under which legacy is held against its golden outcomes. */
  readonly legacyPolicy: Policy;
  readonly waivers: WaiverBook;
  readonly seed: number;
  readonly deadlineMs: number;
  readonly inFlight: number;
  readonly bail: boolean;
}

/** What a subject's cases came to. */
export interface SubjectOutcome {
  /** By modern's name; `legacy` holds legacy against its golden outcomes. */
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly coverage: Coverage;
  readonly suspects: Suspects;
  readonly bailed: boolean;
}

export interface SubjectEvents {
  judged(item: Case, judged: JudgedResult): void;
  /** After every case. `false` stops the subject. */
  done(cases: number, red: number): boolean;
}

/** Drives all sides with the same cases at once and judges what comes back, in the order of the cases. */
export async function runSubject(
  job: SubjectJob,
  works: Iterator<Work>,
  events: SubjectEvents,
): Promise<SubjectOutcome> {
  const tallies = new Map<string, Tally>([...job.moderns.map(({ side }) => [side.name, new Tally()] as const)]);
  const coverage = new Coverage();
  const suspects = new Suspects();
  let cases = 0;
  let red = 0;
  let bailed = false;

  await pipeline(
    works,
    job.inFlight,
    (work) => answer(job, work),
    ({ work, legacy, moderns }) => {
      const judged = judgeAll(job, work.item, legacy, moderns);
      for (const one of judged) {
        const { result } = one;
        if (!tallies.has(result.modern)) tallies.set(result.modern, new Tally());
        tallies.get(result.modern)!.add(result, one.comparison);
        job.waivers.count(one.uses);
        suspects.add(work.item, one, work.generated);
        events.judged(work.item, one);
        if (!greenStatuses.includes(result.status)) red += 1;
      }
      coverage.add(work.item, (legacy ?? moderns[0] ?? null)?.kind === 'raised');
      cases += 1;
      bailed = job.bail && red > 0;
      return events.done(cases, red) && !bailed;
    },
  );
  return { tallies, coverage, suspects, bailed };
}

/** What all sides did with one case. `null`: not asked, or the side could not be started. */
export interface Answered {
  readonly work: Work;
  readonly legacy: Outcome | null;
  readonly moderns: readonly (Outcome | null)[];
}

/** Asks all sides at once. Each side gets its own copy of the arguments. */
export async function answer(job: SubjectJob, work: Work): Promise<Answered> {
  const call: Call = { subject: job.subject, input: work.item.input, seed: job.seed, deadlineMs: job.deadlineMs };
  const legacy = job.askLegacy ? job.legacy.implementation?.call(call) : undefined;
  const moderns = job.moderns.map(({ side }) => side.implementation?.call(call));
  return {
    work,
    legacy: (await legacy) ?? null,
    moderns: await Promise.all(moderns.map(async (one) => (await one) ?? null)),
  };
}

/** The results of a case: one for each modern, and one for legacy where it is held against a golden outcome. */
export function judgeAll(
  job: SubjectJob,
  item: Case,
  legacy: Outcome | null,
  moderns: readonly (Outcome | null)[],
): JudgedResult[] {
  const expected = job.byGolden ? (item.vector?.outcome ?? null) : null;
  const judged = job.moderns.map(({ side, policy, goldenPolicy }, index) =>
    judgeModern(
      benchOf(job, side.name, expected === null ? policy : goldenPolicy),
      item,
      expected,
      legacy,
      moderns[index] ?? null,
    ),
  );
  if (expected !== null && job.askLegacy) {
    judged.push(judgeLegacy(benchOf(job, 'legacy', job.legacyPolicy), item, expected, legacy));
  }
  return judged;
}

export function benchOf(job: SubjectJob, modern: string, policy: Policy): Bench {
  return { suite: job.suite, subject: job.subject, modern, policy, waivers: job.waivers };
}
