import type { Value } from 'vernier';

/**
 * A text that two keys share exactly when they are one key in Python, where 1, 1.0 and True are; null for what cannot be a
 * key there, or should rather not be one (a NaN is equal to nothing).
 */
export function keyText(key: Value, depth = 0): string | null {
  switch (typeof key) {
    case 'string':
      return `s${key}`;
    case 'boolean':
      return key ? 'i1' : 'i0';
    case 'bigint':
      return `i${key}`;
    case 'number':
      if (Number.isNaN(key)) return null;
      return Number.isInteger(key) ? `i${BigInt(key)}` : `f${key}`;
  }
  if (key === null) return 'none';
  if (Array.isArray(key)) return null;
  if (key.kind === 'bytes') return `b${Buffer.from(key.data).toString('hex')}`;
  // A tuple may hold itself.
  if (key.kind !== 'tuple' || depth > 5) return null;
  const parts = key.items.map((item) => keyText(item, depth + 1));
  return parts.includes(null) ? null : `t(${parts.map((part) => `${part!.length}:${part}`).join()})`;
}

/** Those whose keys are hashable and not the same as one before. */
export function distinct<T>(items: readonly T[], keyOf: (item: T) => Value): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = keyText(keyOf(item));
    return text !== null && seen.size < seen.add(text).size;
  });
}
