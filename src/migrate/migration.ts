import type { Loss } from '../value/json-npz/loss.ts';
import type { RecordClass } from '../value/pickle/pickle-limits.ts';

/**
 * What became of a pickle.
 *
 * - `migrated`: its `.json` and `.npz` are there, were read back from the disk and hold what it holds; it is a `.bak` now.
 * - `would-migrate`: the same without anything written, on a dry run.
 * - `already`: it was migrated before.
 * - `lossy`: it was read, but the format cannot keep all of it. It is untouched.
 * - `refused`: it is untouched, for another reason.
 */
export type MigrationStatus = 'migrated' | 'would-migrate' | 'already' | 'lossy' | 'refused';

/** What became of one pickle, and why. */
export interface FileMigration {
  /** Absolute path of the pickle as it was named before. */
  readonly file: string;
  readonly status: MigrationStatus;
  /** What it became, or would become; null when it was refused. `npz` is null where there are no arrays. */
  readonly json: string | null;
  readonly npz: string | null;
  readonly backup: string | null;
  /** True when its root is no dict, and was put under the key `data`. */
  readonly wrapped: boolean;
  /** In words, for `lossy` and `refused`. */
  readonly reason: string | null;
  /** What the format did not keep, or could not: at most a hundred places of `lossCount`. */
  readonly losses: readonly Loss[];
  readonly lossCount: number;
}

export interface MigrateOptions {
  /** Read, convert, read back and compare, and write nothing. */
  readonly dryRun: boolean;
  /** Let other values stand for what the format cannot keep. */
  readonly allowLoss: boolean;
  /** Classes whose objects are read as records. */
  readonly records: readonly RecordClass[];
}
