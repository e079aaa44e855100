import fc, { type Arbitrary } from 'fast-check';
import { hasIdentity, visitObjects } from '../value/graph.ts';
import type { MapValue, TaggedValue, Value } from '../value/value.ts';
import { floatArbitrary, integerArbitrary, leafArbitrary, textArbitrary } from './value-leaves.ts';
import { ndarrayArbitrary } from './value-ndarrays.ts';

export interface ValueOptions {
  /** Most containers inside each other (default 4). */
  readonly maxDepth?: number;
  /** Put objects into each other once more, so that some are shared and some graphs have cycles (default true). */
  readonly sharing?: boolean;
}

/**
 * Any value of the model: every kind, every dtype and memory order, NaN payloads, huge integers, lone surrogates, keys
 * that look like tags or reach for prototypes, shared objects and cycles. Shrinks towards small values without sharing.
 */
export function valueArbitrary(options: ValueOptions = {}): Arbitrary<Value> {
  const tree = treeArbitrary(options.maxDepth ?? 4);
  if (options.sharing === false) return tree;
  const links = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 });
  return fc.tuple(tree, links).map(([value, pairs]) => linked(value, pairs));
}

function treeArbitrary(maxDepth: number): Arbitrary<Value> {
  const { value } = fc.letrec<{ value: Value }>((tie) => {
    const inner = tie('value');
    const items = fc.array(inner, { maxLength: 5 });
    const key = fc.oneof(
      { arbitrary: textArbitrary, weight: 3 },
      integerArbitrary,
      floatArbitrary,
      fc.boolean(),
      fc.constant(null),
      items.map((inside): Value => ({ kind: 'tuple', items: inside })),
    );
    return {
      value: fc.oneof({ maxDepth, withCrossShrink: true }, leafArbitrary, ...containers(inner, items, key)),
    };
  });
  return value;
}

function containers(inner: Arbitrary<Value>, items: Arbitrary<Value[]>, key: Arbitrary<Value>): Arbitrary<Value>[] {
  const unique = fc.uniqueArray(inner, { maxLength: 5, comparator: 'SameValueZero' });
  const entries = (keys: Arbitrary<Value>): Arbitrary<[Value, Value][]> =>
    fc.uniqueArray(fc.tuple(keys, inner), { maxLength: 5, selector: ([k]) => k, comparator: 'SameValueZero' });
  const type = fc.constantFrom<MapValue['type']>('dict', 'ordered', 'counter');
  return [
    items,
    items.map((inside): Value => ({ kind: 'tuple', items: inside })),
    fc.tuple(fc.constantFrom('set', 'frozenset'), unique).map(([kind, inside]): Value => ({ kind, items: inside })),
    entries(textArbitrary).map((pairs): Value => ({ kind: 'map', type: 'dict', entries: pairs })),
    fc.tuple(type, entries(key)).map(([name, pairs]): Value => ({ kind: 'map', type: name, entries: pairs })),
    fc
      .tuple(fc.option(textArbitrary), entries(key))
      .map(([factory, pairs]): Value => ({ kind: 'map', type: 'default', factory, entries: pairs })),
    fc
      .tuple(items, fc.option(fc.bigInt({ min: 5n, max: 1000n })))
      .map(([inside, maxlen]): Value => ({ kind: 'deque', items: inside, maxlen })),
    fc
      .tuple(textArbitrary, fc.array(fc.tuple(textArbitrary, inner), { maxLength: 4 }))
      .map(([name, fields]): Value => ({ kind: 'record', type: name, fields })),
    fc.tuple(inner, inner, inner).map(([start, stop, step]): Value => ({ kind: 'slice', start, stop, step })),
    ndarrayArbitrary(inner),
  ];
}

/** A copy in which, for every pair of numbers, one object is put into another once more. */
function linked(value: Value, pairs: readonly (readonly [number, number])[]): Value {
  if (pairs.length === 0) return value;
  // The tree belongs to fast-check, which shrinks from it.
  const copy = structuredClone(value);
  const objects = objectsIn(copy);
  if (objects.length === 0) return copy;
  for (const [into, from] of pairs) put(objects[into % objects.length]!, objects[from % objects.length]! as Value);
  return copy;
}

function put(container: object, value: Value): void {
  if (Array.isArray(container)) {
    container.push(value);
    return;
  }
  const tagged = container as TaggedValue;
  if (tagged.kind === 'tuple') tagged.items.push(value);
  else if (tagged.kind === 'map') tagged.entries.push([`linked as ${tagged.entries.length}`, value]);
  else if (tagged.kind === 'record') tagged.fields.push(['linked', value]);
}

function objectsIn(root: Value): object[] {
  const found = new Set<object>();
  const pending: object[] = [];
  const visit = (value: object): void => {
    if (!hasIdentity(value) || found.has(value)) return;
    found.add(value);
    pending.push(value);
  };
  if (typeof root === 'object' && root !== null) visit(root);
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) visitObjects(value, visit);
  return [...found];
}
