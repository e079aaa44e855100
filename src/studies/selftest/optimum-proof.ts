import type { OptimumRule } from '../../compare/optimum/optimum-rule.ts';
import { parseDType } from '../../value/dtype.ts';
import { identical } from '../../value/identical.ts';
import { elementAt } from '../../value/ndarray.ts';
import type { MapValue, Value } from '../../value/value.ts';
import type { Proof } from './number-proof.ts';

/** Nearer to a limit than this factor, nothing is taken for certain. */
const margin = 10;

/** Numbers as they are stored: their values, and what a comparison must not overlook of their form. */
interface Numbers {
  readonly values: readonly number[];
  readonly form: string;
}

/**
 * What is certain of two answers of optimizers: a second, smaller reading of the rule that shares no code with the
 * comparator. `beyond` where some level is far beyond what is allowed, `within` where all that differs is judged and far
 * within, `unknown` between, and where what differs may be judged by no level.
 */
export function proveOptimum(legacy: MapValue, modern: MapValue, rule: OptimumRule): Proof {
  const proof = proveAnswer(legacy, modern, rule);
  return proof === 'within' && !sameOthers(legacy, modern) ? 'unknown' : proof;
}

/** Entries that no level judges: other rules have a say in them, or none. */
function sameOthers(legacy: MapValue, modern: MapValue): boolean {
  const judged: readonly Value[] = ['parameters', 'predictions', 'rss', 'covariance', 'converged'];
  const [l, m] = [legacy, modern].map(({ entries }): Value => entries.filter(([key]) => !judged.includes(key)).flat());
  return identical(l!, m!);
}

function proveAnswer(legacy: MapValue, modern: MapValue, rule: OptimumRule): Proof {
  const [l, m] = [entriesOf(legacy), entriesOf(modern)];
  if (typeof l.get('converged') !== 'boolean' || l.get('converged') === false) return 'unknown';
  if (m.get('converged') !== true) return 'beyond';
  const names = ['parameters', 'predictions', 'rss', 'covariance'];
  const [left, right] = [names.map((name) => numbersOf(l.get(name))), names.map((name) => numbersOf(m.get(name)))];
  if (left.some((one) => one === null)) return 'unknown';
  if (left.some((one, i) => one!.form !== right[i]?.form)) return 'beyond';
  if (!left.slice(0, 3).every((one) => one!.values.every(Number.isFinite))) return 'unknown';
  if (!right.slice(0, 3).every((one) => one!.values.every(Number.isFinite))) return 'beyond';
  return proveLevels(left as Numbers[], right as Numbers[], rule);
}

function proveLevels(left: readonly Numbers[], right: readonly Numbers[], rule: OptimumRule): Proof {
  const [parameters, predictions, rss, covariance] = left.map(({ values }) => values) as [
    number[],
    number[],
    number[],
    number[],
  ];
  const [n, p, cost] = [predictions.length, parameters.length, rss[0]!];
  const rtol = rule.rtol ?? 1e-8;
  const scale = rule.scale ?? predictions.reduce((size, one) => Math.max(size, Math.abs(one)), 0);
  const floor = Math.sqrt((rule.floor ?? 100) * n) * Number.EPSILON * scale;
  const unexplained = Math.sqrt(Math.max(cost, right[2]!.values[0]!) / n);
  const hasDigits = rule.residualDigits === 'above-rtol' ? unexplained > rtol * scale : rule.residualDigits !== false;
  const spread = hasDigits ? (rule.predictions ?? 2 * Math.sqrt(rtol)) * Math.sqrt(cost) : rtol * Math.sqrt(n) * scale;
  const off = right.map(({ values }, i) => values.map((value, at) => value - left[i]!.values[at]!));
  const shares = [
    hasDigits ? Math.abs(off[2]![0]!) / (rtol * cost + 2 * Math.sqrt(cost) * floor + floor * floor) : 0,
    Math.sqrt(off[1]!.reduce((sum, one) => sum + one * one, 0)) / (spread + 2 * floor),
  ];
  const hidden =
    (!hasDigits && off[2]![0] !== 0) || off[0]!.some((one) => one !== 0) || off[3]!.some((one) => !(one === 0));
  if (shares.some((share) => share > margin)) return 'beyond';
  const errors = parameters.map((_, j) => Math.sqrt(covariance[j * p + j]!));
  const isPlain =
    !rule.severalMinima && hasDigits && (rule.exchangeable ?? []).length === 0 && n > p && cost > margin * floor ** 2;
  const judged =
    isPlain && errors.every((error) => error > 0 && Number.isFinite(error)) && condition(covariance, errors) < 1e8;
  if (!judged) return hidden || shares.some((share) => share > 1 / margin) ? 'unknown' : 'within';
  const unit = (rule.parameters ?? 2 * Math.sqrt(rtol * (n - p))) + (2 * floor * Math.sqrt(n - p)) / Math.sqrt(cost);
  const covered = (rule.covariance ?? 5e-4) + 1e-3;
  for (const [j, one] of off[0]!.entries())
    shares.push(Math.abs(one) / (unit * errors[j]! + 4 * Number.EPSILON * Math.abs(parameters[j]!)));
  for (const [at, one] of off[3]!.entries()) {
    const share = Math.abs(one) / errors[Math.floor(at / p)]! / errors[at % p]! / covered;
    shares.push(Number.isNaN(share) ? Number.POSITIVE_INFINITY : share);
  }
  if (shares.some((share) => share > margin)) return 'beyond';
  return shares.every((share) => share < 1 / margin) ? 'within' : 'unknown';
}

/** An upper bound of how far correlations are from singular: rank-deficient ones have no pivots left. */
function condition(covariance: readonly number[], errors: readonly number[]): number {
  const p = errors.length;
  const a = covariance.map((entry, at) => entry / errors[Math.floor(at / p)]! / errors[at % p]!);
  let least = 1;
  for (let k = 0; k < p; k += 1) {
    const pivot = a[k * p + k]!;
    if (!(pivot > 0)) return Number.POSITIVE_INFINITY;
    least = Math.min(least, pivot);
    for (let i = k + 1; i < p; i += 1)
      for (let j = k + 1; j < p; j += 1) a[i * p + j] = a[i * p + j]! - (a[i * p + k]! * a[k * p + j]!) / pivot;
  }
  return (p * p) / least;
}

const entriesOf = ({ entries }: MapValue): ReadonlyMap<Value, Value> => new Map(entries);

function numbersOf(value: Value | undefined): Numbers | null {
  if (typeof value === 'number') return { values: [value], form: 'float' };
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'ndarray') return null;
  if (parseDType(value.dtype).kind !== 'float') return null;
  const count = value.shape.reduce((product, size) => product * size, 1);
  const values = Array.from({ length: count }, (_, i) => Number(elementAt(value, i)));
  return { values, form: `${parseDType(value.dtype).itemSize} ${value.shape.join(' ')}` };
}
