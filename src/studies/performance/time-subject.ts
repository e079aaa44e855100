import { random } from '../../base/chance.ts';
import type { Clock } from '../../base/clock.ts';
import type { Call } from '../../implementations/implementation.ts';
import { type PerfRules, perfDefaults, type TimedPair } from '../../perf/pair.ts';
import { minRounds, perfVerdict } from '../../perf/perf-verdict.ts';
import { type PerformanceBench, sideTimes, slowestCases } from '../../perf/performance-report.ts';
import { type RoundSides, type SideRound, type TimedCase, timeRound } from '../../perf/time-round.ts';
import type { RunObserver, RunOptions } from '../../runner/options.ts';
import type { ReadySuite } from '../../runner/run-suite.ts';
import { suiteDefaults } from '../../suite/defaults.ts';
import type { CaseSelection } from '../../suite/select.ts';
import type { SubjectDefinition } from '../../suite/suite.ts';
import { openRound } from './fresh-round.ts';
import { timedCases } from './timed-cases.ts';

export interface TimingRequest {
  readonly options: RunOptions;
  /** Cases of a subject that are timed, at most. */
  readonly cases: number;
  readonly rounds: number;
  /** Milliseconds for one subject. */
  readonly budgetMs: number;
  /** Over what the suite allows; null: as it says. */
  readonly maxRatio: number | null;
  readonly observer: RunObserver;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Part of a round that may go into warming up. */
const warmUpShare = 0.35;
/** Fewer rounds than are wanted say nothing: they may take so many budgets more. */
const overrun = 2;
const slowestShown = 5;

/**
 * Times one subject: rounds with processes of their own until all are done or the time is up. The first round finds out
 * how long a visit to all cases takes, and leaves out those that would not fit into a round.
 */
export async function timeSubject(
  ready: ReadySuite,
  selection: CaseSelection,
  request: TimingRequest,
): Promise<PerformanceBench[]> {
  const { options, rounds, budgetMs, observer, clock, signal } = request;
  const { suite, subject } = selection;
  const definition = ready.suite.definition.subjects[subject]!;
  const asked = timedCases(ready, selection, request.cases, options.seed);
  const deadlineMs = definition.deadlineMs ?? suiteDefaults.deadlineMs;
  const callOf = ({ input }: TimedCase): Call => ({ subject, input, seed: options.seed, deadlineMs });
  const book = new TimingBook();
  const end = clock.ms() + budgetMs;
  let cases: readonly TimedCase[] | null = null;
  for (let round = 0; round < rounds && !signal.aborted && asked.length > 0; round++) {
    const left = end - clock.ms();
    if (left <= (round < minRounds ? -overrun * budgetMs : 0)) break;
    const started = clock.ms();
    const opened = await openRound(ready.suite, options, observer, signal);
    try {
      book.failed(opened.failures);
      if (opened.sides === null || opened.sides.moderns.size === 0) break;
      const slot = Math.max(0, left / (rounds - round) - (clock.ms() - started));
      cases ??= await usable(opened.sides, asked, callOf, slot * (1 - warmUpShare), clock);
      if (cases.length === 0) break;
      const plan = { round, cases, callOf, ms: slot, warmUpMs: slot * warmUpShare, clock, signal };
      const times = await timeRound(opened.sides, {
        ...plan,
        random: random(`perf/${options.seed}/${subject}/${round}`),
      });
      // A round that was cut off has not seen all cases alike.
      if (!signal.aborted) book.add(times.pairs, times.sides);
    } finally {
      await opened.close();
    }
    observer.progress({ suite, subject, done: round + 1, total: rounds, red: 0 });
  }
  const names = Object.keys(ready.suite.definition.moderns).filter(
    (name) => options.moderns.length === 0 || options.moderns.includes(name),
  );
  const rules = rulesOf(definition, request.maxRatio);
  return names.map((modern) => book.bench({ suite, subject, modern }, rules, options.seed, asked.length));
}

function rulesOf({ performance }: SubjectDefinition, maxRatio: number | null): PerfRules {
  return { ...perfDefaults, ...performance, ...(maxRatio === null ? {} : { maxRatio }) };
}

/** The cases at which all sides return, as many as fit into a round; at least one of them. */
async function usable(
  { legacy, twin, moderns }: RoundSides,
  asked: readonly TimedCase[],
  callOf: (one: TimedCase) => Call,
  mostMs: number,
  clock: Clock,
): Promise<TimedCase[]> {
  const kept: TimedCase[] = [];
  const end = clock.ms() + mostMs / 2;
  let ms = 0;
  for (const one of asked) {
    const call = { ...callOf(one), warmUp: true };
    const answers = [];
    // The second call is the warmer one; it says how long a visit takes.
    for (const side of [legacy, twin, ...moderns.values()]) answers.push(await side.call(call));
    const from = clock.ms();
    for (const side of [legacy, twin, ...moderns.values()]) answers.push(await side.call(call));
    if (!answers.every(({ kind }) => kind === 'returned')) continue;
    ms += 2 * (clock.ms() - from);
    if (kept.length > 0 && (ms > mostMs || clock.ms() > end)) break;
    kept.push(one);
  }
  return kept;
}

/** What was timed of one subject so far. */
class TimingBook {
  readonly #pairs = new Map<string, TimedPair[]>();
  readonly #sides = new Map<string, SideRound[]>();
  readonly #failures = new Map<string, string>();

  failed(failures: ReadonlyMap<string, string>): void {
    for (const [name, why] of failures) this.#failures.set(name, why);
  }

  add(pairs: ReadonlyMap<string, readonly TimedPair[]>, sides: ReadonlyMap<string, SideRound>): void {
    for (const [name, some] of pairs) this.#pairs.set(name, [...(this.#pairs.get(name) ?? []), ...some]);
    for (const [name, one] of sides) this.#sides.set(name, [...(this.#sides.get(name) ?? []), one]);
  }

  bench(
    place: Pick<PerformanceBench, 'suite' | 'subject' | 'modern'>,
    rules: PerfRules,
    seed: number,
    asked: number,
  ): PerformanceBench {
    const { modern } = place;
    const pairs = this.#pairs.get(modern) ?? [];
    const failure =
      this.#failures.get('legacy') ?? this.#failures.get(modern) ?? (asked > 0 ? null : 'there are no cases');
    const verdict = perfVerdict(pairs, rules, seed);
    const legacyNs = pairs.flatMap((pair) => [pair.legacyNs, pair.twinNs]);
    const modernNs = pairs.map((pair) => pair.modernNs);
    return {
      ...place,
      verdict,
      legacyTimes: sideTimes('legacy', legacyNs, this.#sides.get('legacy') ?? []),
      modernTimes: sideTimes(modern, modernNs, this.#sides.get(modern) ?? []),
      slowestCases: slowestCases(pairs, slowestShown),
      casesLeftOut: asked - verdict.cases,
      failure,
    };
  }
}
