import { compareOutcomes } from '../compare/compare-outcomes.ts';
import type { Comparison } from '../compare/difference.ts';
import type { Policy } from '../compare/policy.ts';
import type { Call } from '../implementations/implementation.ts';
import type { RunObserver, RunOptions } from '../runner/options.ts';
import { pipeline } from '../runner/pipeline.ts';
import { openStream } from '../runner/property.ts';
import type { ReadySuite } from '../runner/run-suite.ts';
import type { Sides } from '../runner/sides.ts';
import type { Side } from '../runner/subject-job.ts';
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
 * An A/A run of one subject: every side answers every case twice in one set of processes and once in another, and the
 * first cases once more in processes of their own. Same code, environment, arguments and seed: what differs is noise. A
 * subject with one case in flight may keep state between calls: it is asked once in each set, in the same order.
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
  const inFlight = definition.inFlight ?? suiteDefaults.inFlight;
  const others = [second.legacy, ...second.moderns];
  const twins = [first.legacy, ...first.moderns].flatMap((side, index) => {
    const other = others[index]!;
    // A legacy that was retired has no code left to ask, and a suite of properties may have none.
    const isAbsent = side === first.legacy && ready.suite.definition.legacy === undefined;
    if (isAbsent || (side.implementation === null && side.failure === null)) return [];
    const policy = policyOf(definition, side.name, false);
    return new Twins({ name: side.name, policy, floors: noise, keepsState: inFlight === 1, sides: [side, other] });
  });
  const deadlineMs = definition.deadlineMs ?? suiteDefaults.deadlineMs;
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

interface TwinParts {
  readonly name: string;
  readonly policy: Policy;
  readonly floors: readonly NoiseFloor[];
  readonly keepsState: boolean;
  /** The same side, started twice. */
  readonly sides: readonly [Side, Side];
}

interface Answers {
  readonly warm: readonly Outcome[];
  readonly fresh: readonly Outcome[];
}

/** One side against itself. */
class Twins {
  readonly #parts: TwinParts;
  readonly #places: NoisePlaces;
  #compared = 0;
  #fresh = 0;
  disagreed = 0;

  constructor(parts: TwinParts) {
    this.#parts = parts;
    this.#places = new NoisePlaces(parts.floors);
  }

  async ask(call: Call, alone: boolean): Promise<Answers> {
    const { sides, keepsState } = this.#parts;
    const [a, b] = sides.map(({ implementation }) => implementation);
    if (!a || !b) return { warm: [], fresh: [] };
    const warm = Promise.all([a.call(call), ...(keepsState ? [] : [a.call(call)]), b.call(call)]);
    const fresh = Promise.all(alone ? [a.callAlone(call), ...(keepsState ? [b.callAlone(call)] : [])] : []);
    return { warm: await warm, fresh: await fresh };
  }

  add({ warm, fresh }: Answers): void {
    // The state of a process that answered others is no noise.
    const { keepsState, policy } = this.#parts;
    const groups = keepsState ? [warm, fresh] : [[...warm, ...fresh]];
    const held = groups.flatMap(([first, ...others]) =>
      first === undefined ? [] : others.map((other) => hold(first, other, policy)),
    );
    if (held.length === 0 || held.includes('ended')) return;
    this.#compared += 1;
    if (fresh.length > 0) this.#fresh += 1;
    const found = held.filter((one) => one !== 'same' && one !== 'ended');
    if (found.length === 0) return;
    this.disagreed += 1;
    this.#places.add(found);
  }

  bench(suite: string, subject: string, cases: number): NoiseBench {
    const { name, floors, sides } = this.#parts;
    return {
      ...{ suite, subject, side: name, cases, compared: this.#compared, disagreed: this.disagreed },
      ...{ fresh: this.#fresh, notCompared: cases - this.#compared },
      failure: sides.find(({ failure }) => failure !== null)?.failure ?? null,
      places: this.#places.all,
      floors,
    };
  }
}

/** Two answers of one side: how they differ, in values or in how the call ended; `ended` where both gave none. */
function hold(a: Outcome, b: Outcome, policy: Policy): Comparison | 'same' | 'ends' | 'ended' {
  if ((a.kind !== 'returned' && a.kind !== 'raised') || (b.kind !== 'returned' && b.kind !== 'raised'))
    return a.kind === b.kind ? 'ended' : 'ends';
  const comparison = compareOutcomes(a, b, policy);
  const all = comparison.beyond + comparison.within;
  // One that only answers when nobody else asks did not do the same twice either.
  if (all === 0) return a.onlyInCompany === b.onlyInCompany ? 'same' : 'ends';
  if (comparison.differences.length === all) return comparison;
  return compareOutcomes(a, b, policy, { maxDifferences: Math.min(all, mostEnumerated) });
}
