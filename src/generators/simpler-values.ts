import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { arrayDType } from './array-fill.ts';
import { cuts, simplerArrays } from './array-shrink.ts';
import { simplerIntegers, simplerNumbers } from './simpler.ts';

/** Deeper parts stay as they are; so do cycles, which are deeper than everything. */
const deepest = 30;

/**
 * Calls with one argument simpler, of the same number of arguments and the same keywords. Every candidate has fewer
 * parts, or as many and one of them simpler, so shrinking comes to an end.
 */
export function* simplerCalls({ args, kwargs }: CallArguments): IterableIterator<CallArguments> {
  for (const [place, value] of args.entries()) {
    for (const simpler of simplerValues(value)) yield { args: args.with(place, simpler), kwargs };
  }
  for (const [name, value] of Object.entries(kwargs)) {
    for (const simpler of simplerValues(value)) yield { args, kwargs: withKey(kwargs, name, simpler) };
  }
}

/** Values of the same kind, simpler, the boldest first: with fewer parts, then with one part simpler. */
export function* simplerValues(value: Value, depth = 0): IterableIterator<Value> {
  if (depth > deepest || value === null) return;
  switch (typeof value) {
    case 'boolean':
      if (value) yield false;
      return;
    case 'number':
      return yield* simplerNumbers(value);
    case 'bigint':
      return yield* simplerIntegers(value);
    case 'string':
      return yield* simplerTexts(value);
  }
  if (Array.isArray(value)) return yield* simplerLists(value, depth);
  switch (value.kind) {
    case 'ndarray':
      if (arrayDType(value) !== undefined && value.order === 'C') yield* simplerArrays(value);
      return;
    case 'bytes':
    case 'bytearray':
      for (const kept of cuts(value.data.length, 0))
        yield { ...value, data: Uint8Array.from(kept, (at) => value.data[at]!) };
      return;
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      for (const items of simplerLists(value.items, depth)) yield { ...value, items };
      return;
    case 'map':
      for (const kept of cuts(value.entries.length, 0))
        yield { ...value, entries: kept.map((at) => value.entries[at]!) };
      for (const [at, [key, item]] of value.entries.entries()) {
        for (const simpler of simplerValues(item, depth + 1))
          yield { ...value, entries: value.entries.with(at, [key, simpler]) };
      }
  }
}

function* simplerLists(items: readonly Value[], depth: number): IterableIterator<Value[]> {
  for (const kept of cuts(items.length, 0)) yield kept.map((at) => items[at]!);
  for (const [at, item] of items.entries()) {
    for (const simpler of simplerValues(item, depth + 1)) yield items.with(at, simpler);
  }
}

/** By code points, so that no pair of surrogates is torn. */
function* simplerTexts(text: string): IterableIterator<string> {
  const points = Array.from(text);
  for (const kept of cuts(points.length, 0)) yield kept.map((at) => points[at]).join('');
  for (const [at, point] of points.entries()) {
    if (point !== 'a') yield points.with(at, 'a').join('');
  }
}

function withKey(kwargs: CallArguments['kwargs'], name: string, value: Value): CallArguments['kwargs'] {
  return Object.fromEntries(Object.entries(kwargs).map(([key, before]) => [key, key === name ? value : before]));
}
