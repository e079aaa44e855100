import { decodeTree } from './decode.ts';
import { encodeTree } from './encode.ts';
import { type JsonObject, type JsonTree, ValueSyntaxError } from './json.ts';
import type { CallArguments, Outcome } from './outcome.ts';
import type { Value } from './value.ts';

/** Arguments as a tree for JSON: `{"args":[…],"kwargs":{…}}`, each value in text form; no `kwargs` when there are none. */
export function encodeArguments(input: CallArguments): { args: unknown[]; kwargs?: Record<string, unknown> } {
  const args = input.args.map(encodeTree);
  const names = Object.keys(input.kwargs);
  if (names.length === 0) return { args };
  return { args, kwargs: Object.fromEntries(names.map((name) => [name, encodeTree(input.kwargs[name]!)])) };
}

/** @throws ValueSyntaxError when the tree is not what `encodeArguments` writes. */
export function decodeArguments(tree: JsonTree | undefined): CallArguments {
  if (!(tree instanceof Map)) throw new ValueSyntaxError('expected an object with "args" and "kwargs"', 0);
  const args = tree.get('args');
  const kwargs = tree.get('kwargs') ?? new Map<string, JsonTree>();
  if (!Array.isArray(args)) throw new ValueSyntaxError('expected "args" to be a list', 0);
  if (!(kwargs instanceof Map)) throw new ValueSyntaxError('expected "kwargs" to be an object', 0);
  for (const key of tree.keys()) {
    if (key !== 'args' && key !== 'kwargs')
      throw new ValueSyntaxError(`unknown key ${JSON.stringify(key)} beside "args" and "kwargs"`, 0);
  }
  const named: Record<string, Value> = Object.create(null);
  for (const [name, value] of kwargs as JsonObject) named[name] = decodeTree(value);
  return { args: args.map((value) => decodeTree(value)), kwargs: named };
}

/** An outcome as a tree for JSON; its kind first, values in text form. */
export function encodeOutcome(outcome: Outcome): Record<string, unknown> {
  if (outcome.kind !== 'returned' && outcome.kind !== 'raised') return { ...outcome };
  const { mutated, ...rest } = outcome;
  const after = mutated === undefined ? {} : { mutated: encodeArguments(mutated) };
  if (rest.kind === 'raised') return { ...rest, ...after };
  return { ...rest, value: encodeTree(rest.value), ...after };
}
