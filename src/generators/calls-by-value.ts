import { Arbitrary, Value as Generated, type Random, Stream } from 'fast-check';
import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { simplerCalls } from './simpler-values.ts';

/**
 * Calls with these positional arguments, which shrink by what they are and not by how they were made: as fast for deep
 * graphs as for numbers.
 *
 * @param make The call of some arguments, where it is not just they: such as one with bytes that are made of them. It is
 * called again with simpler arguments, and must take whatever is simpler than what the arbitrary gives.
 */
export function callsByValue(
  args: Arbitrary<readonly Value[]>,
  make?: (args: readonly Value[]) => CallArguments,
): Arbitrary<CallArguments> {
  return new CallsByValue(args, make);
}

class CallsByValue extends Arbitrary<CallArguments> {
  readonly #base: Arbitrary<readonly Value[]>;
  readonly #make: ((args: readonly Value[]) => CallArguments) | undefined;

  constructor(base: Arbitrary<readonly Value[]>, make: ((args: readonly Value[]) => CallArguments) | undefined) {
    super();
    this.#base = base;
    this.#make = make;
  }

  #generated(args: readonly Value[]): Generated<CallArguments> {
    return new Generated(this.#make?.(args) ?? { args: [...args], kwargs: {} }, args);
  }

  override generate(random: Random, biasFactor: number | undefined): Generated<CallArguments> {
    return this.#generated(this.#base.generate(random, biasFactor).value);
  }

  override canShrinkWithoutContext(value: unknown): value is CallArguments {
    return this.#make === undefined && Array.isArray((value as CallArguments | null)?.args);
  }

  override shrink(call: CallArguments, context: unknown): Stream<Generated<CallArguments>> {
    const args = (context as readonly Value[] | undefined) ?? call.args;
    return new Stream(simplerCalls({ args: [...args], kwargs: {} })).map((simpler) => this.#generated(simpler.args));
  }
}
