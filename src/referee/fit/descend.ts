import type { FitQuestion } from './fit-question.ts';
import { dampedStep, type FloatFit, type NormalEquations, normalEquations } from './floats.ts';

/** The sum of squares no longer falls by more of itself than this. */
const atRest = 1e-14;

export interface Descent {
  /** Steps tried, those that led up included (default 500). */
  readonly mostSteps?: number;
  /** Where steps must stay; absent: anywhere. */
  readonly box?: Pick<FitQuestion, 'lower' | 'upper'>;
}

/**
 * The bottom of the basin that an answer stands in, as far as binary64 reaches: Levenberg-Marquardt with the scale of
 * Marquardt, steps that go down only. From an answer at a minimum it does not move far.
 */
export function descend(
  fit: FloatFit,
  answer: Float64Array,
  { mostSteps = 500, box = {} }: Descent = {},
): Float64Array {
  let here = Float64Array.from(answer);
  let equations = normalEquations(fit, here);
  let damping = 1e-4;
  for (let step = 0; step < mostSteps && damping < 1e12 && equations.rss > 0; step += 1) {
    const move = stepWithin(box, here, equations, damping);
    const next = move === null ? null : here.map((value, j) => value + move[j]!);
    const there = next === null ? null : normalEquations(fit, next);
    if (there === null || !(there.rss < equations.rss)) {
      damping *= 8;
      continue;
    }
    const fell = 1 - there.rss / equations.rss;
    [here, equations] = [next!, there];
    damping = Math.max(damping / 8, 1e-15);
    if (fell < atRest) break;
  }
  return here;
}

/** A step that leaves the box stays at its end in the parameters that would leave it; null where there is none. */
function stepWithin(
  { lower, upper }: NonNullable<Descent['box']>,
  here: Float64Array,
  { matrix, gradient }: NormalEquations,
  damping: number,
): Float64Array | null {
  const p = here.length;
  const held = new Float64Array(p);
  let free = Array.from({ length: p }, (_, j) => j);
  for (;;) {
    const pull = gradient.map((g, j) => held.reduce((sum, step, k) => sum + matrix[j * p + k]! * step, g));
    const step = dampedStep(matrix, pull, damping, free);
    if (step === null) return null;
    const end = (j: number): number | null => {
      const [low, high] = [lower?.[j] ?? Number.NEGATIVE_INFINITY, upper?.[j] ?? Number.POSITIVE_INFINITY];
      const there = here[j]! + step[j]!;
      return there < low ? low : there > high ? high : null;
    };
    const out = free.filter((j) => end(j) !== null);
    if (out.length === 0) return held.map((one, j) => one + step[j]!);
    for (const j of out) held[j] = end(j)! - here[j]!;
    free = free.filter((j) => !out.includes(j));
  }
}
