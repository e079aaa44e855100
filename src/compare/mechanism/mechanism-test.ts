import type { Value } from '../../value/value.ts';
import type { Mechanism } from '../difference.ts';
import type { FloatFormat } from '../ulp.ts';
import type { Atom } from './atom.ts';
import type { Strand } from './strand.ts';

/** Elements that stand at the same place in both values: all of them, or a sample that keeps the differing ones first. */
export interface Pairs {
  readonly legacy: readonly Atom[];
  readonly modern: readonly Atom[];
  /** Indices of elements that are not the same. */
  readonly differing: readonly number[];
  /** Set when every element is a number of any type. */
  readonly numbers: { readonly legacy: Float64Array; readonly modern: Float64Array } | null;
  /** Set when every element is an integer by value. */
  readonly integers: { readonly legacy: readonly bigint[]; readonly modern: readonly bigint[] } | null;
  /** The coarser of the formats of both sides, and what each side has. */
  readonly format: FloatFormat;
  readonly formats: { readonly legacy: FloatFormat; readonly modern: FloatFormat };
  /** Names of the types of both sides. */
  readonly types: { readonly legacy: string; readonly modern: string };
  readonly instants: boolean;
  readonly complex: boolean;
  /** Elements of the values, sampled or not. */
  readonly total: number;
}

/** What a test of a mechanism may look at. */
export interface Specimen {
  readonly strands: readonly Strand[];
  /** Null when elements have no partners, since shapes differ. */
  readonly pairs: Pairs | null;
  /** The arguments both sides were given; empty when unknown. */
  readonly inputs: readonly Value[];
}

/** Looks at a specimen for one mechanism, or several that exclude each other; null unless the test is passed. */
export type MechanismTest = (specimen: Specimen) => Mechanism | null;
