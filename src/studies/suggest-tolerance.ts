import type { Step } from '../compare/difference.ts';
import { pathPointer } from '../compare/path.ts';
import type { PlaceCases, PlaceSummary } from '../runner/place-summary.ts';
import type { PlaceTally } from '../runner/place-tally.ts';
import type { BenchTolerances, Tolerances } from '../suite/tolerances.ts';
import { minNumbers } from './min-numbers.ts';
import type { ObservedBench } from './observe-tolerance.ts';
import { modeAt } from './place-rules.ts';
import { roundUpToOneDigit } from './round-up.ts';

/** What was seen at one place, and a tolerance that would have covered it with room to spare. */
export interface PlaceSuggestion {
  readonly summary: PlaceSummary;
  /** Null where no tolerance would do, or the mode of the place has none. */
  readonly tolerances: Tolerances | null;
  /** Something to know before it is taken; empty when there is nothing. */
  readonly note: string;
}

export interface BenchSuggestion {
  readonly subject: string;
  readonly modern: string;
  readonly cases: PlaceCases;
  readonly notCompared: number;
  readonly numbers: number;
  readonly places: readonly PlaceSuggestion[];
  /** As a policy for this modern. */
  readonly policy: BenchTolerances;
}

/** Agreed numbers that come this near to their tolerance are likely not the tail of what there is. */
const nearLimit = 0.5;

/** Above this a relative tolerance says little: the numbers nearly cancel out, and an absolute one fits better. */
const wideRtol = 1e-3;

/**
 * A tolerance for every place of a subject: the smallest one that covers every number seen, times a safety factor,
 * rounded up to one digit. Relative where the policy judges by value, with an absolute part only for numbers beside a
 * legacy of 0; in units in the last place where it judges by those.
 */
export function suggestTolerance(bench: ObservedBench, factor: number): BenchSuggestion {
  const { found, subject, modern, policy, notCompared } = bench;
  const tallies = found.places.tallies;
  const places = tallies.map((tally) => suggestPlace(tally, modeAt(policy, tally.steps), factor));
  return {
    subject,
    modern,
    cases: found.cases,
    notCompared,
    numbers: tallies.reduce((sum, { numbers }) => sum + numbers, 0),
    places,
    policy: policyOf(
      tallies.map(({ steps, numbers }, i) => ({ steps, numbers, tolerances: places[i]!.tolerances ?? {} })),
    ),
  };
}

function suggestPlace(tally: PlaceTally, mode: string, factor: number): PlaceSuggestion {
  const summary = tally.summary();
  const none = (note: string) => ({ summary, tolerances: null, note });
  if (tally.incurable)
    return none('something here agrees under no tolerance (NaN, an infinity or another type on one side)');
  if (mode === 'ulp') {
    const ulp = summary.wouldPass?.ulp ?? null;
    if (ulp === null) return none('numbers here have no unit in the last place');
    return { summary, tolerances: { ulp: Math.ceil(roundUpToOneDigit(ulp * factor)) }, note: '' };
  }
  if (mode !== 'value') return none(`mode "${mode}" has no tolerance for single numbers`);
  const rtol = roundUpToOneDigit(tally.rtol * factor);
  const atol = roundUpToOneDigit(tally.absAtZero * factor);
  if (!Number.isFinite(rtol) || !Number.isFinite(atol)) return none('the distance overflows');
  const alone = summary.wouldPass?.atol ?? null;
  const note =
    tally.maxShare >= nearLimit && tally.maxShare <= 1
      ? 'the largest is close to what the policy allows, which may have kept larger ones out: look at the drifted cases too'
      : rtol > wideRtol && alone !== null
        ? `so wide a relative tolerance comes of numbers that nearly cancel out; atol ${roundUpToOneDigit(alone * factor)} alone would cover them too`
        : '';
  return { summary, tolerances: { rtol, ...(atol === 0 ? {} : { atol }) }, note };
}

/** A place gets a rule of its own when it needs this much less than what would hold there, and enough numbers say so. */
const worthARule = 10;

interface Needed {
  readonly steps: readonly Step[];
  readonly numbers: number;
  readonly tolerances: Tolerances;
}

/**
 * One rule that covers all places, and rules of their own for places that need far less, or more than a rule above them
 * gives. A rule holds below its place too, so the deeper ones come later.
 */
function policyOf(places: readonly Needed[]): BenchTolerances {
  const base = largest(places.map(({ tolerances }) => tolerances));
  const rules: Needed[] = [];
  const inside = places.filter(({ steps }) => steps.length > 1 && steps[0] === 'value');
  for (const place of inside.sort((a, b) => a.steps.length - b.steps.length)) {
    const above = rules.findLast(({ steps }) => covers(steps, place.steps))?.tolerances ?? base;
    const share = shareOf(place.tolerances, above);
    if (share > 1 || (share <= 1 / worthARule && place.numbers >= minNumbers)) rules.push(place);
  }
  if (rules.length === 0) return base;
  // A place inherits what it does not name.
  const none = Object.fromEntries(Object.keys(base).map((name) => [name, 0]));
  return { ...base, paths: rules.map(({ steps, tolerances }) => ({ path: patternOf(steps), ...none, ...tolerances })) };
}

/** What is needed as a share of what is given, the largest over rtol, atol and ulp; 1 where nothing is given or needed. */
function shareOf(needed: Tolerances, given: Tolerances): number {
  const shares = (['rtol', 'atol', 'ulp'] as const).flatMap((name) => {
    const [wanted, had] = [needed[name] ?? 0, given[name] ?? 0];
    return wanted === 0 && had === 0 ? [] : [wanted / had];
  });
  return shares.length === 0 ? 1 : Math.max(...shares);
}

/** An index in a pattern is written `*`, which stands for any step. */
function covers(rule: readonly Step[], place: readonly Step[]): boolean {
  return rule.length <= place.length && rule.every((step, i) => typeof step === 'number' || step === place[i]);
}

function largest(all: readonly Tolerances[]): Tolerances {
  return Object.fromEntries(
    (['rtol', 'atol', 'ulp'] as const).flatMap((name) => {
      const values = all.flatMap((tolerances) => tolerances[name] ?? []);
      return values.length === 0 ? [] : [[name, Math.max(...values)]];
    }),
  );
}

function patternOf(steps: readonly Step[]): string {
  return steps
    .slice(1)
    .map((step) => (typeof step === 'number' ? '/*' : pathPointer([step])))
    .join('');
}
