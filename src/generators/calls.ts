import fc, { Arbitrary, Value as Generated, type Random, Stream } from 'fast-check';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { int64Edges, textEdges } from './edges.ts';
import { expressions } from './expressions.ts';
import type { Generator } from './generator.ts';
import { ndarrays } from './ndarrays.ts';
import { binary64, edgeNumbers, integers, ordinaryNumbers } from './numbers.ts';
import { simplerCalls } from './simpler-values.ts';
import { textArbitrary } from './value-leaves.ts';
import { valueArbitrary } from './values.ts';

/** Raised when the same signature begins to give other calls for a seed. */
const version = 1;

interface Kind {
  readonly arbitrary: () => Arbitrary<Value>;
  readonly edges?: readonly Value[];
}

const kinds: Readonly<Record<string, Kind>> = {
  number: { arbitrary: () => binary64(), edges: edgeNumbers },
  ordinary: { arbitrary: () => ordinaryNumbers() },
  integer: { arbitrary: () => integers(), edges: int64Edges },
  boolean: { arbitrary: () => fc.boolean(), edges: [false, true] },
  string: { arbitrary: () => fc.oneof({ arbitrary: fc.string(), weight: 3 }, textArbitrary), edges: textEdges },
  bytes: { arbitrary: () => fc.uint8Array({ maxLength: 24 }).map((data): Value => ({ kind: 'bytes', data })) },
  list: { arbitrary: () => fc.array(binary64(), { maxLength: 12 }) },
  array: { arbitrary: () => ndarrays() },
  value: { arbitrary: () => valueArbitrary({ sharing: false }) },
};

/** What `generatorFor` knows: kinds of one argument, and what makes whole calls. */
export const kindNames: readonly string[] = [...Object.keys(kinds), 'expression'];

/**
 * The generator of a signature: kinds of the arguments with commas between, singular or plural (`number,number`,
 * `strings`), or `expressions`, whose calls are an expression and its variables.
 *
 * @throws SetupError naming the kinds there are
 */
export function generatorFor(signature: string): Generator {
  const words = signature.split(',').map((word) => word.trim());
  const names = words.map((word) => kindNames.find((name) => word === name || word === `${name}s`));
  const odd = names.indexOf(undefined);
  if (odd >= 0) {
    throw new SetupError(
      `--generate ${JSON.stringify(signature)}: there is no kind ${JSON.stringify(words[odd])}${knownWords(words[odd]!, kindNames)}; write one for each argument, such as "number,string"`,
    );
  }
  if (names.includes('expression')) {
    if (names.length === 1) return { version, arbitrary: expressions() };
    throw new SetupError(`--generate ${JSON.stringify(signature)}: "expressions" makes whole calls; write it alone`);
  }
  const all = names.map((name) => kinds[name!]!);
  const values = fc.tuple(...all.map(({ arbitrary }) => arbitrary()));
  return { version, arbitrary: new Calls(values.map((args) => ({ args, kwargs: {} }))), edges: edgeCalls(all) };
}

/** Calls that are known beforehand, each tried once, in their order; what differs is shrunk all the same. */
export function knownCalls(calls: readonly CallArguments[]): Generator {
  return { version, arbitrary: new Calls(fc.constantFrom(...calls)), edges: calls };
}

/** Edges of all arguments beside each other; the shorter lists begin again. None where one kind has none. */
function edgeCalls(all: readonly Kind[]): CallArguments[] {
  const lists = all.flatMap(({ edges }) => (edges === undefined ? [] : [edges]));
  if (lists.length < all.length) return [];
  const rows = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: rows }, (_, row) => ({
    args: lists.map((list) => list[row % list.length]!),
    kwargs: {},
  }));
}

/** Shrinks any call from its values alone, wherever it comes from. */
class Calls extends Arbitrary<CallArguments> {
  readonly #base: Arbitrary<CallArguments>;

  constructor(base: Arbitrary<CallArguments>) {
    super();
    this.#base = base;
  }

  override generate(random: Random, biasFactor: number | undefined): Generated<CallArguments> {
    return new Generated(this.#base.generate(random, biasFactor).value, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is CallArguments {
    return typeof value === 'object' && value !== null && Array.isArray((value as CallArguments).args);
  }

  override shrink(value: CallArguments): Stream<Generated<CallArguments>> {
    return new Stream(simplerCalls(value)).map((simpler) => new Generated(simpler, undefined));
  }
}
