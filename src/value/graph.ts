import type { Value } from './value.ts';

/**
 * True for objects whose identity means something: those that can change or hold others (so that a value that refers to
 * the same few objects over and over is never walked as a tree). Numbers, bytes, dates and the
 * like have none, nor has an empty tuple or frozenset, of which a language may keep one for all.
 */
export function hasIdentity(value: object): boolean {
  if (Array.isArray(value)) return true;
  const tagged = value as Exclude<Value & object, Value[]>;
  switch (tagged.kind) {
    case 'tuple':
    case 'frozenset':
      return tagged.items.length > 0;
    case 'set':
    case 'map':
    case 'deque':
    case 'bytearray':
    case 'ndarray':
    case 'record':
    case 'slice':
      return true;
    default:
      return false;
  }
}

/** Calls `visit` with every object directly inside this one, in the order in which it is written. */
export function visitObjects(value: object, visit: (inner: object) => void): void {
  if (Array.isArray(value)) {
    visitList(value, visit);
    return;
  }
  const tagged = value as Exclude<Value & object, Value[]>;
  switch (tagged.kind) {
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      visitList(tagged.items, visit);
      break;
    case 'map':
      for (const entry of tagged.entries) visitList(entry, visit);
      break;
    case 'record':
      for (const field of tagged.fields) visitList(field, visit);
      break;
    case 'ndarray':
      if (tagged.objects !== undefined) visitList(tagged.objects, visit);
      break;
    case 'slice':
      visitList([tagged.start, tagged.stop, tagged.step], visit);
  }
}

function visitList(items: readonly Value[], visit: (inner: object) => void): void {
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (typeof item === 'object' && item !== null) visit(item);
  }
}

/**
 * The objects that are reached more than once, or undefined when there are none. Every object is visited once and no
 * call is nested in another, so cycles and deep values are fine.
 */
export function findShared(root: Value): Set<object> | undefined {
  if (typeof root !== 'object' || root === null) return undefined;
  let shared: Set<object> | undefined;
  const seen = new Set<object>();
  const pending: object[] = [];
  const visit = (value: object): void => {
    if (!hasIdentity(value)) return;
    if (seen.has(value)) {
      shared ??= new Set();
      shared.add(value);
      return;
    }
    seen.add(value);
    pending.push(value);
  };
  visit(root);
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) visitObjects(value, visit);
  return shared;
}
