import { Arbitrary, type Random, Stream, Value } from 'fast-check';
import { Draw } from './draw.ts';

/** What an arbitrary of this room is made of. */
export interface DrawnParts<T> {
  /** One value; `biased` asks for small and edgy ones. Depends on nothing but its arguments. */
  readonly draw: (draw: Draw, biased: boolean) => T;
  /** Whether this arbitrary could have made it. */
  readonly accepts: (value: unknown) => value is T;
  /** Strictly simpler values, the boldest first; following any of them again and again comes to an end. */
  readonly simpler: (value: T) => Iterable<T>;
}

/**
 * A fast-check arbitrary whose values shrink from themselves alone: no context is carried, so that a value read back
 * from a file shrinks as well as one that was just generated.
 */
class DrawnArbitrary<T> extends Arbitrary<T> {
  readonly #parts: DrawnParts<T>;

  constructor(parts: DrawnParts<T>) {
    super();
    this.#parts = parts;
  }

  override generate(random: Random, biasFactor: number | undefined): Value<T> {
    const draw = Draw.from(random);
    const biased = biasFactor !== undefined && draw.below(biasFactor) === 0;
    return new Value(this.#parts.draw(draw, biased), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#parts.accepts(value);
  }

  override shrink(value: T): Stream<Value<T>> {
    const candidates = this.#parts.simpler(value);
    return new Stream(wrapped(candidates));
  }
}

function* wrapped<T>(values: Iterable<T>): IterableIterator<Value<T>> {
  for (const value of values) yield new Value(value, undefined);
}

/** Makes a fast-check arbitrary of its three parts. */
export function drawn<T>(parts: DrawnParts<T>): Arbitrary<T> {
  return new DrawnArbitrary(parts);
}
