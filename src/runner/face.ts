import type { Case } from '../suite/case.ts';
import { lookAt } from './input-traits.ts';
import type { JudgedResult, Result } from './result.ts';
import { signatureOf } from './signature.ts';

/** What a failing case looks like from outside: by it failing cases are told apart before any is shrunk. */
export interface Face {
  readonly signature: string;
  /** Name of what fits the drift; null where nothing does, or it was not asked. */
  readonly mechanism: string | null;
  readonly labels: readonly string[];
  /** Size, element types and largest magnitude of the input, decade of the relative error: each in one word. */
  readonly traits: readonly string[];
}

export function faceOf(item: Case, result: Result, mechanism: string | null): Face {
  const { dtypes, size, magnitudes } = lookAt([...item.input.args, ...Object.values(item.input.kwargs)]);
  return {
    signature: signatureOf(result),
    mechanism,
    labels: item.labels,
    traits: [size, [...dtypes].sort().join(' '), largest(magnitudes), String(decade(result.maxRel))],
  };
}

/** Faces that are one group: the same drift, by the same mechanism, in cases of the same labels. */
export function groupKey({ signature, mechanism, labels }: Face): string {
  return JSON.stringify([signature, mechanism, ...labels.toSorted()]);
}

/** The power of ten of the relative error at the worst place; null where there is no such error. */
export function decadeOf({ comparison }: JudgedResult): number | null {
  return decade(comparison?.differences.find((difference) => difference.beyond)?.rel ?? null);
}

const decade = (rel: number | null) => (rel === null || rel === 0 ? null : Math.floor(Math.log10(rel)));

/** In steps of three decades, so that inputs that hardly differ do not count as different. */
function largest(magnitudes: ReadonlySet<string>): string {
  if (magnitudes.has('not finite')) return 'not finite';
  const decades = [...magnitudes].map((name) => Number(name.replace(/^.*1e/, '').replace('zero', '-Infinity')));
  return String(Math.floor(Math.max(...decades) / 3));
}

/** How unlike two faces of one group are: the number of traits in which they differ. */
export function unlike(a: Face, b: Face): number {
  return a.traits.filter((trait, index) => trait !== b.traits[index]).length;
}
