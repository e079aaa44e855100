import { excerpt } from './excerpt.ts';
import type { JsonObject, JsonTree } from './json.ts';
import type { Value } from './value.ts';

/** What is wrong, and where below the place that is being read. */
export class Misread extends Error {
  readonly inner: readonly (string | number)[];

  constructor(message: string, ...inner: (string | number)[]) {
    super(message);
    this.inner = inner;
  }
}

/** @throws {Misread} when the tree is no list, or one of another length */
export function list(tree: JsonTree, length?: number): JsonTree[] {
  if (!Array.isArray(tree) || (length !== undefined && tree.length !== length)) {
    throw new Misread(length === undefined ? 'Wanted a list' : `Wanted a list of ${length}`);
  }
  return tree;
}

/** @throws {Misread} when the tree is no object */
export function object(tree: JsonTree): JsonObject {
  if (!(tree instanceof Map)) throw new Misread('Wanted an object');
  return tree;
}

/** The values of exactly these keys. @throws {Misread} for a missing or another key */
export function fields<K extends string>(tree: JsonTree, ...keys: K[]): Record<K, JsonTree> {
  const found = object(tree);
  if (found.size !== keys.length || keys.some((key) => !found.has(key))) {
    throw new Misread(`Wanted an object with the keys ${keys.map((key) => `"${key}"`).join(' and ')}, and no other`);
  }
  return Object.fromEntries(keys.map((key) => [key, found.get(key)!])) as Record<K, JsonTree>;
}

/** The number that `$id` and `$ref` hold; `inner` is where it stands. @throws {Misread} when it is none */
export function idOf(tree: JsonTree | undefined, ...inner: string[]): number {
  if (typeof tree !== 'bigint' || tree < 0n || tree > 2n ** 31n)
    throw new Misread('An id must be an integer from 0 to 2^31', ...inner);
  return Number(tree);
}

/** Only what is certainly the same key in every language: the same string, number, boolean or null; NaN is never. */
export function refuseDuplicates(keys: readonly Value[], what: string): void {
  const seen = new Set<Value>();
  for (const [i, key] of keys.entries()) {
    if ((typeof key === 'object' && key !== null) || Number.isNaN(key)) continue;
    if (seen.size === seen.add(key).size) throw new Misread(`Duplicate ${what} ${excerpt(String(key))}`, i);
  }
}
