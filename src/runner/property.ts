import { type Value as Generated, Random } from 'fast-check';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { type CaseSeed, caseSeeds } from '../base/chance.ts';
import { SetupError } from '../base/errors.ts';
import { plainLine } from '../base/plain-line.ts';
import type { Generator } from '../generators/generator.ts';
import type { CallArguments } from '../value/outcome.ts';

/** The endless row of generated cases of a subject under a seed. */
export interface Stream {
  /** `<suite>/<subject>`, for messages. */
  readonly name: string;
  readonly generator: Generator;
  readonly stateOf: (index: number) => CaseSeed;
}

/** The same seed, suite, subject and generator version always give the same cases. */
export function openStream(seed: number, suite: string, subject: string, generator: Generator): Stream {
  return { name: `${suite}/${subject}`, generator, stateOf: caseSeeds(seed, suite, subject, generator.version) };
}

/** A generated input, with what its arbitrary needs to shrink it. */
export interface GeneratedInput {
  readonly input: CallArguments;
  readonly generated: Generated<CallArguments> | null;
}

/**
 * The case of an index: the generator's edges first, then random ones. It depends on the stream and the index alone, so
 * windows, jobs, shards and resumed runs see the same cases.
 *
 * @throws SetupError when the suite's generator throws.
 */
export function generateInput(stream: Stream, index: number): GeneratedInput {
  const edge = stream.generator.edges?.[index];
  if (edge !== undefined) return { input: edge, generated: null };
  const random = new Random(xoroshiro128plusFromState(stream.stateOf(index)));
  const generated = asked(stream, `case #${index}`, () => stream.generator.arbitrary.generate(random, biasOf(index)));
  return { input: generated.value, generated };
}

/**
 * fast-check's own schedule: one case in `bias` leans to small and edge values, more rarely the longer a run goes on
 * (2 + log10 of the case's number; `runIdToFrequency` in its sources).
 */
function biasOf(index: number): number {
  return 2 + Math.floor(Math.log10(index + 1));
}

/**
 * Simpler inputs to try next, simplest first. Empty when the generator cannot shrink this input.
 *
 * @throws SetupError, also from the iterator, when the suite's generator throws.
 */
export function* shrinkInput(stream: Stream, from: GeneratedInput): IterableIterator<GeneratedInput> {
  const { arbitrary } = stream.generator;
  const ask = <T>(work: () => T) => asked(stream, 'a smaller case', work);
  if (from.generated === null && !ask(() => arbitrary.canShrinkWithoutContext(from.input))) return;
  const candidates = ask(() => arbitrary.shrink(from.generated?.value ?? from.input, from.generated?.context));
  for (;;) {
    const next = ask(() => candidates.next());
    if (next.done === true) return;
    // The value of a generator that maps is made when it is looked at.
    const input = ask(() => next.value.value);
    yield { input, generated: next.value };
  }
}

function asked<T>({ name }: Stream, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const words = `The generator of ${name} threw ${plainLine(reason)} while it made ${what}; it must give an input every time`;
    throw new SetupError(words, { cause: error });
  }
}
