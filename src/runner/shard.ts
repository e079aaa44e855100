import { greenStatuses, type Result, type Status } from './result.ts';

/** One of several runs that share the cases of a suite among them: the second of four is `{ number: 2, of: 4 }`. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/** Whether a shard runs the case of an index. By the index alone, so that the shards of a run never ask one another. */
export function inShard(index: number, { number, of }: Shard): boolean {
  return index % of === number - 1;
}

const calm: readonly Status[] = ['agreed', 'waived', 'not-run'];

/**
 * Whether what became of a case depends on that case alone. Whether a drift is still excused under the cap of its rule,
 * how it is grouped and what it is shrunk to depends on the cases before it, which other shards ran.
 */
export function isCalm(results: readonly Result[]): boolean {
  return results.every(({ status }) => calm.includes(status));
}

/**
 * A case that failed in its shard and is tried again where shards are merged. One that is green now did not do the same
 * twice: it stays red.
 */
export function asInShard(result: Result, shard: Result | undefined): Result {
  if (shard === undefined || result.status !== 'agreed') return result;
  const wasRed = !greenStatuses.includes(shard.status) && shard.status !== 'not-run';
  return wasRed ? { ...result, status: 'flaky', side: result.modern === 'legacy' ? 'legacy' : 'modern' } : result;
}
