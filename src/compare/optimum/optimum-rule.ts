/**
 * Groups of parameters that may change places without changing the model, each a list of indices in the same roles:
 * `[[0, 1], [2, 3]]` for a*exp(-b*x) + c*exp(-d*x).
 */
export type ExchangeableGroups = readonly (readonly number[])[];

/** What the model of a fit says at some parameters, in binary64. */
export interface FitView {
  readonly predictions: Float64Array;
  /** The residual sum of squares. */
  readonly rss: number;
  /** By how much a few more steps within the bounds take the sum of squares down: nothing at a minimum. */
  readonly descent: number;
  /** s² (J'J)⁻¹ there, row after row; null where the data do not determine it, absent where it is not computed. */
  readonly covariance?: Float64Array | null;
  /** Whether the parameters are within the bounds (default true). */
  readonly inside?: boolean;
}

/**
 * How the answers of two optimizers are judged: maps with `parameters` (p numbers), `covariance` (p by p, or null), `rss`
 * (the residual sum of squares), `predictions` (n numbers) and `converged`. Cost first, then predictions, then
 * parameters, then covariance; the first that is beyond policy is the drift, since all that follow would show it too.
 * Other entries of the maps are compared by the ordinary rules, `status` and `evaluations` by none.
 */
export interface OptimumRule {
  /** Of the residual sum of squares: |m - l| <= rtol * l + what rounding does (default 1e-8). */
  readonly rtol?: number;
  /**
   * What rounding does: residuals are off by up to sqrt(floor * n) * eps * scale together, the root of the floor
   * floor * n * (eps * scale)^2 of their sum of squares (default 100: each by ten units in the last place of `scale`).
   */
  readonly floor?: number;
  /** Largest size of an observation (default: the largest prediction of legacy). */
  readonly scale?: number;
  /** How far predictions may be apart together, as a share of legacy's residuals (default 2 * sqrt(rtol)). */
  readonly predictions?: number;
  /** How far a parameter may be off, in standard errors of legacy (default 2 * sqrt(rtol * (n - p))). */
  readonly parameters?: number;
  /** How far entries of the covariance may be off, as a share of the standard errors of both (default 5e-4). */
  readonly covariance?: number;
  readonly exchangeable?: readonly ExchangeableGroups[];
  /** The same cost is reached at other parameters too: cost and predictions alone decide (default false). */
  readonly severalMinima?: boolean;
  /**
   * False where the residuals are beyond the last digit of binary64: the sum of squares and the covariance, made of them,
   * are not judged, and predictions and parameters are by rtol * scale (default true). `above-rtol`: so where both sides
   * reproduce the data to rtol * scale, as they do data without noise: what is left then is where a search ended. With the
   * model at hand each is still held to what that gives at modern's own parameters.
   */
  readonly residualDigits?: boolean | 'above-rtol';
  /** Two sides that both did not converge agree whatever they stopped at (default `differ`: only if their answers do). */
  readonly bothGaveUp?: 'agree' | 'differ';
  /** Classes of errors that say "did not converge" for the side that raises one, by either side's name. */
  readonly notConverged?: readonly string[];
  /** The model itself, which tells a side that stopped early from one at another minimum; null where it has no value. Pure. */
  readonly at?: (parameters: Float64Array) => FitView | null;
}

/** A rule with nothing left open but what the answers say. */
export interface ResolvedOptimum
  extends Required<Omit<OptimumRule, 'scale' | 'predictions' | 'parameters' | 'at'>>,
    Pick<OptimumRule, 'scale' | 'predictions' | 'parameters' | 'at'> {}

const defaults = {
  rtol: 1e-8,
  floor: 100,
  covariance: 5e-4,
  exchangeable: [],
  severalMinima: false,
  residualDigits: true,
  bothGaveUp: 'differ',
  notConverged: [],
} as const satisfies Partial<OptimumRule>;

/** The rule with its defaults. */
export function resolveOptimum(rule: OptimumRule): ResolvedOptimum {
  const given = Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
  return { ...defaults, ...given };
}
