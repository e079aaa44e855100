import { parseDType } from '../../value/dtype.ts';
import { elementAt } from '../../value/ndarray.ts';
import type { Value } from '../../value/value.ts';
import { containerOf } from '../container.ts';
import { leafOf } from '../leaf.ts';

/** What an optimizer answered. */
export interface OptimumAnswer {
  readonly parameters: Float64Array;
  /** Row after row; null where the side gives none. */
  readonly covariance: Float64Array | null;
  readonly rss: number;
  readonly predictions: Float64Array;
  readonly converged: boolean;
  /** In the side's own word, empty where it has none. */
  readonly status: string;
}

/** Entries of an answer that the rule judges, and those that nothing does. */
export const judgedEntries: ReadonlySet<string> = new Set([
  'parameters',
  'covariance',
  'rss',
  'predictions',
  'converged',
  'status',
  'evaluations',
]);

/** Reads the answer out of a map, or says in words what is missing. */
export function readAnswer(value: Value): OptimumAnswer | string {
  const container = containerOf(value);
  if (container?.form !== 'map') return 'it is no map';
  const entries = new Map(container.entries);
  const parameters = numbers(entries.get('parameters'), 1);
  if (parameters === null || parameters.data.length === 0) return '"parameters" is no list of floats';
  const p = parameters.data.length;
  const given = entries.get('covariance') ?? null;
  const covariance = given === null ? null : numbers(given, 2);
  if (given !== null && (covariance === null || covariance.shape[0] !== p || covariance.shape[1] !== p))
    return `"covariance" is no ${p} by ${p} matrix of floats`;
  const rss = number(entries.get('rss'));
  if (rss === null) return '"rss" is no number';
  const predictions = numbers(entries.get('predictions'), 1);
  if (predictions === null) return '"predictions" is no list of floats';
  const converged = plain(entries.get('converged'));
  if (typeof converged !== 'boolean') return '"converged" is neither true nor false';
  const status = plain(entries.get('status'));
  return {
    parameters: parameters.data,
    covariance: covariance?.data ?? null,
    rss,
    predictions: predictions.data,
    converged,
    status: typeof status === 'string' ? status : '',
  };
}

function plain(value: Value | undefined): unknown {
  return value === undefined ? undefined : leafOf(value)?.value;
}

function number(value: Value | undefined): number | null {
  const found = plain(value);
  return typeof found === 'number' ? found : typeof found === 'bigint' ? Number(found) : null;
}

interface Table {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

/** An array, list or tuple of numbers, of so many dimensions. */
function numbers(value: Value | undefined, dimensions: number): Table | null {
  if (value === undefined) return null;
  const container = containerOf(value);
  if (container?.form === 'array') {
    const { source } = container;
    const { kind } = parseDType(source.dtype);
    if (source.shape.length !== dimensions || !['float', 'int', 'uint'].includes(kind)) return null;
    const count = source.shape.reduce((product, size) => product * size, 1);
    return { data: Float64Array.from({ length: count }, (_, i) => Number(elementAt(source, i))), shape: source.shape };
  }
  if (container?.form !== 'sequence') return null;
  if (dimensions === 2) {
    const rows = container.items.map((item) => numbers(item, 1));
    const width = rows[0]?.data.length ?? 0;
    if (rows.some((row) => row?.data.length !== width)) return null;
    return { data: Float64Array.from(rows.flatMap((row) => [...row!.data])), shape: [rows.length, width] };
  }
  const items = container.items.map(number);
  return items.every((item) => item !== null) ? { data: Float64Array.from(items), shape: [items.length] } : null;
}
