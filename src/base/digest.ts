import { createHash } from 'node:crypto';

/** Deeper trees are refused: a digest must not die of its input. */
const maxDepth = 1000;

/** The SHA-256 of bytes, or of a text's UTF-8, as 64 lower-case hex digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * One text per JSON tree, whatever order its keys were written in: keys sorted by UTF-16 code unit, no white space,
 * `-0` kept apart from `0`. A `Map` with string keys is an object and a bigint is its digits, so that the trees of
 * `value/json.ts` can be digested too. Members that are `undefined` are left out, as `JSON.stringify` does.
 *
 * @throws TypeError for what JSON cannot say (NaN, infinities, functions, `undefined` in an array, other classes)
 * @throws RangeError for a tree deeper than 1,000
 */
export function canonicalJson(tree: unknown): string {
  return write(tree, 0);
}

function write(tree: unknown, depth: number): string {
  if (depth > maxDepth) throw new RangeError(`A tree deeper than ${maxDepth} cannot be digested`);
  if (tree === null || typeof tree === 'boolean' || typeof tree === 'string') return JSON.stringify(tree);
  if (typeof tree === 'bigint') return tree.toString();
  if (typeof tree === 'number' && Number.isFinite(tree)) return Object.is(tree, -0) ? '-0' : JSON.stringify(tree);
  if (Array.isArray(tree)) return `[${Array.from(tree, (item) => write(item, depth + 1)).join()}]`;
  return `{${membersOf(tree)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${write(member, depth + 1)}`)
    .join()}}`;
}

function membersOf(tree: unknown): [string, unknown][] {
  if (tree instanceof Map && [...tree.keys()].every((key) => typeof key === 'string')) return [...tree];
  if (typeof tree === 'object' && tree !== null) {
    const prototype = Object.getPrototypeOf(tree);
    if (prototype === Object.prototype || prototype === null) return Object.entries(tree);
  }
  throw new TypeError(
    `Only JSON can be digested: found ${typeof tree === 'object' ? 'an object of a class' : String(tree)}`,
  );
}
