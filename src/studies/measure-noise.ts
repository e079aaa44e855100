import { compareOutcomes } from '../compare/compare-outcomes.ts';
import type { Policy } from '../compare/policy.ts';
import type { Call, Implementation } from '../implementations/implementation.ts';
import type { RunObserver, RunOptions } from '../runner/options.ts';
import { pipeline } from '../runner/pipeline.ts';
import { openStream } from '../runner/property.ts';
import type { ReadySuite } from '../runner/run-suite.ts';
import type { Sides } from '../runner/sides.ts';
import { planWorks } from '../runner/works.ts';
import { caseLabels } from '../suite/case-labels.ts';
import { suiteDefaults } from '../suite/defaults.ts';
import { mostEnumerated } from '../suite/match-waiver.ts';
import { policyOf } from '../suite/policy-of.ts';
import type { CaseSelection } from '../suite/select.ts';
import type { NoiseFloor } from '../suite/suite.ts';
import type { CallArguments, Outcome } from '../value/outcome.ts';
import { type NoisePlace, NoisePlaces } from './noise-places.ts';

/** One side of a subject against itself. */
export interface NoiseBench {
  readonly suite: string;
  readonly subject: string;
  /** `legacy`, or the modern's name. */
  readonly side: string;
  readonly cases: number;
  /** Of them those that gave two answers to hold against each other. */
  readonly compared: number;
  /** Of those the ones that did not give the same twice. */
  readonly disagreed: number;
  /** Cases that were asked in a fresh process too. */
  readonly fresh: number;
  /** Cases that ended without an answer both times: crashed, timed out, not started. */
  readonly notCompared: number;
  /** Why the side could not be started; null when it was. */
  readonly failure: string | null;
  readonly places: readonly NoisePlace[];
  readonly floors: readonly NoiseFloor[];
}

export interface MeasureRequest {
  readonly options: RunOptions;
  /** Cases of each side that are asked in a process of their own too. */
  readonly fresh: number;
  readonly observer: RunObserver;
  readonly signal: AbortSignal;
}

/**
 * An A/A run of one subject: every side answers every case twice, in two sets of processes, and the first cases once
 * more in processes of their own. Same code, environment, arguments and seed: what differs is noise.
 *
 * @param first Both started from the same suite.
 */
export async function measureNoise(
  ready: ReadySuite,
  [first, second]: readonly [Sides, Sides],
  selection: CaseSelection,
  { options, fresh, observer, signal }: MeasureRequest,
): Promise<NoiseBench[]> {
  const { suite, subject } = selection;
  const definition = ready.suite.definition.subjects[subject]!;
  const { generator, noise = [] } = definition;
  const labelsOf = (input: CallArguments) => caseLabels(definition, input, `${suite}/${subject}`);
  const plan = planWorks({
    ...{ labelsOf, seed: options.seed, selection },
    golden: ready.golden.get(subject) ?? null,
    found: [],
    stream: generator === undefined ? null : openStream(options.seed, suite, subject, generator),
    cases: options.cases ?? definition.cases ?? suiteDefaults.cases,
  });
  const others = [second.legacy, ...second.moderns];
  const twins = [first.legacy, ...first.moderns].flatMap((side, index) => {
    const other = others[index]!;
    // A legacy that was retired has no code left to ask.
    if (side.implementation === null && side.failure === null) return [];
    const policy = policyOf(definition, side.name, false);
    return new Twins(
      side.name,
      policy,
      noise,
      side.implementation,
      other.implementation,
      side.failure ?? other.failure,
    );
  });
  const deadlineMs = definition.deadlineMs ?? suiteDefaults.deadlineMs;
  const inFlight = definition.inFlight ?? suiteDefaults.inFlight;
  let [begun, done] = [0, 0];
  await pipeline(
    plan.works(),
    inFlight === 1 ? 1 : Math.ceil(inFlight * options.jobs * 1.5),
    ({ item }) => {
      const call: Call = { subject, input: item.input, seed: options.seed, deadlineMs };
      const alone = begun++ < fresh;
      return Promise.all(twins.map((one) => one.ask(call, alone)));
    },
    (answers) => {
      for (const [index, one] of twins.entries()) one.add(answers[index]!);
      done += 1;
      const red = twins.reduce((sum, one) => sum + one.disagreed, 0);
      observer.progress({ suite, subject, done, total: plan.planned, red });
      return !signal.aborted;
    },
  );
  return twins.map((one) => one.bench(suite, subject, done));
}

/** One side twice. */
class Twins {
  readonly #name: string;
  readonly #policy: Policy;
  readonly #floors: readonly NoiseFloor[];
  readonly #sides: readonly [Implementation | null, Implementation | null];
  readonly #failure: string | null;
  readonly #places: NoisePlaces;
  #compared = 0;
  #fresh = 0;
  disagreed = 0;

  constructor(
    name: string,
    policy: Policy,
    floors: readonly NoiseFloor[],
    a: Implementation | null,
    b: Implementation | null,
    failure: string | null,
  ) {
    this.#name = name;
    this.#policy = policy;
    this.#floors = floors;
    this.#sides = [a, b];
    this.#failure = failure;
    this.#places = new NoisePlaces(floors);
  }

  async ask(call: Call, alone: boolean): Promise<readonly Outcome[]> {
    const [a, b] = this.#sides;
    if (a === null || b === null) return [];
    return Promise.all([a.call(call), b.call(call), ...(alone ? [a.callAlone(call)] : [])]);
  }

  add([first, ...others]: readonly Outcome[]): void {
    if (first === undefined) return;
    const held = others.map((other) => this.#hold(first, other));
    if (held.includes('ended')) return;
    this.#compared += 1;
    if (others.length > 1) this.#fresh += 1;
    if (held.includes('differs')) this.disagreed += 1;
  }

  #hold(a: Outcome, b: Outcome): 'same' | 'differs' | 'ended' {
    if ((a.kind !== 'returned' && a.kind !== 'raised') || (b.kind !== 'returned' && b.kind !== 'raised')) {
      if (a.kind === b.kind) return 'ended';
      this.#places.addEnds();
      return 'differs';
    }
    const comparison = compareOutcomes(a, b, this.#policy);
    const all = comparison.beyond + comparison.within;
    // One that only answers when nobody else asks did not do the same twice either.
    const company = a.onlyInCompany !== b.onlyInCompany;
    if (all === 0 && !company) return 'same';
    if (all === 0) this.#places.addEnds();
    else if (comparison.differences.length === all) this.#places.add(comparison);
    else this.#places.add(compareOutcomes(a, b, this.#policy, { maxDifferences: Math.min(all, mostEnumerated) }));
    return 'differs';
  }

  bench(suite: string, subject: string, cases: number): NoiseBench {
    return {
      ...{ suite, subject, side: this.#name, cases, compared: this.#compared, disagreed: this.disagreed },
      ...{ fresh: this.#fresh, notCompared: cases - this.#compared, failure: this.#failure },
      places: this.#places.all,
      floors: this.#floors,
    };
  }
}
