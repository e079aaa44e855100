import type { Step } from '../../compare/difference.ts';
import type { OptimumRule } from '../../compare/optimum/optimum-rule.ts';
import type { Policy } from '../../compare/policy.ts';
import { elementCount, parseDType } from '../../value/dtype.ts';
import { identical } from '../../value/identical.ts';
import { elementAt, indicesOf } from '../../value/ndarray.ts';
import type { NdArrayValue, Value } from '../../value/value.ts';
import { proveNorm } from './norm-proof.ts';
import { type Proof, proveNumbers } from './number-proof.ts';
import { proveOptimum } from './optimum-proof.ts';
import { quantityOf } from './quantity.ts';
import { type PlaceRules, rulesAt } from './rules-at.ts';
import { childrenOf } from './sites.ts';

/** Pairs of parts that are looked at before it is left open. */
const mostPairs = 5000;

/**
 * What is certain of two values under a policy: a second, much smaller reading of the law that shares no code with the
 * comparator. It says `unknown` wherever it would have to be as clever as the comparator.
 *
 * @param steps Where the values stand, from the returned value
 */
export function proveValues(legacy: Value, modern: Value, policy: Policy, steps: readonly Step[] = []): Proof {
  return new Reader(policy).prove(legacy, modern, steps, null);
}

/** Answers of optimizers that are records have no proof. */
function proveAnswers(legacy: Value, modern: Value, rule: OptimumRule): Proof {
  const isMap = (value: Value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'map' ? value : null;
  const [l, m] = [isMap(legacy), isMap(modern)];
  return l === null || m === null ? 'unknown' : proveOptimum(l, m, rule);
}

class Reader {
  readonly #policy: Policy;
  #left = mostPairs;
  /** Parts of legacy's value on the way down: one that holds itself is left open. */
  readonly #above = new Set<Value>();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  prove(legacy: Value, modern: Value, steps: readonly Step[], type: ReturnType<typeof parseDType> | null): Proof {
    this.#left -= 1;
    if (this.#left < 0) return 'unknown';
    const rules = rulesAt(this.#policy, steps);
    if (rules.ignore) return 'within';
    const [l, m] = [quantityOf(legacy, type), quantityOf(modern, type)];
    if (l !== null && m !== null) return proveNumbers(l, m, rules);
    const [left, right] = [familyOf(legacy), familyOf(modern)];
    if (left !== right)
      return left === 'other' || right === 'other' || meets(left, right, rules) ? 'unknown' : 'beyond';
    if (rules.matched !== null) return this.#matched(legacy, modern);
    switch (left) {
      case 'null':
        return 'within';
      case 'boolean':
        return legacy === modern ? 'within' : 'beyond';
      case 'text':
        return legacy === modern ? 'within' : rules.normalises ? 'unknown' : 'beyond';
      case 'sequence':
        return this.#sequences(legacy, modern, steps, rules);
      case 'map':
        if (rules.optimum) return proveAnswers(legacy, modern, rules.optimum);
        return this.#maps(legacy, modern, steps);
      case 'array':
        return this.#arrays(legacy as NdArrayValue, modern as NdArrayValue, steps, rules);
      default:
        return identical(legacy, modern) ? 'within' : 'unknown';
    }
  }

  #matched(legacy: Value, modern: Value): Proof {
    if (identical(legacy, modern)) return 'within';
    const [a, b] = [sizeOf(legacy), sizeOf(modern)];
    return a !== null && b !== null && a !== b ? 'beyond' : 'unknown';
  }

  #sequences(legacy: Value, modern: Value, steps: readonly Step[], rules: PlaceRules): Proof {
    const [left, right] = [childrenOf(legacy), childrenOf(modern)];
    if (left.length !== right.length) return 'beyond';
    if (rules.types === 'strict' && kindOf(legacy) !== kindOf(modern)) return 'beyond';
    if (rules.mode === 'norm') return proveNorm(legacy, modern, rules);
    return this.#all(
      legacy,
      left.map(([step, part], i) => [part, right[i]![1], [...steps, step]]),
    );
  }

  #maps(legacy: Value, modern: Value, steps: readonly Step[]): Proof {
    const [left, right] = [new Map(childrenOf(legacy)), new Map(childrenOf(modern))];
    const named = [...left.keys(), ...right.keys()].every((step) => typeof step === 'string');
    if (!named) return identical(legacy, modern) ? 'within' : left.size === right.size ? 'unknown' : 'beyond';
    const ignored = (step: Step) => rulesAt(this.#policy, [...steps, step]).ignore;
    const lone = [...left.keys()].some((step) => !right.has(step) && !ignored(step));
    if (lone || [...right.keys()].some((step) => !left.has(step) && !ignored(step))) return 'beyond';
    const both = [...left].filter(([step]) => right.has(step));
    return this.#all(
      legacy,
      both.map(([step, part]) => [part, right.get(step)!, [...steps, step]]),
    );
  }

  #arrays(legacy: NdArrayValue, modern: NdArrayValue, steps: readonly Step[], rules: PlaceRules): Proof {
    if (legacy.shape.join() !== modern.shape.join()) return 'beyond';
    const [left, right] = [parseDType(legacy.dtype), parseDType(modern.dtype)];
    if (left.kind !== right.kind || left.itemSize !== right.itemSize)
      return rules.types === 'loose' ? 'unknown' : 'beyond';
    if (rules.mode === 'norm') return proveNorm(legacy, modern, rules);
    if (left.kind === 'struct') return identical(legacy, modern) ? 'within' : 'unknown';
    const type = left.kind === 'object' ? null : left;
    let open = false;
    for (let flat = 0; flat < elementCount(legacy.shape); flat += 1) {
      const [a, b] = [elementAt(legacy, flat), elementAt(modern, flat)];
      if (Object.is(a, b)) continue;
      const proof = this.prove(a, b, [...steps, ...indicesOf(legacy.shape, flat)], type);
      if (proof === 'beyond') return proof;
      open ||= proof === 'unknown';
      if (this.#left < 0) return 'unknown';
    }
    return open ? 'unknown' : 'within';
  }

  #all(parent: Value, pairs: readonly (readonly [Value, Value, readonly Step[]])[]): Proof {
    if (this.#above.has(parent)) return 'unknown';
    this.#above.add(parent);
    const proof = this.#each(pairs);
    this.#above.delete(parent);
    return proof;
  }

  #each(pairs: readonly (readonly [Value, Value, readonly Step[]])[]): Proof {
    let open = false;
    for (const [legacy, modern, steps] of pairs) {
      const proof = this.prove(legacy, modern, steps, null);
      if (proof === 'beyond') return proof;
      open ||= proof === 'unknown';
    }
    return open ? 'unknown' : 'within';
  }
}

type Family = 'null' | 'boolean' | 'number' | 'text' | 'sequence' | 'map' | 'array' | 'other';

const kindOf = (value: Value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value.kind : 'list';

function familyOf(value: Value): Family {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'text';
  if (quantityOf(value) !== null) return 'number';
  const kind = kindOf(value);
  if (kind === 'list' || kind === 'tuple') return 'sequence';
  return kind === 'map' ? 'map' : kind === 'ndarray' ? 'array' : 'other';
}

/** A sequence may meet a one-dimensional array; at the level `loose` an array a number, and a boolean a number. */
function meets(a: Family, b: Family, { types }: PlaceRules): boolean {
  const pair = new Set([a, b]);
  if (pair.has('array') && pair.has('sequence')) return types !== 'strict';
  return types === 'loose' && pair.has('number') && (pair.has('array') || pair.has('boolean') || pair.has('sequence'));
}

/** Items of a sequence, or elements of a one-dimensional array. */
function sizeOf(value: Value): number | null {
  if (familyOf(value) === 'sequence') return childrenOf(value).length;
  return familyOf(value) === 'array' ? ((value as NdArrayValue).shape[0] ?? null) : null;
}
