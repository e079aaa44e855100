import type { Clock } from '../base/clock.ts';
import type { Call, Implementation } from '../implementations/implementation.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { TimedPair } from './pair.ts';
import { type Warmth, warmUp } from './warm-up.ts';

/** A case to be timed. */
export interface TimedCase {
  readonly name: string;
  readonly input: CallArguments;
}

/** Processes of one round: legacy twice, and moderns by name. */
export interface RoundSides {
  readonly legacy: Implementation;
  readonly twin: Implementation;
  readonly moderns: ReadonlyMap<string, Implementation>;
}

export interface RoundPlan {
  readonly round: number;
  readonly cases: readonly TimedCase[];
  readonly callOf: (one: TimedCase) => Call;
  /** Milliseconds for everything, and the part of them for warming up. */
  readonly ms: number;
  readonly warmUpMs: number;
  readonly random: () => number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What a side did in a round. */
export interface SideRound {
  readonly warmth: Warmth;
  /** Most resident memory of its process; null when it is not known. */
  readonly peakBytes: number | null;
}

/** What was timed: pairs by modern; sides by `legacy` and the moderns' names. */
export interface RoundTimes {
  readonly pairs: ReadonlyMap<string, readonly TimedPair[]>;
  readonly sides: ReadonlyMap<string, SideRound>;
  /** Milliseconds that one visit to each case took. */
  readonly sweepMs: number;
}

/**
 * Times all sides on the same cases, one call at a time. Sides first warm up. Then each case is visited in an order drawn
 * anew for each sweep, and its sides are called in an order drawn anew for each visit, then once more the other way
 * round (A B C C B A): a machine that gets slower or faster meanwhile does so to all of them alike. A visit is two pairs.
 * At least one sweep is made; one that is under way when time is up is finished, so that all cases have as many pairs.
 */
export async function timeRound(sides: RoundSides, plan: RoundPlan): Promise<RoundTimes> {
  const { cases, callOf, clock, ms, random, signal } = plan;
  const end = clock.ms() + ms;
  const all = new Map([['legacy', sides.legacy], ['', sides.twin], ...sides.moderns]);
  const calls = cases.map(callOf);
  const warmth = new Map<string, Warmth>();
  // Together: load slows all of them, and only the fastest times count here.
  await Promise.all(
    [...all].map(async ([name, side]) => warmth.set(name, await warmUp(side, calls, plan.warmUpMs, clock))),
  );
  const pairs = new Map<string, TimedPair[]>([...sides.moderns.keys()].map((name) => [name, []]));
  const started = clock.ms();
  let sweeps = 0;
  do {
    for (const one of shuffled(cases, random)) {
      if (signal.aborted) break;
      for (const times of await visit(all, callOf(one), random)) addPairs(pairs, times, one.name, plan.round);
    }
    sweeps += 1;
  } while (!signal.aborted && clock.ms() < end);
  const sweepMs = (clock.ms() - started) / sweeps;
  const measured = new Map<string, SideRound>();
  for (const [name, side] of all) {
    if (name === '') continue;
    measured.set(name, { warmth: warmth.get(name)!, peakBytes: (await side.peakBytes?.()) ?? null });
  }
  return { pairs, sides: measured, sweepMs };
}

type Times = ReadonlyMap<string, number | null>;

/** Every side twice, in one order and back. */
async function visit(
  sides: ReadonlyMap<string, Implementation>,
  call: Call,
  random: () => number,
): Promise<[Times, Times]> {
  const order = shuffled([...sides], random);
  const there = new Map<string, number | null>();
  const back = new Map<string, number | null>();
  for (const [name, side] of order) there.set(name, await timed(side, call));
  for (const [name, side] of order.toReversed()) back.set(name, await timed(side, call));
  return [there, back];
}

/** How long it took to return; null for anything but a return, which took a time of its own kind. */
async function timed(side: Implementation, call: Call): Promise<number | null> {
  const outcome = await side.call(call);
  return outcome.kind === 'returned' ? outcome.elapsedNs : null;
}

function addPairs(pairs: ReadonlyMap<string, TimedPair[]>, times: Times, name: string, round: number): void {
  const legacyNs = times.get('legacy') ?? null;
  const twinNs = times.get('') ?? null;
  if (legacyNs === null || twinNs === null) return;
  for (const [modern, row] of pairs) {
    const modernNs = times.get(modern) ?? null;
    if (modernNs !== null) row.push({ case: name, round, legacyNs, twinNs, modernNs });
  }
}

/** Fisher and Yates' shuffle, of a copy. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}
