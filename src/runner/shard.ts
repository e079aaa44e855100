/** One of several runs that share the cases of a suite among them: the second of four is `{ number: 2, of: 4 }`. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/** Whether a shard runs the case of an index. By the index alone, so that the shards of a run never ask one another. */
export function inShard(index: number, { number, of }: Shard): boolean {
  return index % of === number - 1;
}
