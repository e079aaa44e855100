import type { Value } from '../value/value.ts';
import type { Step } from './difference.ts';

/** The parts of two containers that belong together. */
export interface Pairing {
  readonly length: number;
  legacy(index: number): Value;
  modern(index: number): Value;
  /** The steps from the container to the part. */
  steps(index: number): readonly Step[];
  /** How many steps those are. */
  readonly depth: number;
  /** True when the two parts are known to agree without a closer look. */
  same?(index: number): boolean;
  /** True when every step is an index, so that all parts stand at one place but for their indices. */
  readonly indexed?: boolean;
  /** True when parts that `same` knows are numbers. */
  readonly sameNumbers?: boolean;
}

/** A part that has no partner. */
export interface Unpaired {
  readonly side: 'missing' | 'extra';
  readonly step: Step;
  readonly value: Value;
}

/** Two sequences, item by item as far as both go. */
export function pairItems(legacy: readonly Value[], modern: readonly Value[]): Pairing {
  return {
    length: Math.min(legacy.length, modern.length),
    legacy: (index) => legacy[index] as Value,
    modern: (index) => modern[index] as Value,
    steps: (index) => [index],
    depth: 1,
    indexed: true,
  };
}

/** The items of the longer sequence that have no partner. */
export function* unpairedItems(legacy: readonly Value[], modern: readonly Value[]): Generator<Unpaired> {
  for (let i = modern.length; i < legacy.length; i++) yield { side: 'missing', step: i, value: legacy[i] as Value };
  for (let i = legacy.length; i < modern.length; i++) yield { side: 'extra', step: i, value: modern[i] as Value };
}

/** Parts already brought together, one step each. */
export function pairList(
  pairs: readonly { readonly step: Step; readonly legacy: Value; readonly modern: Value }[],
): Pairing {
  return {
    length: pairs.length,
    legacy: (index) => pairs[index]!.legacy,
    modern: (index) => pairs[index]!.modern,
    steps: (index) => [pairs[index]!.step],
    depth: 1,
  };
}

/** Some parts of a pairing. */
export function pairSome(pairing: Pairing, chosen: readonly number[]): Pairing {
  return {
    length: chosen.length,
    legacy: (index) => pairing.legacy(chosen[index]!),
    modern: (index) => pairing.modern(chosen[index]!),
    steps: (index) => pairing.steps(chosen[index]!),
    depth: pairing.depth,
  };
}

/** One pair at the place itself. */
export function pairRoot(legacy: Value, modern: Value): Pairing {
  return { length: 1, legacy: () => legacy, modern: () => modern, steps: () => [], depth: 0 };
}
