import { argumentsOf, argumentsValue } from './arguments.ts';
import { decodeTree } from './decode.ts';
import { encodeTree } from './encode.ts';
import { type JsonTree, ValueSyntaxError } from './json.ts';
import type { CallArguments, Outcome } from './outcome.ts';
import { plainJson } from './plain-json.ts';

/** Arguments as a tree for JSON: `{"args":[…],"kwargs":{…}}` in text form; no `kwargs` when there are none. */
export function encodeArguments(input: CallArguments): unknown {
  return encodeTree(argumentsValue(input));
}

/** @throws ValueSyntaxError when the tree is not what `encodeArguments` writes. */
export function decodeArguments(tree: JsonTree | undefined): CallArguments {
  if (!(tree instanceof Map)) throw new ValueSyntaxError('expected an object with "args" and "kwargs"', 0);
  return argumentsOf(decodeTree(tree));
}

/** An outcome as a tree for JSON; its kind first, values in text form. */
export function encodeOutcome(outcome: Outcome): Record<string, unknown> {
  if (outcome.kind !== 'returned' && outcome.kind !== 'raised') return { ...outcome };
  const { mutated, ...rest } = outcome;
  const after = mutated === undefined ? {} : { mutated: encodeArguments(mutated) };
  if (rest.kind === 'raised') return { ...rest, ...after };
  return { ...rest, value: encodeTree(rest.value), ...after };
}

/**
 * The way back, for a tree whose document was held against its schema.
 *
 * @throws ValueSyntaxError when a value in it is none
 */
export function decodeOutcome(tree: JsonTree | undefined): Outcome {
  if (!(tree instanceof Map)) throw new ValueSyntaxError('expected an outcome, an object with "kind"', 0);
  const rest = plainJson(new Map([...tree].filter(([key]) => key !== 'value' && key !== 'mutated'))) as Outcome;
  if (rest.kind !== 'returned' && rest.kind !== 'raised') return rest;
  const after = tree.has('mutated') ? { mutated: decodeArguments(tree.get('mutated')) } : {};
  if (rest.kind === 'raised') return { ...rest, ...after };
  return { ...rest, value: decodeTree(tree.get('value') ?? null), ...after };
}
