type Slope = (state: readonly number[]) => readonly number[];

/** The coefficients of J. R. Dormand and P. J. Prince, "A family of embedded Runge-Kutta formulae" (1980), 5(4). */
const stages = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
] as const;
/** What the fifth order has over the fourth, by stage. */
const errors = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const;

const rtol = 1e-10;
const atol = 1e-12;
const maxSteps = 1_000_000;

/**
 * The states at all times of an autonomous system that is in `start` at the first of them, with the error of each step
 * below 1e-10 of the state: far below what it is held against.
 */
export function solve(slope: Slope, start: readonly number[], times: ArrayLike<number>): (readonly number[])[] {
  if (times.length === 0) return [];
  const states: (readonly number[])[] = [start];
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < times.length; i += 1) {
    const reached = advance(slope, states[i - 1]!, times[i]! - times[i - 1]!, step);
    states.push(reached.state);
    step = reached.step;
  }
  return states;
}

function advance(slope: Slope, from: readonly number[], span: number, tried: number) {
  let [state, left, step] = [from, span, Math.min(tried, span)];
  for (let count = 0; left > 0; count += 1) {
    const last = step >= left;
    const made = attempt(slope, state, last ? left : step);
    if (!(made.error <= 1)) {
      step = (last ? left : step) * Math.max(0.2, 0.9 * (Number.isFinite(made.error) ? made.error : 1e4) ** -0.2);
      if (count > maxSteps || step < Number.EPSILON * span) return { state: from.map(() => Number.NaN), step };
      continue;
    }
    state = made.state;
    left = last ? 0 : left - step;
    const grown = (last ? Math.max(step, span * 1e-6) : step) * Math.min(5, 0.9 * Math.max(made.error, 1e-8) ** -0.2);
    // A last step was cut short by the data: the one after it need not be.
    step = last ? Math.max(step === Number.POSITIVE_INFINITY ? grown : step, grown) : grown;
  }
  return { state, step };
}

function attempt(slope: Slope, state: readonly number[], h: number) {
  const slopes: (readonly number[])[] = [];
  let at = state;
  for (const weights of stages) {
    at = state.map((s, i) => weights.reduce((sum, weight, k) => sum + h * weight * slopes[k]![i]!, s));
    slopes.push(slope(at));
  }
  // The last stage stands at the end of the step.
  const error = Math.max(
    ...state.map((s, i) => {
      const off = h * errors.reduce((sum, weight, k) => sum + weight * slopes[k]![i]!, 0);
      return Math.abs(off) / (atol + rtol * Math.max(Math.abs(s), Math.abs(at[i]!)));
    }),
  );
  return { state: at, error };
}
