import { float64Array, type NdArrayValue, type Value, type VectorSource } from 'vernier';

/** What a variable of a vector is bound to: a number is a Python float, a bigint a Python integer. */
export type Bindings = Readonly<Record<string, Value>>;

type MakeVector = (
  id: string,
  comment: string,
  expression: string,
  bindings?: Bindings,
  ...flags: string[]
) => VectorSource;

/** A case from ordinary use. */
export const ordinary: MakeVector = (id, comment, expression, bindings, ...flags) =>
  vector(id, comment, expression, bindings, flags);

/** A case at the end of a range, at a branch point, with special values or unusual types. */
export const edge: MakeVector = (id, comment, expression, bindings, ...flags) =>
  vector(id, comment, expression, bindings, ['Edge', ...flags]);

/** A case that a side should refuse or raise on. */
export const negative: MakeVector = (id, comment, expression, bindings, ...flags) =>
  vector(id, comment, expression, bindings, ['Negative', ...flags]);

function vector(
  id: string,
  comment: string,
  expression: string,
  bindings: Bindings = {},
  flags: string[],
): VectorSource {
  const entries = Object.entries(bindings);
  return { id, comment, flags, input: { args: [expression, { kind: 'map', type: 'dict', entries }], kwargs: {} } };
}

/**
 * `count` numbers from 10**low to 10**high, evenly spread on a logarithmic scale and written with six digits as an
 * instrument writes them, so that they are the same whatever the engine's `**` rounds to.
 */
export function logspace(low: number, high: number, count: number): NdArrayValue {
  return spread(count, (share) => 10 ** (low + (high - low) * share));
}

/** `count` numbers from low to high, evenly spread and written with six digits. */
export function linspace(low: number, high: number, count: number): NdArrayValue {
  return spread(count, (share) => low + (high - low) * share);
}

function spread(count: number, at: (share: number) => number): NdArrayValue {
  return float64Array(Array.from({ length: count }, (_, index) => Number(at(index / (count - 1)).toPrecision(6))));
}
