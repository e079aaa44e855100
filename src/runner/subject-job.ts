import type { Policy } from '../compare/policy.ts';
import type { Call, Implementation } from '../implementations/implementation.ts';
import type { Case, CaseRef } from '../suite/case.ts';
import { casePolicy } from '../suite/case-policy.ts';
import type { WaiverBook } from '../suite/match-waiver.ts';
import type { SubjectProperties } from '../suite/properties.ts';
import type { ExcuseRules, NoiseFloor, SubjectDefinition } from '../suite/suite.ts';
import type { Outcome } from '../value/outcome.ts';
import { type Bench, judgeAlone, judgeLegacy, judgeModern } from './judge.ts';
import type { Panel } from './options.ts';
import { withProperties } from './properties/with-properties.ts';
import type { GeneratedInput } from './property.ts';
import type { JudgedResult } from './result.ts';
import type { Shard } from './shard.ts';

/** A case on its way, with what is needed to shrink it. */
export interface Work {
  readonly item: Case;
  readonly generated: GeneratedInput | null;
}

/** One side as a subject sees it. */
export interface Side {
  readonly name: string;
  readonly address: string;
  /** Why it could not be started; null when it was, or is not wanted. */
  readonly failure: string | null;
  readonly implementation: Implementation | null;
}

/** A subject and all it is driven with. */
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
  /** How the truth of a case is computed; absent where the suite says nothing of it. */
  readonly referee?: NonNullable<SubjectDefinition['referee']>;
  /** What the policy's rule for optimizers has to know of a case; absent where it needs nothing. */
  readonly optimum?: NonNullable<SubjectDefinition['optimum']>;
  readonly excuse?: ExcuseRules;
  readonly noise?: readonly NoiseFloor[];
  /** What must hold of each side's own answers. */
  readonly properties?: SubjectProperties;
  /** False when cases without a golden outcome are compared with nothing (default true). */
  readonly compares?: boolean;
  /** Generated cases that are the same in every run. */
  readonly panel?: Panel | null;
  /** Cases of the run: what the caps of excuses are shares of. */
  readonly planned?: number;
  /** Generated cases that are asked alone in fresh processes, all other kinds of cases with them; 0 or absent: none. */
  readonly alone?: number;
  /** The part of the run that this is; absent: all of it. */
  readonly shard?: Shard;
}

/** How a case of a run is asked. A vector must not depend on what its process did before. */
export function howToAsk({ alone = 0 }: SubjectJob, { ref }: Case): 'call' | 'callAlone' {
  return alone > 0 && (ref.kind !== 'generated' || ref.index < alone) ? 'callAlone' : 'call';
}

/**
 * Asks all sides for a case at once, each with its own copy of the arguments, and judges what they did: one result for
 * each modern, and one for legacy where it is held against a golden outcome.
 *
 * @param how `callAlone` asks each side in a fresh process of its own.
 */
export async function tryCase(
  job: SubjectJob,
  item: Case,
  how: 'call' | 'callAlone' = 'call',
): Promise<JudgedResult[]> {
  const call: Call = {
    subject: job.subject,
    input: item.input,
    seed: callSeed(job, item.ref),
    deadlineMs: job.deadlineMs,
  };
  const asked = job.askLegacy ? job.legacy.implementation?.[how](call) : undefined;
  const answers = job.moderns.map(({ side }) => side.implementation?.[how](call));
  const legacy = (await asked) ?? null;
  const moderns: (Outcome | null)[] = [];
  // All are under way, and none rejects: one after another is as fast as all at once, and costs fewer promises.
  for (const answer of answers) moderns.push((await answer) ?? null);
  const judged = judgeAll(job, item, legacy, moderns);
  return job.properties === undefined ? judged : withProperties(job, item, judged, how);
}

/** The seed that sides are called with: a case of the panel is the same call in every run. */
export function callSeed({ seed }: Pick<SubjectJob, 'seed'>, ref: CaseRef): number {
  return ref.kind === 'generated' ? ref.seed : seed;
}

function judgeAll(
  job: SubjectJob,
  item: Case,
  legacy: Outcome | null,
  moderns: readonly (Outcome | null)[],
): JudgedResult[] {
  const expected = job.byGolden ? (item.vector?.outcome ?? null) : null;
  const bench = (modern: string, policy: Policy): Bench => {
    const { suite, subject, waivers } = job;
    return { suite, subject, modern, policy: casePolicy(policy, job, item, `${suite}/${subject}`), waivers };
  };
  const judged = job.moderns.map(({ side, policy, goldenPolicy }, index) => {
    const at = bench(side.name, expected === null ? policy : goldenPolicy);
    if (expected === null && job.compares === false) return judgeAlone(at, item, moderns[index] ?? null);
    return judgeModern(at, item, expected, legacy, moderns[index] ?? null);
  });
  if (!job.askLegacy) return judged;
  if (expected === null) {
    // Legacy has a result of its own only where something is asked of it alone.
    return job.properties?.legacy !== true
      ? judged
      : [...judged, judgeAlone(bench('legacy', job.legacyPolicy), item, legacy)];
  }
  return [...judged, judgeLegacy(bench('legacy', job.legacyPolicy), item, expected, legacy)];
}
