import { describeDType } from '../value/dtype.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';

const deepest = 50;

/** An input without its numbers: its texts, names, kinds, element types and shapes, as one text. */
export function skeletonOf({ args, kwargs }: CallArguments): string {
  const named = Object.entries(kwargs).map(([name, value]) => [name, bones(value, 0)]);
  return JSON.stringify([args.map((value) => bones(value, 0)), named]);
}

function bones(value: Value, depth: number): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return typeof value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '…';
  const below = (item: Value): unknown => bones(item, depth + 1);
  if (Array.isArray(value)) return value.map(below);
  switch (value.kind) {
    case 'ndarray':
      return [describeDType(value.dtype), value.shape];
    case 'map':
      return ['map', value.entries.map(([key, item]) => [below(key), below(item)])];
    case 'record':
      return [value.type, value.fields.map(([name, item]) => [name, below(item)])];
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      return [value.kind, value.items.map(below)];
    default:
      return value.kind;
  }
}
