import { dampedStep, type FloatFit, normalEquations } from './floats.ts';

const mostSteps = 500;
/** The sum of squares no longer falls by more of itself than this. */
const atRest = 1e-14;

/**
 * The bottom of the basin that an answer stands in, as far as binary64 reaches: Levenberg-Marquardt with the scale of
 * Marquardt, steps that go down only. From an answer at a minimum it does not move far.
 */
export function descend(fit: FloatFit, answer: Float64Array): Float64Array {
  const free = Array.from({ length: fit.p }, (_, j) => j);
  let here = Float64Array.from(answer);
  let equations = normalEquations(fit, here);
  let damping = 1e-4;
  for (let step = 0; step < mostSteps && damping < 1e12 && equations.rss > 0; step += 1) {
    const move = dampedStep(equations.matrix, equations.gradient, damping, free);
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
