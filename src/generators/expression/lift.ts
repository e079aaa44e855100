import type { NdArrayValue, Value } from '../../value/value.ts';
import { type ArrayDType, arrayDType, copyElements, wrapElements } from '../array-fill.ts';
import { children, type Expression, nodes, numberOf, replaced, variables } from './tree.ts';

/** A part of an expression by itself, and what its variable is bound to where that changes. */
export interface Lifted {
  readonly tree: Expression;
  readonly name: string;
  readonly value: Value;
}

/**
 * Parts of a tree with one of its variables in the place of all their leaves: what makes `f(0.5)+x` fail may be `f`, but
 * it takes the array that x is to fail so. Where the part had one literal, x is tried with that number in all its places,
 * too.
 */
export function* liftedParts(tree: Expression, bindings: ReadonlyMap<string, Value>): IterableIterator<Lifted> {
  const names = [...variables(tree)].filter((name) => bindings.has(name));
  for (const part of nodes(tree)) {
    if (part === tree || children(part).length === 0) continue;
    const leaves = nodes(part).filter(({ kind }) => kind === 'literal' || kind === 'variable');
    for (const name of names) {
      if (leaves.every((leaf) => leaf.kind === 'variable' && leaf.name === name)) continue;
      const lifted = leaves.reduce((whole, leaf) => replaced(whole, leaf, { kind: 'variable', name }), part);
      const value = bindings.get(name)!;
      yield { tree: lifted, name, value };
      const [leaf] = leaves;
      const filled = leaf?.kind === 'literal' && leaves.length === 1 ? filledWith(value, numberOf(leaf.text)) : null;
      if (filled !== null) yield { tree: lifted, name, value: filled };
    }
  }
}

/** An array of floats like the given one, all of one value; null for what is none. */
function filledWith(value: Value, x: number): NdArrayValue | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'ndarray') return null;
  const dtype = arrayDType(value);
  if (dtype !== 'float64' && dtype !== 'float32') return null;
  const elements = copyElements(value) as Float64Array;
  return wrapElements(dtype satisfies ArrayDType, elements.fill(x), value.shape);
}
