import type { Value } from '../../value/value.ts';
import type { ArrayDType, Spread } from '../array-fill.ts';
import type { Draw } from '../draw.ts';
import { drawArray } from '../ndarrays.ts';
import { drawEdge } from '../numbers.ts';
import type { Domain } from './functions.ts';

/** What variables are bound to. */
export interface BindingKnobs {
  /** Dtypes of arrays; a name that stands twice is drawn twice as often. */
  readonly dtypes: readonly ArrayDType[];
  /** All arrays of one case have one length, 1 to this. */
  readonly maxLength: number;
  /** Share of the bindings that hold an edge value: zeros, subnormals, near overflow, NaN, infinities. */
  readonly edges: number;
}

const spreads: Readonly<Record<Domain, Spread>> = {
  any: 'any',
  small: 'moderate',
  positive: 'positive',
  unit: 'unit',
  'above-one': 'above-one',
  exponent: 'moderate',
};

/** A value for each variable: Python floats, Python integers, and arrays that share a length. */
export function drawBindings(
  draw: Draw,
  domains: ReadonlyMap<string, Domain>,
  knobs: BindingKnobs,
  biased: boolean,
): Map<string, Value> {
  const length = biased ? draw.between(1, 2) : draw.between(1, knobs.maxLength);
  const arrays = draw.chance(0.75) ? 0.55 : 0;
  const bound = new Map<string, Value>();
  for (const [name, domain] of domains) {
    const edgy = draw.chance(biased ? 3 * knobs.edges : knobs.edges);
    bound.set(name, draw.chance(arrays) ? arrayFor(draw, domain, knobs, length, edgy) : scalarFor(draw, domain, edgy));
  }
  return bound;
}

function arrayFor(draw: Draw, domain: Domain, knobs: BindingKnobs, length: number, edgy: boolean): Value {
  return drawArray(draw, draw.pick(knobs.dtypes), length, spreads[domain], edgy ? 1 : 0);
}

function scalarFor(draw: Draw, domain: Domain, edgy: boolean): Value {
  if (draw.chance(0.2)) return integerFor(draw, domain, edgy);
  return edgy && domain !== 'exponent' ? drawEdge(draw) : floatFor(draw, domain);
}

function integerFor(draw: Draw, domain: Domain, edgy: boolean): bigint {
  if (domain === 'exponent') return BigInt(draw.between(-2, 4));
  if (edgy) return draw.pick([0n, 2n ** 31n, 2n ** 53n + 1n, -(2n ** 62n)]);
  if (domain === 'unit') return BigInt(draw.below(2));
  if (domain === 'positive' || domain === 'above-one') return BigInt(draw.between(2, 50));
  return BigInt(draw.between(-10, domain === 'small' ? 10 : 100));
}

function floatFor(draw: Draw, domain: Domain): number {
  if (domain === 'exponent') return draw.pick([0.5, 1, 1.5, 2, 3, -1, -0.5, 0, 2.25, -2]);
  const digits = draw.pick([1, 2, 3, 4, 17]);
  const shown = (x: number): number => Number(x.toPrecision(digits));
  if (domain === 'unit') return Math.min(0.999, shown(draw.real(-0.99, 0.99)));
  if (domain === 'small') return shown(draw.real(-6, 6));
  if (domain === 'above-one') return 1 + shown(draw.real(0.01, 10 ** draw.between(0, 3)));
  const size = shown(draw.real(1, 10) * 10 ** draw.pick([-4, -2, -1, 0, 0, 0, 1, 2, 5]));
  return domain === 'any' && draw.chance(0.4) ? -size : size;
}
