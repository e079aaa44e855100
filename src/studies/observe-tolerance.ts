import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import type { Policy } from '../compare/policy.ts';
import { CasePlaces } from '../runner/case-places.ts';
import type { RunObserver, RunOptions } from '../runner/options.ts';
import { pipeline } from '../runner/pipeline.ts';
import { prepare } from '../runner/prepare.ts';
import { openStream } from '../runner/property.ts';
import type { ImplementationReport } from '../runner/report.ts';
import { type ReadySuite, subjectJob } from '../runner/run-suite.ts';
import { openSides, type Sides } from '../runner/sides.ts';
import { tryCase } from '../runner/subject-job.ts';
import { planWorks } from '../runner/works.ts';
import { caseLabels } from '../suite/case-labels.ts';
import type { Project } from '../suite/config.ts';
import { suiteDefaults } from '../suite/defaults.ts';
import { isRetired } from '../suite/is-retired.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import { utcDate } from '../suite/match-waiver.ts';
import type { CaseSelection } from '../suite/select.ts';
import type { CallArguments } from '../value/outcome.ts';

export interface ObserveRequest {
  readonly project: Project;
  readonly suite: string;
  /** Its seed is the first one; its reference is not used: tolerances are between modern and legacy. */
  readonly options: RunOptions;
  /** How many seeds, one after another. */
  readonly seeds: number;
  /** Count the numbers of drifted cases too. */
  readonly drifted: boolean;
  readonly observer: RunObserver;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** How far one modern was from legacy in one subject, place by place. */
export interface ObservedBench {
  readonly subject: string;
  readonly modern: string;
  readonly policy: Policy;
  readonly found: CasePlaces;
  /** Cases that were not compared: a side crashed, timed out or did not start. */
  notCompared: number;
}

export interface Observed {
  readonly suite: LoadedSuite;
  readonly seeds: readonly number[];
  readonly benches: readonly ObservedBench[];
  readonly implementations: readonly ImplementationReport[];
  /** True when it was stopped before its end. */
  readonly interrupted: boolean;
}

/**
 * Runs a suite under one seed after another, golden vectors once, modern against legacy, and gathers how far apart the
 * numbers of agreed cases are. Waived drift is permitted drift: it counts nowhere, but is counted.
 *
 * @throws SetupError as a run does
 */
export async function observeTolerance(request: ObserveRequest): Promise<Observed> {
  const { project, clock, observer, signal } = request;
  const options: RunOptions = { ...request.options, reference: 'legacy', bail: false };
  const { ready } = await prepare(project, [request.suite], options, utcDate(clock.now()));
  const [one] = ready;
  if (one === undefined) throw new SetupError(`Nothing of suite "${request.suite}" is selected: change --only`);
  if (isRetired(one.suite.definition)) {
    const words = 'there is nobody left to measure its moderns against, and its policy stays as it is';
    throw new SetupError(`Legacy of suite "${one.suite.name}" is retired: ${words}`);
  }
  const seeds = Array.from({ length: request.seeds }, (_, i) => (options.seed + i) >>> 0);
  const sides = await openSides(one.suite, options, observer, signal);
  try {
    const benches: ObservedBench[] = [];
    for (const selection of one.selections)
      benches.push(...(await observeSubject(request, one, sides, selection, seeds)));
    return { suite: one.suite, seeds, benches, implementations: sides.reports, interrupted: signal.aborted };
  } finally {
    await sides.close();
  }
}

async function observeSubject(
  { options, drifted, observer, signal }: ObserveRequest,
  ready: ReadySuite,
  sides: Sides,
  selection: CaseSelection,
  seeds: readonly number[],
): Promise<ObservedBench[]> {
  const { suite, subject } = selection;
  const definition = ready.suite.definition.subjects[subject]!;
  const labelsOf = (input: CallArguments) => caseLabels(definition, input, `${suite}/${subject}`);
  const cases = options.cases ?? definition.cases ?? suiteDefaults.cases;
  const benches = sides.moderns.map(({ name }): ObservedBench => {
    const { policy } = subjectJob(ready, sides, subject, definition, options).moderns.find(
      ({ side }) => side.name === name,
    )!;
    return {
      subject,
      modern: name,
      policy,
      found: new CasePlaces(drifted ? ['agreed', 'drifted'] : ['agreed']),
      notCompared: 0,
    };
  });
  let [done, red] = [0, 0];
  for (const [nth, seed] of seeds.entries()) {
    if (signal.aborted) break;
    const { generator } = definition;
    const stream = generator === undefined ? null : openStream(seed, suite, subject, generator);
    const golden = nth === 0 ? (ready.golden.get(subject) ?? null) : null;
    const plan = planWorks({ labelsOf, golden, stream, seed, cases, selection });
    const job = subjectJob(ready, sides, subject, definition, { ...options, reference: 'legacy', seed });
    const total = done + plan.planned * (seeds.length - nth);
    await pipeline(
      plan.works(),
      job.inFlight,
      ({ item }) => tryCase(job, item),
      (judged) => {
        for (const { result, places } of judged) {
          const bench = benches.find(({ modern }) => modern === result.modern)!;
          bench.found.add(result, places);
          if (!result.compared) bench.notCompared += 1;
          if (result.status === 'drifted') red += 1;
        }
        done += 1;
        observer.progress({ suite, subject, done, total, red });
        return !signal.aborted;
      },
    );
  }
  return benches;
}
