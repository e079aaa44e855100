import type { RealExpression } from '../expression.ts';

/** A least-squares problem with the exact numbers that both sides were given. */
export interface FitQuestion {
  readonly model: RealExpression;
  /** Names of the parameters in the model: the order of every list of parameters. */
  readonly parameters: readonly string[];
  /** The predictors by name, n numbers each. */
  readonly data: ReadonlyMap<string, ArrayLike<number>>;
  /** What was observed, n numbers. */
  readonly y: ArrayLike<number>;
  /** Ends of the box that answers must lie in; null or absent where there is none. */
  readonly lower?: ArrayLike<number> | null;
  readonly upper?: ArrayLike<number> | null;
  /** Sets of groups of parameter indices that may change places without changing the model. */
  readonly exchangeable?: readonly (readonly (readonly number[])[])[];
}
