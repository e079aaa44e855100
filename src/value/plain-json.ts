import type { JsonTree } from './json.ts';

/**
 * A tree as `JSON.parse` would have given it, for a schema check or for documents without large integers: an integer
 * becomes a number (beyond 2^53 the nearest one), an object has no prototype, so that no key can reach one.
 */
export function plainJson(tree: JsonTree): unknown {
  if (typeof tree === 'bigint') return Number(tree);
  if (Array.isArray(tree)) return tree.map(plainJson);
  if (!(tree instanceof Map)) return tree;
  const plain: Record<string, unknown> = Object.create(null);
  for (const [key, member] of tree) plain[key] = plainJson(member);
  return plain;
}
