import type { Mode, Policy, Rules } from '../compare/policy.ts';
import type { PlaceTally } from '../runner/place-tally.ts';
import type { BenchTolerances, ToleranceFile, Tolerances } from '../suite/tolerances.ts';
import { minNumbers } from './min-numbers.ts';
import type { ObservedBench } from './observe-tolerance.ts';
import { decidingLayers, type Layer, layersOf, modeAt, toleranceAt } from './place-rules.ts';
import { roundUpToOneDigit } from './round-up.ts';

/** One unit in the last place of a binary64 number, as a share of it: no relative tolerance is called loose for being a few of these. */
const epsilon = 2 ** -52;

/** Whether a place needs the tolerance it has. */
export interface PlaceLooseness {
  readonly path: string;
  readonly numbers: number;
  /** The tolerance in words: `rtol 1e-12`. */
  readonly tolerance: string;
  /** How many times what was needed is allowed; Infinity when nothing differed; null when nothing is allowed. */
  readonly times: number | null;
  readonly verdict: 'tight' | 'loose' | 'exact' | 'too few numbers' | 'judged together';
}

/** Holds the tolerance of every place against the largest share of it that any number needed. */
export function loosenessOf({ found, policy }: ObservedBench, slack: number): PlaceLooseness[] {
  return found.places.tallies.map((tally) => {
    const { path, numbers, maxShare } = tally;
    const mode = modeAt(policy, tally.steps);
    // These modes hold numbers against their neighbours, or against all cases: none has a tolerance of its own.
    if (mode === 'norm' || mode === 'statistical')
      return { path, numbers, tolerance: `mode ${mode}`, times: null, verdict: 'judged together' };
    const allowed = allowedAt(policy, mode, tally);
    const at = { path, numbers, tolerance: wordsOf(allowed) };
    if (isExact(allowed)) return { ...at, times: null, verdict: 'exact' };
    const times = 1 / maxShare;
    if (numbers < minNumbers) return { ...at, times, verdict: 'too few numbers' };
    return { ...at, times, verdict: times > slack && !isNearExact(allowed, slack) ? 'loose' : 'tight' };
  });
}

/** The tolerances that hold at a place; none where it is judged in another way. */
function allowedAt(policy: Policy, mode: Mode, { steps }: PlaceTally): Tolerances {
  if (mode === 'ulp') return { ulp: toleranceAt(policy, 'ulp', steps) };
  return mode === 'value' ? { rtol: toleranceAt(policy, 'rtol', steps), atol: toleranceAt(policy, 'atol', steps) } : {};
}

function isExact({ rtol = 0, atol = 0, ulp = 0 }: Tolerances): boolean {
  return rtol === 0 && atol === 0 && ulp === 0;
}

function isNearExact({ rtol = 0, atol = 0, ulp = 0 }: Tolerances, slack: number): boolean {
  return rtol <= slack * epsilon && atol === 0 && ulp <= slack;
}

function wordsOf(allowed: Tolerances): string {
  const words = Object.entries(allowed).flatMap(([name, value]) => (value > 0 ? [`${name} ${value}`] : []));
  return words.join(', ') || 'exact';
}

/** One tolerance that was tightened. */
export interface Tightening {
  readonly subject: string;
  readonly modern: string;
  /** The pattern of its path; null for the rules of the whole value. */
  readonly path: string | null;
  readonly field: keyof Tolerances;
  readonly from: number;
  readonly to: number;
}

/**
 * A tolerance file with every tolerance brought down to what was needed times a safety factor, rounded up to one digit.
 * None is ever raised. One that decides over too few numbers, or over a place that was not seen, stays as it is.
 */
export function tighten(
  file: ToleranceFile,
  benches: readonly ObservedBench[],
  factor: number,
): { readonly file: ToleranceFile; readonly changes: readonly Tightening[] } {
  const changes: Tightening[] = [];
  const subjects = Object.entries(file.subjects).map(([subject, moderns]) => {
    const tightened = Object.entries(moderns).map(([modern, tolerances]) => {
      const bench = benches.find((one) => one.subject === subject && one.modern === modern);
      if (bench === undefined) return [modern, tolerances];
      const report = (path: string | null, field: keyof Tolerances, from: number, to: number) =>
        changes.push({ subject, modern, path, field, from, to });
      return [modern, tightenBench(tolerances, bench, factor, report)];
    });
    return [subject, Object.fromEntries(tightened)];
  });
  return { file: { ...file, subjects: Object.fromEntries(subjects) }, changes };
}

type Report = (path: string | null, field: keyof Tolerances, from: number, to: number) => void;

function tightenBench(
  tolerances: BenchTolerances,
  bench: ObservedBench,
  factor: number,
  report: Report,
): BenchTolerances {
  const { policy, found } = bench;
  // The file's own path rules are the last ones of the policy.
  const layers = layersOf(policy);
  const own = tolerances.paths ?? [];
  const layerOf = (index: number | null) => (index === null ? layers[0]! : layers[layers.length - own.length + index]!);
  const rulesAfter = (rules: Tolerances, path: string | null, layer: Layer) => {
    const changed: Record<string, number> = {};
    for (const field of ['rtol', 'atol', 'ulp'] as const) {
      const from = rules[field];
      if (from === undefined) continue;
      const to = neededOf(found.places.tallies, layers, layer, field, from, factor);
      if (to === null || to >= from) continue;
      changed[field] = to;
      report(path, field, from, to);
    }
    return { ...rules, ...changed };
  };
  const { paths: _, ...base } = tolerances;
  const after = rulesAfter(base, null, layerOf(null));
  if (own.length === 0) return after;
  return {
    ...after,
    paths: own.map((rules, i) => ({ ...rulesAfter(rules, rules.path, layerOf(i)), path: rules.path })),
  };
}

/** What a tolerance must be at least for all places it may decide over; null when they say too little. */
function neededOf(
  tallies: readonly PlaceTally[],
  layers: readonly Layer[],
  layer: Layer,
  field: keyof Rules & keyof Tolerances,
  from: number,
  factor: number,
): number | null {
  const decided = tallies.filter(({ steps }) => decidingLayers(layers, field, steps).includes(layer));
  const numbers = decided.reduce((sum, tally) => sum + tally.numbers, 0);
  if (numbers < minNumbers) return null;
  const share = Math.max(...decided.map(({ maxShare }) => maxShare));
  if (!(share > 0)) return nothingDiffered(field, factor);
  const needed = roundUpToOneDigit(from * share * factor);
  return field === 'ulp' ? Math.ceil(needed) : needed;
}

/** Where all numbers were the same, a few units in the last place are left, and no absolute tolerance. */
function nothingDiffered(field: keyof Tolerances, factor: number): number {
  if (field === 'atol') return 0;
  return field === 'ulp' ? Math.ceil(factor) : roundUpToOneDigit(factor * epsilon);
}
